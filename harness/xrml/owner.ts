import { optionalChild, requiredAttribute, requiredChild, textOf } from './navigate.ts';
import { element, type XrmlNode } from './node.ts';
import { XrmlError } from './xrml-error.ts';

const ownerTypes = ['Windows', 'Federation', 'Passport'] as const;

/** The author (MS-RMPR 2.2.9.7.5); the ID of the OBJECT stays empty. */
export interface Owner {
  readonly type: (typeof ownerTypes)[number];
  readonly emailAddress: string;
}

/** METADATA with the OWNER (MS-RMPR 2.2.9.7.5, 2.2.9.8.5.1). */
export function ownerMetadata(owner: Owner): XrmlNode {
  const object = element(
    'OBJECT',
    [],
    element('ID', [['type', owner.type]]),
    element('NAME', [], owner.emailAddress),
  );
  return element('METADATA', [], element('OWNER', [], object));
}

/**
 * The OWNER element in the METADATA of a WORK, or undefined.
 *
 * @throws XrmlError when there are several.
 */
export function ownerElement(work: XrmlNode): XrmlNode | undefined {
  const metadata = optionalChild(work, 'METADATA');
  return metadata && optionalChild(metadata, 'OWNER');
}

/**
 * Reads an OWNER element (MS-RMPR 2.2.9.7.5).
 *
 * @throws XrmlError when it lacks the type or the email address, or the type is none.
 */
export function parseOwner(node: XrmlNode): Owner {
  const object = requiredChild(node, 'OBJECT');
  const stated = requiredAttribute(requiredChild(object, 'ID'), 'type');
  const type = ownerTypes.find(candidate => candidate === stated);
  if (type === undefined)
    throw new XrmlError(`OWNER is of type "${stated}"; ${ownerTypes.join(', ')} expected.`);
  return { type, emailAddress: textOf(requiredChild(object, 'NAME')) };
}
