import { protocols } from '../../harness/playready/namespaces.ts';
import { readEnvelope, versionOfNamespace } from '../../harness/soap/envelope.ts';
import { readMediaType } from '../../harness/soap/media-type.ts';
import { envelopeNamespace } from '../../harness/soap/version.ts';
import { attribute, type XmlElement } from '../../harness/xml/element.ts';
import { parseXml } from '../../harness/xml/parse.ts';
import { XmlRefusal } from '../../harness/xml/refusal.ts';
import type { HttpRequest } from '../http/message.ts';
import type { Behaviour } from './behaviour.ts';
import type { Deployment } from './exchange.ts';
import { operationsOf } from './operations.ts';
import { readCallChallenge } from './read-call-challenge.ts';
import { Refused } from './refusal.ts';

/** What came of a request. */
export interface Processed {
  /** Local name of the body's element, when there was one. */
  readonly operation: string | undefined;
  /** The content of the response's body, or why there is none. */
  readonly outcome: string | Refused;
}

/**
 * Processes a SOAP 1.1 request: parses it, obeys mustUnderstand, finds the operation by its SOAPAction
 * and the body's element, which have to agree, and runs it. Never throws.
 */
export function process(
  request: HttpRequest,
  deployment: Deployment,
  behaviour: Behaviour,
): Processed {
  let operation: string | undefined;
  try {
    const element = contentOf(request, behaviour);
    operation = element.name;
    return { operation, outcome: run(request, element, deployment, behaviour) };
  } catch (error) {
    if (error instanceof Refused) return { operation, outcome: error };
    if (error instanceof XmlRefusal)
      return { operation, outcome: new Refused('notXml', 'The request cannot be read.') };
    return { operation, outcome: new Refused('internalError', 'An unexpected error occurred.') };
  }
}

/** @throws Refused, XmlRefusal */
function contentOf({ body, headers }: HttpRequest, behaviour: Behaviour): XmlElement {
  const root = parseXml(body, readMediaType(headers['content-type'] ?? '')?.charset);
  if (root.name === 'Envelope' && versionOfNamespace(root.namespace) !== 'soap11')
    throw new Refused('versionMismatch', 'The envelope is in a namespace that is not supported.');
  const envelope = readEnvelope(root);
  if ('problem' in envelope)
    throw new Refused('notAnEnvelope', 'The document is no envelope with one body.');
  const { soap11 } = envelopeNamespace;
  if (
    envelope.headers.some(block =>
      behaviour.isMandatory(attribute(block, 'mustUnderstand', soap11)),
    )
  )
    throw new Refused('mustUnderstand', 'A mandatory header is not understood.');
  if (envelope.content === undefined) throw new Refused('noOperation', 'The body is empty.');
  return envelope.content;
}

function run(
  { body, headers, url }: HttpRequest,
  element: XmlElement,
  deployment: Deployment,
  behaviour: Behaviour,
): string {
  const { soapaction } = headers;
  const named = behaviour.operationOfAction(
    typeof soapaction === 'string' ? soapaction : undefined,
  );
  const operation = operationsOf(deployment, behaviour)[named ?? ''];
  if (operation === undefined)
    throw new Refused(
      'unknownAction',
      'Server did not recognize the value of HTTP Header SOAPAction.',
    );
  if (element.name !== named || element.namespace !== protocols)
    throw new Refused('noOperation', 'The body is not that of the operation of SOAPAction.');
  return operation({
    element,
    document: body,
    url,
    deployment,
    state: deployment.state,
    behaviour,
    challenge: () => readCallChallenge(body, behaviour),
  });
}
