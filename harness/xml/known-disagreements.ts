import type { SchemaIssue } from './schema-set.ts';

/** The two judges: libxml2 in this process, Xerces as second opinion. */
export type Judge = 'libxml2' | 'xerces';

/** A point on which the two judges are known to differ; everything else is a finding. */
export interface KnownDisagreement {
  readonly id: string;
  readonly what: string;
  /** The judge that calls the document invalid. */
  readonly rejects: Judge;
  /** How that judge says so. */
  readonly message: RegExp;
  /** The judge that is right, by the recommendation cited. */
  readonly right: Judge;
  readonly reference: string;
  /** The smallest schema and document that show it; a test holds them against both judges. */
  readonly example: { readonly schema: string; readonly document: string };
}

const schema = (content: string) =>
  `<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">${content}</xs:schema>`;

export const knownDisagreements: readonly KnownDisagreement[] = [
  {
    id: 'xsi-type-under-strict-wildcard',
    what: 'An element that nothing declares, under a strict wildcard, names a declared type in xsi:type and is valid for it.',
    rejects: 'libxml2',
    message:
      /No matching global element declaration available, but demanded by the strict wildcard/,
    right: 'xerces',
    reference: 'XML Schema part 1, 3.10.1 and cvc-assess-elt 1.1.1.2',
    example: {
      schema: schema(
        '<xs:element name="any"><xs:complexType><xs:sequence><xs:any/></xs:sequence></xs:complexType></xs:element>',
      ),
      document:
        '<any><x xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:xs="http://www.w3.org/2001/XMLSchema" xsi:type="xs:int">1</x></any>',
    },
  },
  {
    id: 'length-beyond-bmp',
    what: 'A character beyond U+FFFF counts as two for a length facet.',
    rejects: 'xerces',
    message: /cvc-(?:length|maxLength)-valid/,
    right: 'libxml2',
    reference: 'XML Schema part 2, 4.3.1: length counts characters',
    example: {
      schema: schema(
        '<xs:element name="one"><xs:simpleType><xs:restriction base="xs:string"><xs:length value="1"/></xs:restriction></xs:simpleType></xs:element>',
      ),
      document: '<one>\u{1F511}</one>',
    },
  },
  {
    id: 'base64-stray-characters',
    what: 'Characters outside the base64 alphabet are skipped instead of refused.',
    rejects: 'xerces',
    message: /is not a valid value for 'base64Binary'/,
    right: 'xerces',
    reference: 'XML Schema part 2, 3.2.16: the lexical forms of base64Binary',
    example: {
      schema: schema('<xs:element name="key" type="xs:base64Binary"/>'),
      document: '<key>****</key>',
    },
  },
];

/**
 * The known disagreement that explains why one judge alone calls a document invalid: every one of
 * its reasons is of that kind (Xerces gives two for one mistake). Undefined means that the
 * disagreement is a finding.
 */
export function knownDisagreement(
  rejects: Judge,
  issues: readonly SchemaIssue[],
): KnownDisagreement | undefined {
  return knownDisagreements.find(
    known =>
      known.rejects === rejects &&
      issues.length > 0 &&
      issues.every(
        ({ message }) => known.message.test(message) || /^cvc-(?:type|attribute)\.3/.test(message),
      ) &&
      issues.some(({ message }) => known.message.test(message)),
  );
}
