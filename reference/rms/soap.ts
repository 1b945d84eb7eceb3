import { readMediaType } from '../../harness/soap/media-type.ts';
import type { SoapVersion } from '../../harness/soap/version.ts';
import type { HttpRequest, HttpResponse } from '../http/message.ts';
import type { Behaviour } from './behaviour.ts';
import type { Endpoint } from './endpoint.ts';
import type { Deployment, Exchange } from './exchange.ts';
import { process, type Processed } from './process.ts';
import { Refused } from './refusal.ts';

/** Where a SOAP request has arrived. */
export interface Arrival {
  readonly request: HttpRequest;
  readonly deployment: Deployment;
  readonly endpoint: Endpoint;
  readonly behaviour: Behaviour;
}

/** An answer, and what became known on the way to it. */
export interface Answered {
  readonly response: HttpResponse;
  readonly exchange: Exchange;
}

/** Answers a POST with a SOAP message, which is a fault for whatever goes wrong. */
export function answerSoap(arrival: Arrival): Answered {
  const { request, deployment, endpoint, behaviour } = arrival;
  const type = readMediaType(request.headers['content-type'] ?? '');
  const processed = process(request.body, type, { state: deployment.state, endpoint, behaviour });
  const version = behaviour.responseVersion(processed.version);
  const { outcome, operation } = processed;
  return {
    response: writeMessage(arrival, version, processed),
    exchange: {
      request,
      deployment,
      endpoint,
      version,
      ...(operation !== undefined && { operation }),
      ...(outcome instanceof Refused && { refusal: outcome.refusal }),
    },
  };
}

function writeMessage(
  { behaviour, endpoint }: Arrival,
  version: SoapVersion,
  { outcome }: Processed,
): HttpResponse {
  const isFault = outcome instanceof Refused;
  const range = behaviour.announcedRange(behaviour.supportedRange, isFault);
  const versions = behaviour.announcesVersions(isFault)
    ? behaviour.writeVersionData(range, endpoint.service.namespace)
    : '';
  const headers = { 'content-type': behaviour.contentType(version) };
  if (!isFault)
    return {
      status: behaviour.statusOfSuccess(version),
      headers,
      body: behaviour.writeEnvelope(version, { header: versions, body: outcome }),
    };
  return {
    status: behaviour.statusOfFault(version, behaviour.faultCode(outcome.refusal)),
    headers,
    body: behaviour.writeEnvelope(version, {
      header: versions + behaviour.writeFaultHeader(version, outcome),
      body: faultOf(behaviour, version, outcome),
    }),
  };
}

function faultOf(behaviour: Behaviour, version: SoapVersion, refused: Refused): string {
  const { refusal, message } = refused;
  return behaviour.writeFault(version, {
    code: behaviour.writeFaultCode(version, behaviour.faultCode(refusal)),
    reason: behaviour.faultString(behaviour.exceptionName(refusal), message),
    language: behaviour.faultLanguage,
    detail: behaviour.hasDetail(refusal),
  });
}
