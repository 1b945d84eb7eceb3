import { readMediaType } from '../../harness/soap/media-type.ts';
import { soapVersions, mediaType } from '../../harness/soap/version.ts';
import { page, type HttpRequest, type HttpResponse } from '../http/message.ts';
import type { Behaviour } from './behaviour.ts';
import type { Endpoint } from './endpoint.ts';
import type { Deployment } from './exchange.ts';
import { answerSoap, type Answered } from './soap.ts';
import { wsdlOf } from './wsdl.ts';

const mediaTypes = soapVersions.map(version => mediaType[version]);

/** The path of a deployment's base URL, without a slash at its end. */
export function basePath({ name }: Deployment): string {
  return `/${encodeURIComponent(name)}/_wmcs`;
}

/** Answers a request to any URL: SOAP to a POST, the WSDL or a page to a GET. */
export async function respond(
  request: HttpRequest,
  deployments: readonly Deployment[],
  behaviour: Behaviour,
): Promise<Answered> {
  const path = request.url.pathname;
  const deployment = deployments.find(candidate => path.startsWith(`${basePath(candidate)}/`));
  if (deployment === undefined)
    return { response: page(404, 'No such server'), exchange: { request } };
  const endpoint = behaviour.endpointAt(path.slice(basePath(deployment).length + 1));
  if (endpoint === undefined)
    return { response: page(404, 'No such service'), exchange: { request, deployment } };
  const exchange = { request, deployment, endpoint };
  if (request.method === 'GET') return { response: await describe(request, endpoint), exchange };
  if (request.method !== 'POST')
    return { response: page(405, 'Method not allowed', { allow: 'GET, POST' }), exchange };
  const type = readMediaType(request.headers['content-type'] ?? '')?.type;
  if (type === undefined || !mediaTypes.includes(type))
    return { response: page(415, 'Not a SOAP message'), exchange };
  return answerSoap({ ...exchange, behaviour });
}

async function describe(request: HttpRequest, { service }: Endpoint): Promise<HttpResponse> {
  const { url } = request;
  if (url.search.toLowerCase() !== '?wsdl')
    return page(200, `Operations: ${service.operations.join(', ')}`);
  return {
    status: 200,
    headers: { 'content-type': 'text/xml; charset=utf-8' },
    body: await wsdlOf(service, `${url.origin}${url.pathname}`),
  };
}
