import { replaceAt } from '../message-node.ts';
import type { SimpleType } from '../schema-model.ts';
import { type Defect, defectAt } from './defect.ts';

/** Each element of a simple type gets text that the type does not have (strings have any). */
export const lexicalSpace: Defect = ({ sites }) =>
  sites.flatMap(site => {
    const { type } = site.declaration;
    const { content } = site.node;
    if (type.kind === 'complex' || typeof content !== 'string') return [];
    return Object.entries(outside(type, content)).map(([suffix, text]) =>
      defectAt(
        site,
        suffix,
        'lexical-space',
        false,
        replaceAt(site.message, site.path, node => [{ ...node, content: text }]),
      ),
    );
  });

/** Text outside the type's lexical space, by the name that the fixture takes from it. */
function outside(type: SimpleType, accepted: string): Readonly<Record<string, string>> {
  if (type.enumeration.length > 0)
    return {
      'not-in-enumeration': 'NotInEnumeration',
      'wrong-case': accepted.toLowerCase(),
      'without-text': '',
    };
  if (type.pattern !== undefined) return { 'not-in-pattern': 'not in pattern', 'without-text': '' };
  switch (type.base) {
    case 'boolean':
      return { 'not-boolean': 'yes', 'without-text': '' };
    case 'int':
      return { 'not-int': 'twelve', 'int-overflow': '2147483648', 'without-text': '' };
    // No text is the base64 of no bytes.
    case 'base64Binary':
      return { 'not-base64': '****', 'base64-cut': 'AAA' };
    default:
      return {};
  }
}
