import { soapVersions, type SoapVersion } from '../soap/version.ts';
import { attribute, child, children, type XmlElement } from '../xml/element.ts';
import { nameIn, readSchemaFacts, written } from './schema-facts.ts';

/**
 * What a WSDL says, in a form that two of them can be compared in: each fact has a name and a
 * value.
 */
export interface WsdlFacts {
  readonly targetNamespace: string;
  /** What is on the wire, by operation. */
  readonly operations: ReadonlyMap<string, ReadonlyMap<string, string>>;
  /** What no message carries. */
  readonly incidental: ReadonlyMap<string, string>;
  /** Addresses of documents that belong to it. */
  readonly refersTo: readonly string[];
}

/**
 * Elements of a kind that are read of one parent: far above any real service. Each operation repeats
 * the parts of its messages, so that a small document could mean more facts than fit into memory.
 */
const bounds = { bindings: 20, portTypes: 20, operations: 100, parts: 20, headers: 20 };

const wsdl = 'http://schemas.xmlsoap.org/wsdl/';
const bindingNamespaces: Readonly<Record<SoapVersion, string>> = {
  soap11: 'http://schemas.xmlsoap.org/wsdl/soap/',
  soap12: 'http://schemas.xmlsoap.org/wsdl/soap12/',
};
const label: Readonly<Record<SoapVersion, string>> = { soap11: 'SOAP 1.1', soap12: 'SOAP 1.2' };

/**
 * Reads the facts of a WSDL 1.1 document, whoever wrote it: what is missing is a fact that is missing,
 * and no address in it is followed. The number of facts is bounded here and in schema-facts.ts.
 *
 * @returns a sentence when it is no WSDL
 */
export function readWsdlFacts(root: XmlElement): WsdlFacts | string {
  if (root.name !== 'definitions' || root.namespace !== wsdl)
    return `its root element is <${root.name}>, not <definitions> of WSDL 1.1`;
  const targetNamespace = attribute(root, 'targetNamespace') ?? '';
  const bindings = soapVersions.flatMap(version =>
    children(root, 'binding', wsdl)
      .filter(each => child(each, 'binding', bindingNamespaces[version]) !== undefined)
      .slice(0, bounds.bindings)
      .map(binding => ({ version, binding })),
  );
  const bound = new Set(bindings.map(({ binding }) => local(attribute(binding, 'type') ?? '')));
  const portTypes = children(root, 'portType', wsdl);
  const soapPortTypes = portTypes.filter(each => bound.has(attribute(each, 'name') ?? ''));
  const schemas = readSchemaFacts(children(root, 'types', wsdl).flatMap(types => types.children));
  const parts = partsOf(root);
  const operations = new Map<string, Map<string, string>>();
  const described = soapPortTypes.length > 0 ? soapPortTypes : portTypes;
  for (const portType of described.slice(0, bounds.portTypes))
    for (const operation of children(portType, 'operation', wsdl).slice(0, bounds.operations)) {
      const facts = new Map<string, string>();
      operations.set(attribute(operation, 'name') ?? '', facts);
      for (const [direction, what] of directions) {
        const message = child(operation, direction, wsdl);
        if (message === undefined) continue;
        const named = parts.get(local(attribute(message, 'message') ?? '')) ?? [];
        facts.set(`${what}: parts`, named.map(describePart).join(', '));
        for (const part of named) schemas.addElement(facts, what, nameIn(part, 'element'));
      }
    }
  for (const { version, binding } of bindings)
    for (const operation of children(binding, 'operation', wsdl).slice(0, bounds.operations)) {
      const facts = operations.get(attribute(operation, 'name') ?? '');
      if (facts !== undefined) addBinding(facts, version, binding, operation);
    }

  function addBinding(
    facts: Map<string, string>,
    version: SoapVersion,
    binding: XmlElement,
    operation: XmlElement,
  ): void {
    const namespace = bindingNamespaces[version];
    const [whole, own] = [
      child(binding, 'binding', namespace),
      child(operation, 'operation', namespace),
    ];
    const style =
      (own && attribute(own, 'style')) ?? (whole && attribute(whole, 'style')) ?? 'document';
    facts.set(`${label[version]}: binding style`, style);
    facts.set(`${label[version]}: transport`, (whole && attribute(whole, 'transport')) ?? '');
    facts.set(`${label[version]}: SOAPAction`, (own && attribute(own, 'soapAction')) ?? '');
    for (const [direction, what] of directions) {
      const message = child(operation, direction, wsdl);
      if (message === undefined) continue;
      const body = child(message, 'body', namespace);
      facts.set(`${label[version]}: use in the ${what}`, (body && attribute(body, 'use')) ?? '');
      for (const header of children(message, 'header', namespace).slice(0, bounds.headers)) {
        const element = (parts.get(local(attribute(header, 'message') ?? '')) ?? []).find(
          part => attribute(part, 'name') === attribute(header, 'part'),
        );
        if (element === undefined) continue;
        const name = nameIn(element, 'element');
        const block = `header ${name?.name ?? ''}`;
        facts.set(`${label[version]}: ${block} of the ${what}`, written(name));
        schemas.addElement(facts, block, name);
      }
    }
  }

  return {
    targetNamespace,
    operations,
    incidental: incidentalOf(root, portTypes, [...operations.keys()]),
    refersTo: [
      ...children(root, 'import', wsdl).map(each => attribute(each, 'location') ?? ''),
      ...schemas.refersTo,
    ].filter(address => address !== ''),
  };
}

const directions = [
  ['input', 'request'],
  ['output', 'response'],
  ['fault', 'fault'],
] as const;

function partsOf(root: XmlElement): ReadonlyMap<string, readonly XmlElement[]> {
  return new Map(
    children(root, 'message', wsdl).map(message => [
      attribute(message, 'name') ?? '',
      children(message, 'part', wsdl).slice(0, bounds.parts),
    ]),
  );
}

function describePart(part: XmlElement): string {
  const name = nameIn(part, 'element');
  return name === undefined ? `of type ${written(nameIn(part, 'type'))}` : written(name);
}

function local(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}

function incidentalOf(
  root: XmlElement,
  portTypes: readonly XmlElement[],
  operations: readonly string[],
): ReadonlyMap<string, string> {
  const services = children(root, 'service', wsdl);
  const ports = services.flatMap(service => children(service, 'port', wsdl));
  const names = (elements: readonly XmlElement[]) =>
    elements.map(each => attribute(each, 'name') ?? '').join(', ');
  return new Map([
    [
      'service address',
      ports
        .flatMap(port => port.children.map(each => attribute(each, 'location') ?? ''))
        .join(', '),
    ],
    ['service name', names(services)],
    ['port names', names(ports)],
    ['binding names', names(children(root, 'binding', wsdl))],
    ['other bindings', names(children(root, 'binding', wsdl).filter(isNotSoap))],
    ['port type names', names(portTypes)],
    ['message names', names(children(root, 'message', wsdl))],
    ['order of operations', operations.join(', ')],
    ['documentation', isDocumented(root) ? 'there is some' : 'there is none'],
    ['prefixes', [...(root.namespaces?.keys() ?? [])].sort().join(', ')],
  ]);
}

function isDocumented(element: XmlElement): boolean {
  return element.children.some(each => each.name === 'documentation' || isDocumented(each));
}

function isNotSoap(binding: XmlElement): boolean {
  return soapVersions.every(
    version => child(binding, 'binding', bindingNamespaces[version]) === undefined,
  );
}
