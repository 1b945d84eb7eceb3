import { parseCertificate } from '../xrml/certificate.ts';
import { attributeOf, firstDescendant, optionalChild, textOf } from '../xrml/navigate.ts';
import type { XrmlNode } from '../xrml/node.ts';

/**
 * The ID of the WORK that a license speaks of (MS-RMPR 2.2.9.7, 2.2.9.9), empty without one. The
 * harness draws it for each license, so nobody else's speaks of the same.
 */
export function workOf(root: XrmlNode): string {
  const work = firstDescendant(root, 'WORK');
  const object = work && optionalChild(work, 'OBJECT');
  const id = object && optionalChild(object, 'ID');
  return id === undefined ? '' : textOf(id).toLowerCase();
}

/** Whether two licenses, as text, speak of the same work. @throws XrmlError when one is none */
export function sameWork(one: string, other: string): boolean {
  return workOf(parseCertificate(one).root) === workOf(parseCertificate(other).root);
}

/** What a license says about its work: ID and name, and who owns it; for comparison and messages. */
export function describeWork(root: XrmlNode): string {
  const work = firstDescendant(root, 'WORK');
  const object = work && optionalChild(work, 'OBJECT');
  const owner = work && firstDescendant(work, 'OWNER');
  const id = owner && firstDescendant(owner, 'ID');
  const type = id && attributeOf(id, 'type');
  return `work ${workOf(root)}, ${nameIn(object)}; owner ${nameIn(owner)} (${type ?? 'no type'})`;
}

function nameIn(node: XrmlNode | undefined): string {
  const name = node && firstDescendant(node, 'NAME');
  return name === undefined ? 'no name' : textOf(name);
}
