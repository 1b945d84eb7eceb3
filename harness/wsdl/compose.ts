import { envelopeNamespace, type SoapVersion } from '../soap/version.ts';
import { UserError } from '../user-error.ts';
import type { MessageNode } from './message-node.ts';
import type { WsdlOperation } from './model.ts';
import { placeholder } from './placeholders.ts';
import type { RequestRules } from './required.ts';
import type { ElementDeclaration, SimpleType } from './schema-model.ts';

/** `minimal`: what schema or prose requires. `full`: every optional element once, arrays of one. */
export type Extent = 'minimal' | 'full';

// MS-RMSI 2.2.4.3: both versions are to be given, although the schema makes them optional.
const versionDataRules: RequestRules = {
  required: { MinimumVersion: 'MS-RMSI 2.2.4.3', MaximumVersion: 'MS-RMSI 2.2.4.3' },
  content: {
    MinimumVersion: placeholder('minimum-version'),
    MaximumVersion: placeholder('maximum-version'),
  },
};

/**
 * The request of an operation, in one SOAP version. Without a header in the WSDL (MS-RMPR
 * GetServerInfo) there is no soap:Header.
 *
 * @throws UserError when the rules do not say what stands in a leaf
 */
export function composeRequest(
  operation: WsdlOperation,
  version: SoapVersion,
  rules: RequestRules,
  extent: Extent,
): MessageNode {
  const { header } = operation;
  const part = (name: string, content: readonly MessageNode[]): MessageNode => ({
    name,
    namespace: envelopeNamespace[version],
    content,
  });
  return part('Envelope', [
    ...(header === undefined
      ? []
      : [part('Header', [composeElement(header, versionDataRules, extent)])]),
    part('Body', [composeElement(operation.input, rules, extent)]),
  ]);
}

/** Whether a request must have the element when its parent is there. */
export function isRequired(
  declaration: ElementDeclaration,
  path: string,
  rules: RequestRules,
): boolean {
  return declaration.minOccurs > 0 || Object.hasOwn(rules.required, path);
}

/** The body element (or header block) of a request. */
export function composeElement(
  root: ElementDeclaration,
  rules: RequestRules,
  extent: Extent,
): MessageNode {
  const compose = (declaration: ElementDeclaration, path: string): MessageNode => {
    const { name, namespace, type } = declaration;
    const of = (content: MessageNode['content']) => ({ name, namespace, declaration, content });
    if (type.kind === 'simple') return of(rules.content[path] ?? example(type, path));
    if (type.wildcard) return of(required(rules.content[path], path));
    return of(
      type.sequence
        .map(child => ({ child, at: path === '' ? child.name : `${path}/${child.name}` }))
        .filter(({ child, at }) => extent === 'full' || isRequired(child, at, rules))
        .map(({ child, at }) => compose(child, at)),
    );
  };
  return compose(root, '');
}

function example(type: SimpleType, path: string): string {
  if (type.base === 'boolean') return 'true';
  return required(type.enumeration[0], path);
}

function required(content: string | undefined, path: string): string {
  if (content === undefined)
    throw new UserError(
      `Expected the content of ${path} in harness/wsdl/required; add a literal or a placeholder.`,
    );
  return content;
}
