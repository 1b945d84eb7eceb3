import { attribute, child, type XmlElement } from '../xml/element.ts';

/** A namespace and a local name. */
export interface Name {
  readonly namespace: string;
  readonly name: string;
}

/** The schemas of a WSDL, ready to tell what an element holds. */
export interface SchemaFacts {
  /** Adds the facts of a global element and of all that it can hold; `what` begins their names. */
  addElement(facts: Map<string, string>, what: string, name: Name | undefined): void;
  /** Addresses of schemas that are imported or included from elsewhere. */
  readonly refersTo: readonly string[];
}

const xsd = 'http://www.w3.org/2001/XMLSchema';

/** Facts of one document, elements within elements, and parts of one type: far above any service. */
const bounds = { facts: 5_000, depth: 30, parts: 200 };

/** Reads schemas, whatever they hold; a construct that is not looked into is a fact by its name. */
export function readSchemaFacts(elements: readonly XmlElement[]): SchemaFacts {
  const schemas = elements.filter(({ name, namespace }) => name === 'schema' && namespace === xsd);
  const globals = new Map<string, Global>();
  for (const schema of schemas)
    for (const declared of schema.children) {
      const namespace = attribute(schema, 'targetNamespace') ?? '';
      const kind = declared.name === 'element' ? 'element' : 'type';
      const key = `${kind} {${namespace}}${attribute(declared, 'name') ?? ''}`;
      if (!globals.has(key)) globals.set(key, { declared, schema });
    }
  const find = (kind: 'element' | 'type', name: Name | undefined): Global | undefined =>
    name && globals.get(`${kind} ${written(name)}`);
  let count = 0;

  function add(
    facts: Map<string, string>,
    path: string,
    { declared, schema }: Global,
    depth: number,
    isGlobal: boolean,
  ): void {
    const reference = nameIn(declared, 'ref');
    const target = find('element', reference) ?? { declared, schema };
    const global = isGlobal || reference !== undefined;
    const name = attribute(target.declared, 'name') ?? reference?.name ?? '';
    const form =
      attribute(target.declared, 'form') ?? attribute(target.schema, 'elementFormDefault');
    const qualified = global || form === 'qualified';
    const namespace = qualified ? (attribute(target.schema, 'targetNamespace') ?? '') : '';
    const own = `${path}/${name}`;
    if (count >= bounds.facts || depth > bounds.depth) return;
    count += 1;
    const type = typeOf(target.declared, find);
    facts.set(
      own,
      [
        `in "${namespace}"`,
        ...(isGlobal ? [] : [occurrence(declared)]),
        ...(attribute(target.declared, 'nillable') === 'true' ? ['nillable'] : []),
        type.what,
      ].join(', '),
    );
    for (const inner of type.elements)
      add(facts, own, { declared: inner, schema: type.schema ?? target.schema }, depth + 1, false);
  }

  return {
    addElement(facts, what, name) {
      const found = find('element', name);
      if (found !== undefined) add(facts, what, found, 0, true);
      else if (name !== undefined) facts.set(`${what}/${name.name}`, 'not declared');
    },
    refersTo: schemas.flatMap(schema =>
      schema.children.flatMap(each => attribute(each, 'schemaLocation') ?? []),
    ),
  };
}

interface Global {
  readonly declared: XmlElement;
  readonly schema: XmlElement;
}

interface TypeFacts {
  readonly what: string;
  readonly elements: readonly XmlElement[];
  /** Where its elements are declared, when not where the element is. */
  readonly schema?: XmlElement;
}

function typeOf(
  declared: XmlElement,
  find: (kind: 'type', name: Name | undefined) => Global | undefined,
): TypeFacts {
  const anonymous = declared.children.find(({ name }) => /^(?:complex|simple)Type$/.test(name));
  if (anonymous !== undefined) return contentOf(anonymous);
  const name = nameIn(declared, 'type');
  const found = find('type', name);
  if (found !== undefined) return { ...contentOf(found.declared), schema: found.schema };
  if (name === undefined) return { what: 'of any type', elements: [] };
  return { what: name.namespace === xsd ? name.name : written(name), elements: [] };
}

function contentOf(type: XmlElement): TypeFacts {
  if (type.name === 'simpleType') return { what: restrictionOf(type), elements: [] };
  const group = type.children.find(({ name }) =>
    /Content$|^(?:sequence|choice|all|group)$/.test(name),
  );
  const particles = (group?.children ?? []).slice(0, bounds.parts);
  const what = [
    group?.name ?? 'empty',
    ...particles
      .filter(({ name }) => name !== 'element' && name !== 'annotation')
      .map(({ name }) => `with ${name}`),
    ...type.children
      .slice(0, bounds.parts)
      .filter(({ name }) => /attribute/i.test(name))
      .map(each => (each.name === 'attribute' ? `@${attribute(each, 'name') ?? ''}` : each.name)),
  ];
  return { what: what.join(' '), elements: particles.filter(({ name }) => name === 'element') };
}

function restrictionOf(type: XmlElement): string {
  const restriction = child(type, 'restriction', xsd);
  if (restriction === undefined) {
    const names = type.children.slice(0, bounds.parts).map(({ name }) => name);
    return names.join(' ');
  }
  const base = nameIn(restriction, 'base')?.name ?? '';
  const facets = restriction.children
    .slice(0, bounds.parts)
    .filter(({ name }) => name !== 'annotation')
    .map(facet => `${facet.name} ${attribute(facet, 'value') ?? ''}`)
    .sort();
  return [base, ...facets].join(' ');
}

function occurrence(declared: XmlElement): string {
  const least = attribute(declared, 'minOccurs') ?? '1';
  return `${least}..${attribute(declared, 'maxOccurs') ?? '1'}`;
}

/** The qualified name that an attribute's value stands for; a prefix unknown stands for itself. */
export function nameIn(element: XmlElement, from: string): Name | undefined {
  const value = attribute(element, from);
  if (value === undefined) return undefined;
  const colon = value.indexOf(':');
  const prefix = colon < 0 ? '' : value.slice(0, colon);
  return { namespace: element.namespaces?.get(prefix) ?? prefix, name: value.slice(colon + 1) };
}

/** `{namespace}name`. */
export function written(name: Name | undefined): string {
  return name === undefined ? 'nothing' : `{${name.namespace}}${name.name}`;
}
