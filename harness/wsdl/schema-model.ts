import { UserError } from '../user-error.ts';
import {
  childrenOf,
  type Markup,
  type QualifiedName,
  qualifiedName,
  requiredAttribute,
  schemaNamespace,
} from './markup.ts';

/** An element as a schema declares it (XML Schema part 1, section 3.3) and its place allows it. */
export interface ElementDeclaration extends QualifiedName {
  readonly minOccurs: number;
  /** `Infinity` for unbounded. */
  readonly maxOccurs: number;
  readonly nillable: boolean;
  readonly type: ComplexType | SimpleType;
}

/** A sequence of elements, or of one wildcard; nothing else occurs in the WSDLs. */
export interface ComplexType {
  readonly kind: 'complex';
  readonly sequence: readonly ElementDeclaration[];
  /** The type holds any one element, of any namespace, strictly assessed (`<s:any/>`). */
  readonly wildcard: boolean;
}

/** A built-in type, or one restricted by enumeration or pattern. */
export interface SimpleType {
  readonly kind: 'simple';
  /** Local name of the built-in type: `string`, `int`, `boolean`, `base64Binary`. */
  readonly base: string;
  readonly enumeration: readonly string[];
  readonly pattern?: string;
}

/** The global elements of a set of schemas, resolved. */
export interface SchemaModel {
  /** @throws UserError when no schema declares the element */
  element(name: QualifiedName): ElementDeclaration;
}

const knownChildren: Readonly<Record<string, readonly string[]>> = {
  schema: ['import', 'element', 'complexType', 'simpleType'],
  element: ['complexType', 'simpleType'],
  complexType: ['sequence', 'anyAttribute'],
  sequence: ['element', 'any'],
  simpleType: ['restriction'],
  restriction: ['enumeration', 'pattern'],
};

/**
 * Builds the model of the schemas of one WSDL: what fixtures are derived from. It knows sequences,
 * wildcards and restricted simple types.
 *
 * @param schemas - the `xs:schema` elements
 * @throws UserError for a construct it does not know, which would otherwise be lost in silence
 */
export function readSchemas(schemas: readonly Markup[]): SchemaModel {
  for (const schema of schemas) refuseUnknown(schema);
  const globals = (kind: string) =>
    new Map(
      schemas.flatMap(schema =>
        childrenOf(schema, kind).map(declared => [
          key({
            namespace: schema.attributes.get('targetNamespace') ?? '',
            name: requiredAttribute(declared, 'name'),
          }),
          { declared, schema },
        ]),
      ),
    );
  const elements = globals('element');
  const types = new Map([...globals('complexType'), ...globals('simpleType')]);

  function declaration(markup: Markup, schema: Markup, open: readonly string[]) {
    const qualified = schema.attributes.get('elementFormDefault') === 'qualified';
    return {
      name: requiredAttribute(markup, 'name'),
      namespace: qualified ? (schema.attributes.get('targetNamespace') ?? '') : '',
      minOccurs: occurs(markup, 'minOccurs'),
      maxOccurs: occurs(markup, 'maxOccurs'),
      nillable: markup.attributes.get('nillable') === 'true',
      type: typeOf(markup, schema, open),
    };
  }

  function typeOf(markup: Markup, schema: Markup, open: readonly string[]) {
    const anonymous = markup.children[0];
    if (anonymous !== undefined) return definition(anonymous, schema, open);
    const name = qualifiedName(markup, 'type');
    if (name.namespace === schemaNamespace) return builtIn(name.name);
    const found = types.get(key(name));
    if (found === undefined)
      throw new UserError(`Expected the type ${key(name)} in the WSDL's schemas; it is missing.`);
    if (open.includes(key(name)))
      throw new UserError(`Expected types that end; ${key(name)} contains itself.`);
    return definition(found.declared, found.schema, [...open, key(name)]);
  }

  function definition(
    type: Markup,
    schema: Markup,
    open: readonly string[],
  ): ComplexType | SimpleType {
    if (type.name === 'simpleType') return restricted(type);
    const particles = type.children.find(child => child.name === 'sequence')?.children ?? [];
    return {
      kind: 'complex',
      sequence: particles
        .filter(particle => particle.name === 'element')
        .map(particle => declaration(particle, schema, open)),
      wildcard: particles.some(particle => particle.name === 'any'),
    };
  }

  return {
    element(name) {
      const found = elements.get(key(name));
      if (found === undefined)
        throw new UserError(
          `Expected the element ${key(name)} in the WSDL's schemas; it is missing.`,
        );
      // A global element is qualified whatever the form of local ones is.
      return { ...declaration(found.declared, found.schema, []), namespace: name.namespace };
    },
  };
}

function restricted(type: Markup): SimpleType {
  const restriction = type.children[0];
  if (restriction === undefined) throw new UserError('Expected a restriction in a simple type.');
  const pattern = restriction.children.find(facet => facet.name === 'pattern');
  return {
    kind: 'simple',
    base: qualifiedName(restriction, 'base').name,
    enumeration: childrenOf(restriction, 'enumeration').map(facet =>
      requiredAttribute(facet, 'value'),
    ),
    ...(pattern === undefined ? {} : { pattern: requiredAttribute(pattern, 'value') }),
  };
}

function builtIn(name: string): SimpleType {
  return { kind: 'simple', base: name, enumeration: [] };
}

function occurs(markup: Markup, attribute: string): number {
  const value = markup.attributes.get(attribute) ?? '1';
  return value === 'unbounded' ? Infinity : Number(value);
}

function refuseUnknown(markup: Markup): void {
  for (const child of markup.children) {
    if (
      child.namespace !== schemaNamespace ||
      !(knownChildren[markup.name] ?? []).includes(child.name)
    )
      throw new UserError(
        `Expected only sequences, wildcards and restrictions in a schema; found <${child.name}> in <${markup.name}>, from which no fixture can be derived yet.`,
      );
    refuseUnknown(child);
  }
}

function key({ namespace, name }: QualifiedName): string {
  return `{${namespace}}${name}`;
}
