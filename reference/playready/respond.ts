import { page, type HttpRequest, type HttpResponse } from '../http/message.ts';
import type { Behaviour } from './behaviour.ts';
import type { Deployment, Exchange } from './exchange.ts';
import { process } from './process.ts';
import { isSoapRefusal, type Refused } from './refusal.ts';

/** An answer, and what became known on the way to it. */
export interface Answered {
  readonly response: HttpResponse;
  readonly exchange: Exchange;
}

/** The path of a deployment's endpoint. */
export function pathOf({ name }: Deployment): string {
  return `/${name}/rightsmanager.asmx`;
}

/** Answers a request to any URL: SOAP to a POST, a page to a GET. */
export function respond(
  request: HttpRequest,
  deployments: readonly Deployment[],
  behaviour: Behaviour,
): Answered {
  const path = request.url.pathname.toLowerCase();
  const deployment = deployments.find(candidate => path === pathOf(candidate));
  if (deployment === undefined)
    return { response: page(404, 'No such service'), exchange: { request } };
  const exchange = { request, deployment };
  if (!behaviour.takesMethod(request.method))
    return {
      response:
        request.method === 'GET'
          ? page(200, 'RightsManager')
          : page(405, 'Method not allowed', { allow: 'GET, POST' }),
      exchange,
    };
  if (!behaviour.takesContentType(request.headers['content-type']))
    return { response: page(415, 'Not a SOAP message'), exchange };
  return answerSoap(request, deployment, behaviour);
}

function answerSoap(request: HttpRequest, deployment: Deployment, behaviour: Behaviour): Answered {
  const { operation, outcome } = process(request, deployment, behaviour);
  const isFault = typeof outcome !== 'string';
  const body = isFault ? faultBody(outcome, operation, request, behaviour) : outcome;
  return {
    response: {
      status: isFault ? behaviour.statusOfFault() : behaviour.statusOfSuccess(),
      headers: { 'cache-control': 'private', 'content-type': behaviour.contentType(isFault) },
      body: behaviour.writeEnvelope(body),
    },
    exchange: {
      request,
      deployment,
      ...(operation !== undefined && { operation }),
      ...(isFault && { refusal: outcome.refusal }),
    },
  };
}

function faultBody(
  { refusal, message, parts }: Refused,
  operation: string | undefined,
  { url }: HttpRequest,
  behaviour: Behaviour,
): string {
  // SOAP 1.1 section 4.4: detail tells that the body could not be processed, and only that.
  const isAboutHeader = refusal === 'mustUnderstand' || refusal === 'versionMismatch';
  const exception = isSoapRefusal(refusal)
    ? ''
    : behaviour.writeException(behaviour.writeStatusCode(behaviour.statusCode(refusal)), parts);
  return behaviour.writeFault({
    code: behaviour.faultCode(refusal),
    reason: behaviour.faultString(refusal, message, operation ?? 'RightsManager'),
    actor: url.href,
    detail: isAboutHeader ? undefined : exception,
  });
}
