import { guidFrom } from './guid.ts';
import { attributeOf, childrenNamed, requiredChild } from './navigate.ts';
import { element, type XrmlNode } from './node.ts';
import { objectElement } from './principal.ts';

/** Whom to ask for rights: a URL, usually `mailto:` and an email address, and its display name. */
export interface Referral {
  readonly address: string;
  /** A rights policy template has none (MS-RMPR 2.2.9.10.3). */
  readonly name?: string;
  /** Derived from the address by default. */
  readonly guid?: string;
}

const referralType = 'Referral-Info';

/** The DISTRIBUTIONPOINT that refers to the author (MS-RMPR 2.2.9.7.3, 2.2.9.8.3). */
export function referralPoint({ address, name, guid }: Referral): XrmlNode {
  const object = objectElement({
    objectType: referralType,
    idType: 'MS-GUID',
    id: guid ?? guidFrom(`${referralType}|${address}`),
    ...(name !== undefined && { name }),
    address,
  });
  return element('DISTRIBUTIONPOINT', [], object);
}

/** The first DISTRIBUTIONPOINT of a BODY that refers to the author, or undefined. */
export function findReferral(body: XrmlNode): XrmlNode | undefined {
  return childrenNamed(body, 'DISTRIBUTIONPOINT').find(point => pointType(point) === referralType);
}

/** The DISTRIBUTIONPOINT of a template; its GUID is that of Windows (MS-RMPR 2.2.9.10.3, note 22). */
export function publishingPoint(address: string): XrmlNode {
  const object = objectElement({
    objectType: 'Publishing-URL',
    idType: 'MS-GUID',
    id: '{9A23D98E-4449-4ba5-812A-F30808F3CB16}',
    name: 'Publishing Point',
    address,
  });
  return element('DISTRIBUTIONPOINT', [], object);
}

/**
 * The type that a DISTRIBUTIONPOINT's OBJECT states, such as License-Acquisition-URL.
 *
 * @throws XrmlError when it has no OBJECT.
 */
export function pointType(point: XrmlNode): string | undefined {
  return attributeOf(requiredChild(point, 'OBJECT'), 'type');
}
