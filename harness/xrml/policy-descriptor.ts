import { braced } from './guid.ts';
import type { XrmlObject } from './principal.ts';
import { XrmlError } from './xrml-error.ts';

/** Name and description of a policy in one language. */
export interface PolicyName {
  /** The locale identifier, such as 1033. */
  readonly lcid: number;
  readonly name: string;
  readonly description: string;
}

/**
 * What the DESCRIPTOR of a publishing license, rights data or a template states: its GUID, to which
 * braces are added when missing, and the name of the policy in one or more languages (MS-RMPR
 * 2.2.9.7.1, 2.2.9.8.1, 2.2.9.10.1).
 *
 * @throws XrmlError when there is no name, or one holds a colon or semicolon, which separate them
 */
export function policyDescriptor(guid: string, names: readonly PolicyName[]): XrmlObject {
  if (names.length === 0) throw new XrmlError('A policy needs a name in at least one language.');
  const text = names.map(({ lcid, name, description }) => {
    if (/[:;]/.test(name) || description.includes(';'))
      throw new XrmlError(`The name or description of "${name}" holds a separator, ":" or ";".`);
    return `LCID ${lcid}:NAME ${name}:DESCRIPTION ${description};`;
  });
  return { idType: 'MS-GUID', id: braced(guid), name: text.join('') };
}
