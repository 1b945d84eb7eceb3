import { markupChildren, type MarkupElement } from './markup.ts';

/** Namespace of each prefix; the default namespace has the prefix `''`. */
export type Prefixes = ReadonlyMap<string, string>;

/** Attributes of a schema whose value is a qualified name, a list of them, or a path of them. */
const qualifiedValues = [
  'type',
  'base',
  'ref',
  'itemType',
  'memberTypes',
  'substitutionGroup',
  'refer',
  'xpath',
];

/** The prefixes that an element's own attributes declare (Namespaces in XML 1.0, section 3). */
export function declaredPrefixes(element: MarkupElement): Prefixes {
  return new Map(
    element.attributes.flatMap(({ name, value }): [string, string][] => {
      if (name === 'xmlns') return [['', value]];
      return name.startsWith('xmlns:') ? [[name.slice('xmlns:'.length), value]] : [];
    }),
  );
}

/**
 * The prefixes that an element of a schema, and all below it, use and do not declare, sorted: in
 * names of elements and attributes, and in values that are qualified names. A URI such as
 * `http://...` is none of those, though `http` often is a prefix in a WSDL.
 */
export function missingPrefixes(element: MarkupElement): string[] {
  const declared = declaredPrefixes(element);
  const used = new Set<string>([prefixOf(element.name)]);
  for (const { name, value } of element.attributes) {
    if (name.includes(':') && !name.startsWith('xmlns:')) used.add(prefixOf(name));
    if (qualifiedValues.includes(name))
      for (const [word] of value.matchAll(/[\w.-]+(?::[\w.-]+)?/g)) used.add(prefixOf(word));
  }
  for (const child of markupChildren(element))
    for (const prefix of missingPrefixes(child)) used.add(prefix);
  return [...used].filter(prefix => prefix !== 'xml' && !declared.has(prefix)).sort();
}

function prefixOf(name: string): string {
  return name.includes(':') ? name.slice(0, name.indexOf(':')) : '';
}
