import { childNodes, replaceAt } from '../message-node.ts';
import type { Defect } from './defect.ts';

/** The action asks for this operation, the body is another's. */
export const bodyOfAnotherOperation: Defect = ({ minimal, otherBodies }) => {
  const body = childNodes(minimal).length - 1;
  return otherBodies.map(other => ({
    name: `body-of-${other.body.name}`,
    rule: 'body-of-another-operation',
    subject: other.body.name,
    twin: 'minimal',
    valid: other.declared,
    message: replaceAt(minimal, [body, 0], () => [other.body]),
  }));
};
