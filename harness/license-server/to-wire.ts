import { encodeBase64 } from '../base64.ts';
import type { WireRequest } from '../transport/wire.ts';
import { encodeMessageBase64 } from '../wmdrm/message-base64.ts';
import type { AssumptionChoices } from '../wmdrm/wmdrm-assumptions.ts';
import type { RequestEncoding } from './recorded-requests.ts';
import type { WmdrmRequest } from './request.ts';

/** The header by which a test server's higher layer finds a request again; ours. */
export const requestIdHeader = 'x-assay-request';

/**
 * A version 1 request: a GET with the packet in the query, `DRMVer` behind it (MS-DRM 2.2.2.1, 3.1.5.1.1).
 */
export function toGet(
  url: string,
  packet: Uint8Array,
  { query = 'DRMVer=1.4', id }: WmdrmRequest,
  { 'base64-alphabet': alphabet }: Pick<AssumptionChoices, 'base64-alphabet'>,
): WireRequest {
  const challenge = encodeURIComponent(encodeMessageBase64(packet, alphabet));
  const rest = query === '' ? '' : `&${query}`;
  return {
    url: `${url}${url.includes('?') ? '&' : '?'}challenge=${challenge}${rest}`,
    method: 'GET',
    headers: idHeader(id),
  };
}

/**
 * A version 7 or 11 request: a POST of a form with `challenge`, and `nonsilent` where it is given (MS-DRM
 * 2.2.3.1.2).
 *
 * @param encoded - where the request goes as base64: of which encoding of it
 */
export function toPost(
  url: string,
  request: string,
  { nonsilent, id }: WmdrmRequest,
  encoded: RequestEncoding | undefined,
): WireRequest {
  const form = new URLSearchParams(nonsilent === undefined ? {} : { nonsilent });
  form.set(
    'challenge',
    encoded === undefined ? request : encodeBase64(Buffer.from(request, encoded)),
  );
  return {
    url,
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded', ...idHeader(id) },
    body: Buffer.from(form.toString(), 'latin1'),
  };
}

function idHeader(id: string | undefined): Readonly<Record<string, string>> {
  return id === undefined ? {} : { [requestIdHeader]: id };
}
