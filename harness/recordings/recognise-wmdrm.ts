import { readMediaType } from '../soap/media-type.ts';
import { headerOf, type Captured, type CapturedBody } from './captured.ts';
import { wmdrmOperations } from './operations.ts';

/** What a request for a WMDRM license was found to be. */
export interface RecognisedWmdrm {
  readonly protocol: 'wmdrm';
  readonly operation: string;
  readonly body?: CapturedBody;
}

/** A packet of version 1 has 201 bytes, in a base64 whose two last signs are not public (MS-DRM 2.2.2.1). */
const version1 = /^[A-Za-z0-9!*+/_ -]{268}$/;

/** A request of version 7 is XML, or the base64 of it (MS-DRM 1.3.2, 2.2.3.1.3). */
const version7 = '<LICENSEREQUEST';

/**
 * Recognises a request for a WMDRM license: GET with `challenge` (MS-DRM 2.2.2.1), or a form with
 * `challenge` and perhaps `nonsilent` (MS-DRM 2.2.3.1.2). Other services call something a challenge,
 * too, so its value has to look like one.
 */
export function recogniseWmdrm({
  url,
  method,
  headers,
  body,
}: Captured): RecognisedWmdrm | undefined {
  if (method === 'GET') {
    const challenge = url?.searchParams.get('challenge') ?? '';
    return version1.test(challenge)
      ? { protocol: 'wmdrm', operation: wmdrmOperations.get }
      : undefined;
  }
  const type = readMediaType(headerOf(headers, 'content-type') ?? '')?.type;
  if (method !== 'POST' || body === undefined) return undefined;
  if (type !== undefined && type !== 'application/x-www-form-urlencoded') return undefined;
  const start = Buffer.from(body.bytes.subarray(0, 2_048)).toString('latin1');
  if (!/(?:^|&)challenge=/.test(start)) return undefined;
  const form = new URLSearchParams(Buffer.from(body.bytes).toString('latin1'));
  return isVersion7(form)
    ? { protocol: 'wmdrm', operation: wmdrmOperations.post, body }
    : undefined;
}

function isVersion7(form: URLSearchParams): boolean {
  const challenge = form.get('challenge') ?? '';
  const silence = form.get('nonsilent');
  if (silence === '0' || silence === '1') return challenge !== '';
  const decoded = Buffer.from(challenge.replaceAll(' ', '+'), 'base64');
  return [challenge, decoded.toString('latin1'), decoded.toString('utf16le')].some(text =>
    text.slice(0, 1_024).includes(version7),
  );
}
