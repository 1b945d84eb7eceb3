import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { deflateSync } from 'node:zlib';
import { expect, test } from '@playwright/test';
import type { HarValue } from '../../harness/recordings/har-value.ts';
import { otherTraffic } from '../../harness/recordings/recognise.ts';
import type { NewRecording } from '../../harness/recordings/recording.ts';
import { protocols } from '../../harness/playready/namespaces.ts';
import { UserError } from '../../harness/user-error.ts';
import { fc } from '../fast-check.ts';
import { newFolder } from './folder.ts';
import {
  entry,
  har,
  keyMessage,
  license,
  licenseResponse,
  ofPlayer,
  playReadyRequest,
  rmsRequest,
} from './messages.ts';
import { captureFile, take } from './take.ts';

const url = 'https://license.example.com/rightsmanager.asmx';
const challenge = license();

const takeHar = (...entries: readonly HarValue[]) => take(captureFile(har(entries)));

/** The only recording of a HAR with one entry. */
function only(one: HarValue): NewRecording {
  const { recordings, skipped } = takeHar(one);
  expect(skipped).toEqual([]);
  expect(recordings).toHaveLength(1);
  return recordings[0] as NewRecording;
}

const sent = ({ request }: NewRecording): string => Buffer.from(request.body).toString();

test('Chrome and Edge: text, pseudo-headers and fields of their own', () => {
  const found = only({
    ...(entry(url, challenge, {
      ':authority': 'license.example.com',
      ':method': 'POST',
      'content-length': String(Buffer.byteLength(challenge)),
      ...ofPlayer,
    }) as object),
    _initiator: { type: 'script' },
    _securityState: 'secure',
    connection: '443',
  });
  expect(found).toMatchObject({ protocol: 'playready', operation: 'AcquireLicense' });
  expect(sent(found)).toBe(challenge);
  expect(found.request).toMatchObject({ exact: true, path: '/rightsmanager.asmx' });
  expect(found.request.headers).toEqual({
    'content-type': 'text/xml; charset=utf-8',
    soapaction: `"${protocols}/AcquireLicense"`,
  });
  expect(Buffer.from(found.response?.body ?? []).toString()).toBe(licenseResponse);
  expect(found.response).toMatchObject({ status: 200, exact: true });
  expect(found.source).toEqual({
    tool: 'WebInspector 537.36',
    host: 'license.example.com',
    recorded: '2026-11-22T10:00:00.000Z',
  });
  expect(found.removed).toEqual([]);
});

test('Fiddler: a byte order mark, and base64', () => {
  const wide = Buffer.from(`\ufeff${challenge}`, 'utf16le');
  const one = entry(url, challenge, ofPlayer, {
    request: {
      bodySize: wide.length,
      postData: { mimeType: 'text/xml', encoding: 'base64', text: wide.toString('base64') },
    },
    response: {
      content: {
        mimeType: 'text/xml',
        encoding: 'base64',
        size: licenseResponse.length,
        text: Buffer.from(licenseResponse).toString('base64'),
      },
    },
  });
  const text = `\ufeff${har([one], 'Fiddler', '5.0')}`;
  const { recordings } = take(captureFile(text));
  expect(Buffer.from(recordings[0]?.request.body ?? [])).toEqual(wide);
  expect(recordings[0]?.request.exact).toBe(true);
  expect(Buffer.from(recordings[0]?.response?.body ?? []).toString()).toBe(licenseResponse);
  expect(take(captureFile(Buffer.from(text, 'utf16le'))).recordings).toEqual(recordings);
});

test('mitmproxy: bytes as surrogates, the size on the wire, and .zhar', () => {
  const body = Buffer.from(
    challenge.replace('utf-8', 'iso-8859-1').replace('>1<', '>1\xff<'),
    'latin1',
  );
  const one = entry(url, 'x', ofPlayer, {
    request: {
      bodySize: body.length,
      postData: {
        mimeType: 'text/xml',
        text: body.toString('latin1').replace('\xff', '\udcff'),
        params: [],
      },
    },
    response: {
      content: {
        size: 70,
        compression: licenseResponse.length - 70,
        mimeType: 'text/xml',
        text: licenseResponse,
      },
    },
  });
  const text = har([one], 'mitmproxy', '11.0');
  const { recordings } = take(captureFile(text));
  expect(Buffer.from(recordings[0]?.request.body ?? [])).toEqual(body);
  expect(recordings[0]).toMatchObject({ request: { exact: true }, response: { exact: true } });
  expect(take(captureFile(deflateSync(text))).recordings).toEqual(recordings);
});

test('Playwright: bodies in files beside the HAR, and nowhere else', () => {
  const folder = newFolder();
  const attached = (name: string) =>
    entry(url, '', ofPlayer, {
      request: { bodySize: challenge.length, postData: { mimeType: '', text: '', _file: name } },
    });
  writeFileSync(join(folder, 'abc123.xml'), challenge);
  mkdirSync(join(folder, 'inner'));
  const outside = join(newFolder(), 'outside.xml');
  writeFileSync(outside, challenge);
  symlinkSync(outside, join(folder, 'link.xml'));
  writeFileSync(join(folder, 'inner', 'abc123.xml'), challenge);
  const here = take(captureFile(har([attached('abc123.xml')], 'Playwright', '1.65.1'), folder));
  expect(here.recordings.map(sent)).toEqual([challenge]);
  expect(here.recordings[0]?.request.exact).toBe(true);
  for (const name of [
    '../x/outside.xml',
    outside,
    'link.xml',
    'inner/abc123.xml',
    'none.xml',
    '..',
  ])
    expect(take(captureFile(har([attached(name)]), folder)), name).toEqual({
      recordings: [],
      skipped: [expect.stringContaining('a request whose body the file does not have')],
    });
});

test('a body that a tool changed is said to be changed', () => {
  const mangled = challenge.replace('>1<', '>\ufffd<');
  const { request } = only(entry(url, mangled, ofPlayer));
  expect(request.exact).toBe(false);
  const short = entry(url, challenge, { ...ofPlayer, 'Content-Length': '9' });
  expect(only(short).request.exact).toBe(false);
});

test('a message of a CDM is unwrapped, in either encoding, with its own action', () => {
  const wide = Buffer.from(`\ufeff${keyMessage(challenge)}`, 'utf16le');
  const ofPage = { 'Content-Type': 'application/octet-stream', 'X-Session': 'abc' };
  for (const [text, bodySize] of [
    [keyMessage(challenge), keyMessage(challenge).length],
    // As Playwright has it, to which the mark is no UTF-8.
    [wide.toString('utf8'), wide.length],
  ] as const) {
    const request = { bodySize, postData: { mimeType: 'application/octet-stream', text } };
    const found = only(entry('https://app.example.com/api/drm', text, ofPage, { request }));
    expect(sent(found)).toBe(challenge);
    expect(found.request.exact).toBe(true);
    expect(found.request.headers).toEqual({
      'content-type': 'text/xml; charset=utf-8',
      soapaction: `"${protocols}/AcquireLicense"`,
    });
    expect(found.source?.unwrapped).toBe('LicenseAcquisition');
  }
});

test('a message of a CDM that can not be opened is told of', () => {
  const broken = keyMessage(challenge).replace('</Challenge>', '');
  expect(takeHar(entry(url, broken, ofPlayer)).skipped).toEqual([
    expect.stringContaining('a PlayReadyKeyMessage that can not be opened'),
  ]);
});

for (const [what, body, headers, operation] of [
  [
    'a quoted action',
    playReadyRequest('JoinDomain', ''),
    { SOAPAction: `"${protocols}/JoinDomain"` },
    'playready JoinDomain',
  ],
  [
    'an action without quotes, and a body that is no XML',
    'opaque',
    { SOAPAction: `${protocols}/LeaveDomain` },
    'playready LeaveDomain',
  ],
  [
    'the element alone',
    playReadyRequest('ProcessMeteringData', ''),
    {},
    'playready ProcessMeteringData',
  ],
  [
    'the action of SOAP 1.2',
    'opaque',
    { 'Content-Type': `application/soap+xml; action="${protocols}/AcknowledgeLicense"` },
    'playready AcknowledgeLicense',
  ],
  [
    'an action that the body contradicts',
    playReadyRequest('ProcessSecureStopData', ''),
    { SOAPAction: `${protocols}/AcquireLicense` },
    'playready ProcessSecureStopData',
  ],
  [
    'RMS, of an operation that suites call',
    rmsRequest('DecommissionService', 'AcquireContentKey'),
    {},
    'rms AcquireContentKey',
  ],
  ['RMS, of another', rmsRequest('CertificationService', 'Certify'), {}, 'rms Certify'],
  ['WMDRM, plain', 'nonsilent=1&challenge=abc', {}, 'wmdrm AcquireLicenseV7'],
  [
    'WMDRM, in XML',
    `challenge=${encodeURIComponent('<LICENSEREQUEST version="2.0.0.0"/>')}`,
    { 'Content-Type': 'application/x-www-form-urlencoded' },
    'wmdrm AcquireLicenseV7',
  ],
] as const)
  test(`${what} is recognised`, () => {
    const found = only(entry(url, body, headers));
    expect(`${found.protocol} ${found.operation}`).toBe(operation);
    expect(sent(found)).toBe(body);
  });

test('a WMDRM request by GET is recognised by the length of its packet', () => {
  const packet = Buffer.alloc(201, 7).toString('base64');
  const asked = `https://a.example/?challenge=${encodeURIComponent(packet)}&DRMVer=1.4&user=me`;
  const found = only(entry(asked, undefined, {}));
  expect(found).toMatchObject({ protocol: 'wmdrm', operation: 'AcquireLicenseV1' });
  expect(found.request).toMatchObject({ method: 'GET', exact: true });
  expect(found.request.path).toBe(`/?challenge=${encodeURIComponent(packet)}&DRMVer=1.4`);
  expect(takeHar(entry('https://a.example/?challenge=short', undefined, {})).skipped).toEqual([
    otherTraffic,
  ]);
});

test('what is none of ours is other traffic', () => {
  const others = [
    entry('https://a.example/', undefined, {}),
    entry('https://a.example/', '{"challenge":"x"}', { 'Content-Type': 'application/json' }),
    entry('https://a.example/', 'challenge=abc', {
      'Content-Type': 'application/x-www-form-urlencoded',
    }),
    entry(
      'https://a.example/',
      '<a xmlns="http://microsoft.com/DRM/x"/>',
      {},
      {
        request: { method: 'PUT' },
      },
    ),
    entry(url, challenge, ofPlayer, { request: { method: 'OPTIONS' } }),
    entry('https://a.example/', challenge.replace(protocols, 'urn:another'), {}),
  ];
  const { recordings, skipped } = takeHar(...others);
  expect(recordings).toEqual([]);
  expect(skipped).toEqual(others.map(() => otherTraffic));
});

test('an operation that is not known is told of, and gives no name to anything', () => {
  const request = playReadyRequest('__proto__', '').replaceAll('xmlns="http', 'xmlns="http');
  for (const body of [request, playReadyRequest('..', ''), playReadyRequest('Steal', '')])
    expect(takeHar(entry(url, body, {})).recordings).toEqual([]);
  expect(takeHar(entry(url, playReadyRequest('Steal', ''), {})).skipped).toEqual([
    'a message of PlayReady or RMS, of an operation that is not known',
  ]);
});

test('no body, fields in its place, no answer', () => {
  const none = entry(url, '', ofPlayer, { request: { postData: undefined } });
  expect(takeHar(none).skipped).toEqual([expect.stringContaining('a request whose body')]);
  const fields = entry(
    url,
    '',
    {},
    {
      request: {
        postData: {
          params: [
            { name: 'nonsilent', value: '0' },
            { name: 'challenge', value: '<LICENSEREQUEST/>' },
          ],
        },
      },
    },
  );
  expect(only(fields).request.exact).toBe(false);
  const aborted = entry(url, challenge, ofPlayer, { response: { status: 0, content: {} } });
  expect(only(aborted)).not.toHaveProperty('response');
});

test('persistence is known where the test server is asked for it', () => {
  const asked = (query: string) => only(entry(`${url}?${query}`, challenge, ofPlayer)).persistent;
  expect(asked('cfg=(persist:true,firstexp:60)')).toBe(true);
  expect(asked('cfg=(persist:false)')).toBeUndefined();
  expect(asked('op=AcquireLicense')).toBeUndefined();
});

for (const [what, text, sentence] of [
  ['JSON that is no HAR', '{"a":1}', 'JSON with log.entries; it has none'],
  ['JSON that is cut off', har([]).slice(0, -3), 'it is no JSON: it may be cut off'],
  ['a ZIP', 'PK\u0003\u0004', 'it is a ZIP, as Playwright writes it: unpack it'],
  ['nothing', '', 'it begins as no HAR'],
  ['broken packing', '\u0078\u009cxxxx', 'Expected a HAR that is packed with zlib'],
] as const)
  test(`${what} is refused, and not quoted`, () => {
    const file = captureFile(Buffer.from(text, 'latin1'));
    expect(() => take(file)).toThrow(UserError);
    expect(() => take(file)).toThrow(sentence);
  });

test('a message as it is, wrapped or not, is a recording without a URL', () => {
  for (const bytes of [Buffer.from(challenge), Buffer.from(keyMessage(challenge), 'utf16le')]) {
    const { recordings } = take(captureFile(bytes));
    expect(recordings.map(sent)).toEqual([challenge]);
    expect(recordings[0]).toMatchObject({ operation: 'AcquireLicense', request: { path: '/' } });
    expect(recordings[0]?.source).not.toHaveProperty('host');
  }
});

test('keys of a prototype are keys like others, and entries that are none are left out', () => {
  const text = har([entry(url, challenge, ofPlayer)])
    .replace('{"log":', '{"__proto__":{"log":1},"constructor":{},"log":')
    .replace('"entries":[', '"entries":[null,1,[],{"request":null},{"request":{"method":"POST"}},');
  expect(take(captureFile(text)).recordings).toHaveLength(1);
  const inherited = JSON.parse('{"__proto__":{"request":{"method":"GET"}}}') as HarValue;
  expect(takeHar(inherited)).toEqual({ recordings: [], skipped: [] });
  expect(({} as { log?: unknown }).log).toBeUndefined();
});

test('a body or a number of headers beyond all bounds is left out', () => {
  const long = challenge.replace('>1<', `>${'1'.repeat(4 * 1024 * 1024)}<`);
  expect(takeHar(entry(url, long, ofPlayer)).skipped).toEqual([
    expect.stringContaining('not in a bearable size'),
  ]);
  const many = Object.fromEntries(Array.from({ length: 300 }, (_, index) => [`x-${index}`, 'x']));
  expect(takeHar(entry(url, challenge, { ...ofPlayer, ...many })).skipped).toEqual([
    'a request with more headers or parameters than a client sends',
  ]);
});

test('whatever stands in an entry, it is taken or left, and nothing else', () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.constantFrom('request', 'response', 'both'), (value, where) => {
      const base = entry(url, challenge, ofPlayer) as Record<string, unknown>;
      const hostile = {
        ...base,
        ...(where !== 'response' && {
          request: { ...(base['request'] as object), postData: value },
        }),
        ...(where !== 'request' && { response: value }),
      };
      const { recordings, skipped } = takeHar(hostile);
      expect(recordings.length + skipped.length).toBe(1);
    }),
    { numRuns: 60 },
  );
});
