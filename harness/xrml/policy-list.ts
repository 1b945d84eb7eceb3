import { attributeOf, requiredChild } from './navigate.ts';
import { element, parseXrml, serialise, type XrmlNode } from './node.ts';

/** An application and the range of its versions to which a policy applies (MS-RMPR 2.2.9.7.8). */
export interface ApplicationPolicy {
  readonly fileName: string;
  readonly minimum: string;
  readonly maximum: string;
}

/** A POLICYLIST element (MS-RMPR 2.2.9.7.7, 2.2.9.9.7); it can be empty. */
export function policyListElement(
  type: 'inclusion' | 'exclusion',
  policies: readonly ApplicationPolicy[],
): XrmlNode {
  return element('POLICYLIST', [['type', type]], ...policies.map(policyElement));
}

/**
 * Puts POLICYLISTs where they belong in a license that is being signed: at the end of its rights data
 * (MS-RMPR 2.2.9.7, `assumptions.policyListsOnSigning`). What cannot stand there is `left` for the
 * license: nothing may be added to an official template, whose signature that would break.
 *
 * @throws XrmlError when there are policies and the rights data are no XrML.
 */
export function settlePolicies(
  rightsData: string,
  policies: readonly XrmlNode[],
): { readonly rightsData: string; readonly left: readonly XrmlNode[] } {
  if (policies.length === 0) return { rightsData, left: [] };
  const root = parseXrml(rightsData);
  const body = requiredChild(root, 'BODY');
  if (attributeOf(body, 'type') === 'Microsoft Official Rights Template')
    return { rightsData, left: policies };
  const settled = { ...body, children: [...body.children, ...policies] };
  const children = root.children.map(child => (child === body ? settled : child));
  return { rightsData: serialise({ ...root, children }), left: [] };
}

function policyElement({ fileName, minimum, maximum }: ApplicationPolicy): XrmlNode {
  const versions = [
    ['min', minimum],
    ['max', maximum],
  ] as const;
  const object = element(
    'OBJECT',
    [],
    element('ID', [['type', 'filename']], fileName),
    element('VERSIONSPAN', versions),
  );
  return element('POLICY', [], object);
}
