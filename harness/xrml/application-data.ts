import { attributeOf, childrenNamed, requiredAttribute, textOf } from './navigate.ts';
import { element, type XrmlNode } from './node.ts';

/** Application-specific data of rights data (MS-RMPR 2.2.9.8.6), such as `Allow_Server_Editing`. */
export interface ApplicationData {
  /** `APPSPECIFIC` unless given. */
  readonly id?: string;
  readonly name: string;
  readonly value: string;
}

/** An AUTHENTICATEDDATA element of rights data (MS-RMPR 2.2.9.8.6, 2.2.9.10.5). */
export function applicationDataElement({
  id = 'APPSPECIFIC',
  name,
  value,
}: ApplicationData): XrmlNode {
  return element(
    'AUTHENTICATEDDATA',
    [
      ['id', id],
      ['name', name],
    ],
    value,
  );
}

/**
 * Reads the AUTHENTICATEDDATA elements of a BODY in order; a name that is missing is empty.
 *
 * @throws XrmlError when one has no id.
 */
export function parseApplicationData(body: XrmlNode): readonly Required<ApplicationData>[] {
  return childrenNamed(body, 'AUTHENTICATEDDATA').map(data => ({
    id: requiredAttribute(data, 'id'),
    name: attributeOf(data, 'name') ?? '',
    value: textOf(data),
  }));
}
