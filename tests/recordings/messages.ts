import type { HarValue } from '../../harness/recordings/har-value.ts';
import { protocols, messages } from '../../harness/playready/namespaces.ts';

/** A request of PlayReady in the form of PlayReady-facts 1.2, with whatever is to be in its payload. */
export function playReadyRequest(operation: string, payload: string): string {
  return [
    '<?xml version="1.0" encoding="utf-8"?>',
    '<soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/"><soap:Body>',
    `<${operation} xmlns="${protocols}"><challenge><Challenge xmlns="${messages}">${payload}`,
    `</Challenge></challenge></${operation}></soap:Body></soap:Envelope>`,
  ].join('');
}

/** An answer of PlayReady in the form of PlayReady-facts 1.2. */
export function playReadyResponse(operation: string, payload: string): string {
  return [
    '<soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/"><soap:Body>',
    `<${operation}Response xmlns="${protocols}"><${operation}Result>`,
    `<Response xmlns="${messages}">${payload}</Response>`,
    `</${operation}Result></${operation}Response></soap:Body></soap:Envelope>`,
  ].join('');
}

/** A request of RMS: the element of an operation alone. */
export function rmsRequest(service: string, operation: string, content = ''): string {
  const element = `<${operation} xmlns="http://microsoft.com/DRM/${service}">${content}</${operation}>`;
  return `<soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/"><soap:Body>${element}</soap:Body></soap:Envelope>`;
}

/** A challenge that holds nothing but a nonce, and CustomData where it is given. */
export function license(customData?: string): string {
  const custom = customData === undefined ? '' : `<CustomData>${customData}</CustomData>`;
  return playReadyRequest(
    'AcquireLicense',
    `<LA xmlns="${protocols}" Id="SignedData"><Version>1</Version>${custom}<LicenseNonce>AAAAAAAAAAAAAAAAAAAAAA==</LicenseNonce></LA>`,
  );
}

/** The answer to a challenge, with a license of no meaning. */
export const licenseResponse = playReadyResponse(
  'AcquireLicense',
  `<LicenseResponse xmlns="${protocols}"><Version>1</Version><Licenses><License>WE1SAA==</License></Licenses></LicenseResponse>`,
);

/** EME's message around a challenge (PlayReady-facts 2.4), as a text. */
export function keyMessage(
  challenge: string,
  {
    type = 'LicenseAcquisition',
    operation = 'AcquireLicense',
    contentType = 'Content-Type',
    encoding = 'base64encoded',
  } = {},
): string {
  const header = (name: string, value: string) =>
    `<HttpHeader><name>${name}</name><value>${value}</value></HttpHeader>`;
  return [
    `<PlayReadyKeyMessage type="${type}"><${type} Version="1">`,
    `<Challenge encoding="${encoding}">${Buffer.from(challenge).toString('base64')}</Challenge>`,
    `<HttpHeaders>${header(contentType, 'text/xml; charset=utf-8')}`,
    header('SOAPAction', `"${protocols}/${operation}"`),
    `</HttpHeaders></${type}></PlayReadyKeyMessage>`,
  ].join('');
}

/** Headers of a request, by name. */
type Headers = Readonly<Record<string, string>>;

/** An entry of a HAR as most tools write it; `changed` is put over it. */
export function entry(
  url: string,
  body: string | undefined,
  headers: Headers,
  changed: { readonly request?: object; readonly response?: object } = {},
): HarValue {
  return {
    startedDateTime: '2026-11-22T10:00:00.000Z',
    time: 12,
    request: {
      method: body === undefined ? 'GET' : 'POST',
      url,
      httpVersion: 'HTTP/1.1',
      cookies: [],
      headers: pairs(headers),
      queryString: [],
      headersSize: -1,
      bodySize: body === undefined ? 0 : Buffer.byteLength(body),
      ...(body !== undefined && {
        postData: { mimeType: headers['Content-Type'] ?? '', params: [], text: body },
      }),
      ...changed.request,
    },
    response: {
      status: 200,
      statusText: 'OK',
      headers: pairs({ 'Content-Type': 'text/xml; charset=utf-8' }),
      cookies: [],
      content: {
        size: Buffer.byteLength(licenseResponse),
        mimeType: 'text/xml; charset=utf-8',
        text: licenseResponse,
      },
      ...changed.response,
    },
    cache: {},
    timings: {},
  };
}

/** A list of names and values. */
export function pairs(headers: Headers): readonly object[] {
  return Object.entries(headers).map(([name, value]) => ({ name, value }));
}

/** The text of a HAR with these entries. */
export function har(entries: readonly HarValue[], creator = 'WebInspector', version = '537.36') {
  return JSON.stringify({ log: { version: '1.2', creator: { name: creator, version }, entries } });
}

/** The headers that a player sends with a challenge. */
export const ofPlayer = {
  'Content-Type': 'text/xml; charset=utf-8',
  SOAPAction: `"${protocols}/AcquireLicense"`,
};
