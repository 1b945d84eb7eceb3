import type { XmlElement } from '../../xml/element.ts';

/** The rules that a header is held to, with the section of Microsoft's header specification. */
export const headerRules = {
  encoding: '3',
  'object-size': '2',
  'header-size': '3.5, 3.6',
  canonical: '3.2.1',
  declaration: '3.5, 3.6',
  'name-case': '3.2.2',
  'closing-tag': '3.2.3',
  'namespace-first': '3.2.4',
  'attribute-order': '3.2.5',
  root: '3.3 to 3.6',
  version: '3.3 to 3.6',
  missing: '3.3 to 3.6',
  repeated: '3.3 to 3.6',
  misplaced: '3.3 to 3.6',
  unknown: '3.5, 3.6',
  content: '3.3 to 3.6',
  kid: '3.3 to 3.6',
  algorithm: '3.3 to 3.6',
  'key-length': '3.6',
  checksum: '3.3.1, 5',
  url: '3.3 to 3.6',
  'custom-attributes-size': '6',
} as const;
export type HeaderRule = keyof typeof headerRules;

/** What is wrong with a header, and where. */
export interface HeaderComplaint {
  readonly rule: HeaderRule;
  /** MUST, or SHOULD where the specification recommends. */
  readonly level: 'MUST' | 'SHOULD';
  /** The section of the header specification. */
  readonly section: string;
  /** A path or a line; `object` or `record n` outside of the header's text. */
  readonly where: string;
  /** One sentence: what was expected, what was found. */
  readonly what: string;
}

/** A complaint about an element, or about a place in words. */
export function complain(
  rule: HeaderRule,
  where: XmlElement | string,
  what: string,
  level: HeaderComplaint['level'] = 'MUST',
): HeaderComplaint {
  const place = typeof where === 'string' ? where : `${where.path}, line ${where.line}`;
  return { rule, level, section: headerRules[rule], where: place, what };
}
