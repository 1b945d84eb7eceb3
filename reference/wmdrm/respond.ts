import { requestIdHeader } from '../../harness/license-server/to-wire.ts';
import { wmdrmDeployments, type WmdrmDeployment } from '../../harness/target/wmdrm.ts';
import { page, type HttpRequest, type HttpResponse } from '../http/message.ts';
import { answerVersion1 } from './answer-version1.ts';
import type { Behaviour } from './behaviour.ts';
import type { Asked, Call } from './exchange.ts';
import type { HigherLayer } from './higher-layer.ts';
import { readRequest } from './read-request.ts';
import { isRefusal } from './refusal.ts';
import type { WmdrmServerState } from './state.ts';
import { validateRequest } from './validate-request.ts';
import { writeNonsilentPage } from './write-nonsilent-page.ts';
import { writeRefusal } from './write-refusal.ts';
import { writeResponse } from './write-response.ts';

/** Where a license server stands, and where its higher layer tells what it was told. */
export function pathOf(deployment: WmdrmDeployment): string {
  return `/${deployment}/license`;
}
export const higherLayerPath = '/higher-layer';

/** What a server answers with. */
export interface Server {
  readonly state: WmdrmServerState;
  readonly behaviour: Behaviour;
  readonly higherLayer: HigherLayer;
}

interface Answered {
  readonly response: HttpResponse;
  readonly asked: Asked;
}

/** Answers a request to any URL; `finish` has the last word. */
export function respond(request: HttpRequest, server: Server): HttpResponse {
  const { response, asked } = answer(request, server);
  return server.behaviour.finish(response, asked);
}

function answer(request: HttpRequest, { state, behaviour, higherLayer }: Server): Answered {
  const { pathname } = request.url;
  if (pathname === higherLayerPath)
    return { response: higherLayer.answer(request), asked: { request } };
  const deployment = wmdrmDeployments.find(each => pathname === pathOf(each));
  if (deployment === undefined)
    return { response: page(404, 'No such service'), asked: { request } };
  const call: Call = { deployment, state, behaviour };
  if (request.method === 'GET') return answerGet(request, call);
  if (request.method === 'POST') return answerPost(request, call, higherLayer);
  const response = page(405, 'Method not allowed', { allow: 'GET, POST' });
  return { response, asked: { request, deployment } };
}

/** Version 1 (MS-DRM 3.2.5.1). */
function answerGet(request: HttpRequest, call: Call): Answered {
  const { deployment, behaviour } = call;
  const asked: Asked = { request, deployment };
  if (!behaviour.servesVersion1(deployment))
    return { response: page(404, 'Only silent acquisition is offered here'), asked };
  const { search, searchParams } = request.url;
  const challenge = searchParams.get('challenge');
  if (challenge === null || !behaviour.takesQuery(search))
    return { response: page(400, 'No challenge'), asked };
  const result = answerVersion1(challenge, call);
  if (isRefusal(result))
    return {
      response: writeRefusal(result, behaviour),
      asked: { ...asked, version: 1, refusal: result },
    };
  return { response: html(result.html), asked: { ...asked, version: 1 } };
}

/** Versions 7 and 11 (MS-DRM 3.2.5.2, 3.2.5.3). */
function answerPost(request: HttpRequest, call: Call, higherLayer: HigherLayer): Answered {
  const { deployment, behaviour } = call;
  const form = new URLSearchParams(Buffer.from(request.body).toString('latin1'));
  const nonsilent = behaviour.isNonsilent(form.get('nonsilent') ?? undefined);
  const asked: Asked = { request, deployment, nonsilent };
  if (!behaviour.servesVersion7(deployment))
    return { response: page(400, 'Only version 1 is offered here'), asked };
  if (nonsilent && !behaviour.servesNonsilent(deployment))
    return { response: page(400, 'Only silent acquisition is offered here'), asked };
  const read = readRequest(form.get('challenge') ?? '');
  if (read === undefined) return { response: page(400, 'No license request'), asked };
  const { version } = read;
  const valid = validateRequest(read, call);
  if (isRefusal(valid))
    return {
      response: writeRefusal(valid, behaviour),
      asked: { ...asked, version, refusal: valid },
    };
  const id = request.headers[requestIdHeader];
  if (typeof id === 'string') higherLayer.tell(id, behaviour.stateVariables(read, valid.pkcert));
  const text = writeResponse(read, valid, call);
  const response = nonsilent ? html(writeNonsilentPage(text, read, behaviour)) : silent(text);
  return { response, asked: { ...asked, version } };
}

function html(body: string): HttpResponse {
  const headers = { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' };
  return { status: 200, headers, body };
}

function silent(body: string): HttpResponse {
  const headers = { 'content-type': 'text/xml; charset=utf-8', 'cache-control': 'no-store' };
  return { status: 200, headers, body };
}
