import { type SoapVersion, soapVersions } from '../soap/version.ts';
import { UserError } from '../user-error.ts';
import {
  childrenOf,
  type Markup,
  parseMarkup,
  qualifiedName,
  requiredAttribute,
  schemaNamespace,
} from './markup.ts';
import { type ElementDeclaration, readSchemas, type SchemaModel } from './schema-model.ts';

/** What a WSDL says of one service. */
export interface WsdlService {
  /** The name of its files below `schemas/`, e.g. `DecommissionService`. */
  readonly name: string;
  /** What `wsdl:service` calls it, e.g. `License`; two services can have the same. */
  readonly wsdlName: string;
  readonly targetNamespace: string;
  /** In the order of `wsdl:portType`. */
  readonly operations: readonly WsdlOperation[];
}

/** One document/literal operation: each message has one part, which is an element. */
export interface WsdlOperation {
  readonly name: string;
  /** The action per SOAP version; undefined where the WSDL has no such binding. */
  readonly soapAction: Readonly<Record<SoapVersion, string | undefined>>;
  readonly input: ElementDeclaration;
  readonly output: ElementDeclaration;
  /** The header block of the request (VersionData), where a binding names one. */
  readonly header?: ElementDeclaration;
}

const bindingNamespace: Readonly<Record<SoapVersion, string>> = {
  soap11: 'http://schemas.xmlsoap.org/wsdl/soap/',
  soap12: 'http://schemas.xmlsoap.org/wsdl/soap12/',
};

/**
 * Reads a WSDL 1.1 document with its schemas inline (WSDL 1.1 sections 2 and 3).
 *
 * @param name - the service's file name, used in messages too
 * @throws UserError when it is no WSDL, has no operation, or refers to what it does not define
 */
export function readWsdl(text: string, name: string): WsdlService {
  const definitions = parseMarkup(text, `${name}.wsdl`);
  if (definitions.name !== 'definitions')
    throw new UserError(
      `Expected a WSDL in ${name}.wsdl, whose root is <definitions>; its root is <${definitions.name}>.`,
    );
  const schemas = readSchemas(
    childrenOf(definitions, 'types').flatMap(types => childrenOf(types, 'schema', schemaNamespace)),
  );
  const operations = childrenOf(definitions, 'portType').flatMap(portType =>
    childrenOf(portType, 'operation').map(operation =>
      readOperation(definitions, operation, schemas),
    ),
  );
  if (operations.length === 0)
    throw new UserError(
      `Expected operations in the portType of ${name}.wsdl; there are none. Check that the right file was given.`,
    );
  return {
    name,
    wsdlName: childrenOf(definitions, 'service')[0]?.attributes.get('name') ?? name,
    targetNamespace: requiredAttribute(definitions, 'targetNamespace'),
    operations,
  };
}

function readOperation(
  definitions: Markup,
  operation: Markup,
  schemas: SchemaModel,
): WsdlOperation {
  const name = requiredAttribute(operation, 'name');
  const message = (direction: string) =>
    schemas.element(part(definitions, qualifiedName(only(operation, direction), 'message').name));
  const bound = soapVersions.flatMap(version =>
    bindingsOf(definitions, name, bindingNamespace[version]).map(binding => ({ version, binding })),
  );
  const action = (version: SoapVersion) => {
    const found = bound.find(candidate => candidate.version === version)?.binding;
    return (
      found && requiredAttribute(only(found, 'operation', bindingNamespace[version]), 'soapAction')
    );
  };
  const header = bound.flatMap(({ version, binding }) =>
    childrenOf(only(binding, 'input'), 'header', bindingNamespace[version]),
  )[0];
  return {
    name,
    soapAction: { soap11: action('soap11'), soap12: action('soap12') },
    input: message('input'),
    output: message('output'),
    ...(header === undefined
      ? {}
      : { header: schemas.element(part(definitions, qualifiedName(header, 'message').name)) }),
  };
}

/** The operation's entry in each binding of one SOAP version. */
function bindingsOf(definitions: Markup, operation: string, namespace: string): readonly Markup[] {
  return childrenOf(definitions, 'binding')
    .filter(binding => childrenOf(binding, 'binding', namespace).length > 0)
    .flatMap(binding => childrenOf(binding, 'operation'))
    .filter(bound => bound.attributes.get('name') === operation);
}

/** The element of a message's one part. */
function part(definitions: Markup, messageName: string) {
  const message = childrenOf(definitions, 'message').find(
    candidate => candidate.attributes.get('name') === messageName,
  );
  if (message === undefined)
    throw new UserError(`Expected the message ${messageName} in the WSDL; it is missing.`);
  return qualifiedName(only(message, 'part'), 'element');
}

function only(element: Markup, name: string, namespace?: string): Markup {
  const found = childrenOf(element, name, namespace);
  const [first] = found;
  if (first === undefined || found.length > 1)
    throw new UserError(
      `Expected one <${name}> in <${element.name} name="${element.attributes.get('name') ?? ''}">; there are ${found.length}.`,
    );
  return first;
}
