import { versionOfNamespace } from '../../harness/soap/envelope.ts';
import type { MediaType } from '../../harness/soap/media-type.ts';
import { mediaType, type SoapVersion } from '../../harness/soap/version.ts';
import { decodeXml } from '../../harness/xml/decode.ts';
import type { XmlElement } from '../../harness/xml/element.ts';
import { parseXml } from '../../harness/xml/parse.ts';
import { XmlRefusal } from '../../harness/xml/refusal.ts';
import { acquireContentKey } from './acquire-content-key.ts';
import { acquireIssuanceLicense } from './acquire-issuance-license.ts';
import { acquireLicense } from './acquire-license.ts';
import { acquirePreLicense } from './acquire-pre-license.ts';
import type { Behaviour } from './behaviour.ts';
import { editIssuanceLicense } from './edit-issuance-license.ts';
import type { Endpoint } from './endpoint.ts';
import { getLicensorCertificate } from './get-licensor-certificate.ts';
import { negotiate } from './negotiate.ts';
import type { Operation } from './operation.ts';
import {
  mustUnderstandOf,
  readRequestEnvelope,
  roleOf,
  type RequestEnvelope,
} from './read-envelope.ts';
import { precertify } from './precertify.ts';
import { Refused } from './refusal.ts';
import { sourceOf } from './source-text.ts';
import type { ServerState } from './state.ts';

const operations: Readonly<Record<string, Operation>> = {
  AcquireContentKey: acquireContentKey,
  AcquireIssuanceLicense: acquireIssuanceLicense,
  AcquireLicense: acquireLicense,
  AcquirePreLicense: acquirePreLicense,
  EditIssuanceLicense: editIssuanceLicense,
  GetLicensorCertificate: getLicensorCertificate,
  Precertify: precertify,
};

export interface Context {
  readonly state: ServerState;
  readonly endpoint: Endpoint;
  readonly behaviour: Behaviour;
}

/** What came of a request. */
export interface Processed {
  /** The version that the client speaks: its envelope's, or else its media type's. */
  readonly version: SoapVersion;
  /** Local name of the body's element, when there was one. */
  readonly operation: string | undefined;
  /** The content of the response's body, or why there is none. */
  readonly outcome: string | Refused;
}

/**
 * Processes a SOAP request: parses it, obeys mustUnderstand, negotiates versions, and runs the
 * operation that the body's element names. SOAPAction, or the `action` parameter of SOAP 1.2,
 * decides nothing: no sentence of MS-RMSI or SOAP has a receiver refuse over it. Never throws.
 */
export function process(
  body: Uint8Array,
  type: MediaType | undefined,
  context: Context,
): Processed {
  const speaks: SoapVersion = type?.type === mediaType.soap12 ? 'soap12' : 'soap11';
  const root = attempt(() => parseXml(body, type?.charset));
  if (root instanceof Refused) return { version: speaks, operation: undefined, outcome: root };
  const version = versionOfNamespace(root.namespace) ?? speaks;
  const envelope = attempt(() => readRequestEnvelope(root));
  if (envelope instanceof Refused) return { version, operation: undefined, outcome: envelope };
  const source = (element: XmlElement): string | undefined =>
    sourceOf(decodeXml(body, type?.charset).text, root, element);
  const outcome = attempt(() => run(envelope, source, context));
  return { version, operation: envelope.operation.name, outcome };
}

function run(
  { version, headers, operation: element }: RequestEnvelope,
  source: (element: XmlElement) => string | undefined,
  { state, endpoint: { service }, behaviour }: Context,
): string {
  const notUnderstood = headers.find(
    block =>
      behaviour.isMandatory(version, mustUnderstandOf(version, block)) &&
      behaviour.isForThisNode(version, roleOf(version, block)) &&
      !behaviour.understands(block, service),
  );
  if (notUnderstood !== undefined)
    throw new Refused('mustUnderstand', 'A mandatory header is not understood.', notUnderstood);
  const operation =
    element.namespace === service.namespace && service.operations.includes(element.name)
      ? operations[element.name]
      : undefined;
  if (operation === undefined)
    throw new Refused('noOperation', 'The body names no operation of this service.');
  const block = headers.find(
    ({ name, namespace }) => name === 'VersionData' && namespace === service.namespace,
  );
  const data = block && behaviour.readVersionData(block);
  negotiate(behaviour, data);
  const maximumVersion =
    data?.maximum === undefined ? undefined : behaviour.parseVersion(data.maximum);
  return operation({
    element,
    state,
    behaviour,
    source,
    ...(maximumVersion && { maximumVersion }),
  });
}

function attempt<Value>(step: () => Value): Value | Refused {
  try {
    return step();
  } catch (error) {
    if (error instanceof Refused) return error;
    if (error instanceof XmlRefusal) return new Refused('notXml', 'The request cannot be read.');
    return new Refused('unexpected', 'An unexpected error occurred.');
  }
}
