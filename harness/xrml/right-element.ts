import { attributeOf, elements, requiredChild } from './navigate.ts';
import { element, type XrmlNode } from './node.ts';
import { XrmlError } from './xrml-error.ts';

/**
 * Rights that are the name of an element, form 2 (MS-RMPR 2.2.9.8.5.3, 2.2.9.9.6, 2.2.9.10.4.2); all
 * others, OWNER too, are RIGHT elements, form 1.
 */
const reservedRights = [
  'VIEW',
  'PRINT',
  'EDIT',
  'FORWARD',
  'VIEWRIGHTSDATA',
  'EXPORT',
  'EXTRACT',
] as const;

/** A right with its conditions, in the form that its name asks for. */
export function rightElement(name: string, ...conditions: (XrmlNode | undefined)[]): XrmlNode {
  const list = element('CONDITIONLIST', [], ...conditions);
  return reservedRights.some(reserved => reserved === name)
    ? element(name, [], list)
    : element('RIGHT', [['name', name]], list);
}

/** The RIGHTSGROUP of a WORK. */
export function rightsGroup(rights: readonly XrmlNode[]): XrmlNode {
  return element('RIGHTSGROUP', [['name', 'Main-Rights']], element('RIGHTSLIST', [], ...rights));
}

/** A right as both forms state it. */
export interface RightElement {
  readonly name: string;
  readonly conditions: XrmlNode;
}

/**
 * Reads the rights in a WORK, in order and in either form; OWNER is read in both, since 2.2.9.9.6
 * lists it among the reserved names too.
 *
 * @throws XrmlError when there is no list of rights, or one holds what is no right.
 */
export function parseRights(work: XrmlNode): readonly RightElement[] {
  const list = requiredChild(requiredChild(work, 'RIGHTSGROUP'), 'RIGHTSLIST');
  return elements(list).map(right => ({
    name: nameOf(right),
    conditions: requiredChild(right, 'CONDITIONLIST'),
  }));
}

function nameOf(right: XrmlNode): string {
  if (right.name === 'RIGHT') {
    const name = attributeOf(right, 'name');
    if (name === undefined || name === '') throw new XrmlError('A RIGHT without name was found.');
    return name;
  }
  if ([...reservedRights, 'OWNER'].includes(right.name)) return right.name;
  throw new XrmlError(`<${right.name}> in RIGHTSLIST is no right.`);
}
