import type { PlayReadyDeployment } from '../target/playready.ts';
import type { WireRequest } from '../transport/wire.ts';
import { actionOf, type OperationName } from './operations.ts';

/** How the SOAPAction of a request is written; `value` is sent as it is (PlayReady-facts 1.1). */
export type SoapAction = 'quoted' | 'unquoted' | 'absent' | { readonly value: string };

/** One request to an operation; what is left out is as in the accepted one. */
export interface PlayReadyRequest {
  /** What labels and reports call it; `minimal` unless given. */
  readonly fixture?: string;
  /** The server state that is asked; `normal` unless given. */
  readonly deployment?: PlayReadyDeployment;
  /** The name of a recording, for operations of licensed clients; their first one unless given. */
  readonly recording?: string;
  /** Of a built request: the metering id, base64; the target's unless given. */
  readonly meteringId?: string;
  /** Of a built request: the ProgramIdentifier; the target's first one unless given. */
  readonly program?: string;
  /** A whole message of the harness's own, in place of the accepted one. */
  readonly message?: Uint8Array;
  /** A last change to the message. */
  readonly edit?: (message: Uint8Array) => Uint8Array;
  /** `quoted` unless given. */
  readonly action?: SoapAction;
  /** That of the recording, or `text/xml; charset=utf-8`, unless given. */
  readonly contentType?: string;
  /** Added to the deployment's URL, without a question mark: `cfg=(...)`. */
  readonly query?: string;
  /** `POST` unless given; a GET has no body. */
  readonly method?: 'GET' | 'POST';
}

/** What a worker knows of a message before anything is changed in it. */
export interface Message {
  readonly body: Uint8Array;
  readonly contentType: string;
}

/** Content-Type of Microsoft's own clients (PlayReady-facts 1.1). */
export const documentedContentType = 'text/xml; charset=utf-8';

/** Server states in which every operation that they know does its work. */
const homes: readonly PlayReadyDeployment[] = ['normal', 'test-server'];

/** The deployment that a request goes to. */
export function deploymentOf({ deployment = 'normal' }: PlayReadyRequest): PlayReadyDeployment {
  return deployment;
}

/**
 * The accepted request that a refusal of this one rests on: the same message without a change, where
 * the server does such work at all.
 */
export function twinOf({ recording, deployment }: PlayReadyRequest): PlayReadyRequest {
  return {
    ...(recording !== undefined && { recording }),
    ...(deployment !== undefined && homes.includes(deployment) && { deployment }),
  };
}

/** The request as it is sent to a deployment's URL. */
export function toWire(
  name: OperationName,
  url: string,
  message: Message,
  request: PlayReadyRequest,
): WireRequest {
  const { edit, query, method = 'POST', contentType = message.contentType } = request;
  const address = query === undefined ? url : `${url}${url.includes('?') ? '&' : '?'}${query}`;
  if (method === 'GET') return { url: address, method, headers: {} };
  return {
    url: address,
    method,
    headers: { 'content-type': contentType, ...soapActionHeader(name, request.action) },
    body: edit === undefined ? message.body : edit(message.body),
  };
}

function soapActionHeader(
  name: OperationName,
  action: SoapAction = 'quoted',
): Readonly<Record<string, string>> {
  if (action === 'absent') return {};
  if (action === 'unquoted') return { soapaction: actionOf(name) };
  return { soapaction: action === 'quoted' ? `"${actionOf(name)}"` : action.value };
}
