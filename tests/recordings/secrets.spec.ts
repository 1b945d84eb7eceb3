import { expect, test } from '@playwright/test';
import type { HarValue } from '../../harness/recordings/har-value.ts';
import { makeRecording } from '../../harness/recordings/make-recording.ts';
import { readHar } from '../../harness/recordings/read-har.ts';
import type { NewRecording, Removal } from '../../harness/recordings/recording.ts';
import {
  entry,
  har,
  license,
  licenseResponse,
  ofPlayer,
  pairs,
  playReadyRequest,
  playReadyResponse,
  rmsRequest,
} from './messages.ts';

const url = 'https://license.example.com/rightsmanager.asmx';
const challenge = license();

function only(one: HarValue): NewRecording {
  const [captured] = readHar(har([one]), 'capture.har', '.');
  const made = captured && makeRecording(captured);
  if (made?.kind !== 'made') throw new Error('Expected a recording.');
  return made.recording;
}

const answering = (text: string, headers: Readonly<Record<string, string>> = {}, status = 200) => ({
  response: {
    status,
    headers: pairs({ 'Content-Type': 'text/xml', ...headers }),
    content: { text, mimeType: 'text/xml', size: Buffer.byteLength(text) },
  },
});

const whatOf = ({ from, name }: Removal) => `${from} ${name}`;

for (const name of [
  ...['Cookie', 'Authorization', 'Proxy-Authorization', 'X-AxDRM-Message', 'x-dt-auth-token'],
  ...['customData', 'Referer', 'Origin', 'X-Forwarded-For', 'Authentication-Info'],
])
  test(`the request header ${name} is removed and named`, () => {
    const found = only(entry(url, challenge, { ...ofPlayer, [name]: 'Zq7-secret-w' }));
    expect(found.removed.map(whatOf)).toEqual([`request header ${name.toLowerCase()}`]);
    expect(JSON.stringify(found)).not.toContain('Zq7-secret-w');
  });

for (const name of ['Set-Cookie', 'X-Session', 'Location', 'WWW-Authenticate', 'ETag'])
  test(`the response header ${name} is removed and named`, () => {
    const answer = answering(licenseResponse, { [name]: 'Zq7-secret-w' });
    const found = only(entry(url, challenge, ofPlayer, answer));
    expect(found.removed.map(whatOf)).toEqual([`response header ${name.toLowerCase()}`]);
    expect(found.response?.headers).toEqual([['content-type', 'text/xml']]);
    expect(JSON.stringify(found)).not.toContain('Zq7-secret-w');
  });

test('a credential in a header that is kept goes, too', () => {
  const agent = 'Player/1 eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl';
  const found = only(entry(url, challenge, { ...ofPlayer, 'User-Agent': agent }));
  expect(found.request.headers).not.toHaveProperty('user-agent');
  expect(found.removed.map(whatOf)).toEqual(['request header user-agent']);
});

test('a kept header, and a path, do not repeat what was removed', () => {
  const headers = { ...ofPlayer, 'X-Token': 'Zqx-secret-w', 'User-Agent': 'Player Zqx-secret-w' };
  const found = only(entry('https://a.example/Zqx-secret-w/x.asmx', challenge, headers));
  expect(found.request.headers['user-agent']).toBe('Player [redacted]');
  expect(found.request.path).toBe('/[redacted]/x.asmx');
});

for (const [given, path, removed] of [
  ['?cfg=(persist:true,sl:2000)', '?cfg=(persist:true,sl:2000)', []],
  ['?op=AcquireLicense&PlayRight=1', '?op=AcquireLicense&PlayRight=1', []],
  ['?token=abc&op=x', '?op=x', ['query token']],
  ['?cfg=(contentkey:AAECAw==)', '', ['query cfg']],
  ['?cfg=(keyseed:AAECAw==)', '', ['query cfg']],
  ['?cfg=(accountid:AAECAw==)', '', ['query cfg']],
  ['?cfg64=AAECAw==', '', ['query cfg64']],
  ['?Zq7secret', '', ['query a parameter without a name']],
  ['?Zq7secret=', '', ['query a parameter without a name']],
  ['?%00%1b=x', '', ['query a parameter without a name']],
  [';jsessionid=1A2B', '', ['path a parameter after ;']],
] as const)
  test(`of ${given} stays ${path === '' ? 'nothing' : path}`, () => {
    const found = only(entry(`${url}${given}`, challenge, ofPlayer));
    expect(found.request.path).toBe(`/rightsmanager.asmx${path}`);
    expect(found.removed.map(whatOf)).toEqual(removed);
  });

test('tokens and ids in a path, user name and password go', () => {
  const token = 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl';
  const id = '0f8fad5b-d9cb-469f-a165-70867728950e';
  const asked = `https://user:Zq7secret@license.example.com:8443/${token}/${id}/x.asmx`;
  const found = only(entry(asked, challenge, ofPlayer));
  expect(found.request.path).toBe('/removed/removed/x.asmx');
  expect(found.source?.host).toBe('license.example.com:8443');
  expect(found.removed.map(whatOf)).toEqual([
    'user info user name',
    'user info password',
    'path segment 1',
    'path segment 2',
  ]);
  expect(JSON.stringify(found)).not.toContain('Zq7secret');
});

test('fields of a form that are none of the protocol go, and then it is not exact', () => {
  const plain = only(entry(url, 'nonsilent=1&challenge=abc', {}));
  expect(plain.request.exact).toBe(true);
  const found = only(entry(url, 'nonsilent=1&user=Zq7secret&challenge=abc&', {}));
  expect(Buffer.from(found.request.body).toString()).toBe('nonsilent=1&challenge=abc&');
  expect(found.request.exact).toBe(false);
  expect(found.removed.map(whatOf)).toEqual(['form field user']);
});

test('CustomData stays, and is warned of; so is a removed value that the challenge repeats', () => {
  const body = license('token=Zq7-secret-w');
  expect(only(entry(url, body, ofPlayer)).warnings).toEqual([
    expect.stringContaining('The request has CustomData'),
  ]);
  const found = only(entry(url, body, { ...ofPlayer, 'X-Token': 'Zq7-secret-w' }));
  expect(found.warnings).toEqual([
    expect.stringContaining('The request has CustomData'),
    expect.stringContaining('body repeats the request header x-token'),
  ]);
  expect(Buffer.from(found.request.body).toString()).toBe(body);
  expect(only(entry(url, license(''), ofPlayer)).warnings).toEqual([]);
  const wide = Buffer.from(`\ufeff${body}`, 'utf16le');
  const encoded = { mimeType: 'text/xml', encoding: 'base64', text: wide.toString('base64') };
  const request = { bodySize: wide.length, postData: encoded };
  expect(only(entry(url, '-', ofPlayer, { request })).warnings).toHaveLength(1);
});

const key = '<KeyData>AAECAwQFBgcICQoLDA0ODw==</KeyData>';
const fault =
  '<soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/"><soap:Body><soap:Fault><faultcode>soap:Server</faultcode><faultstring>no</faultstring></soap:Fault></soap:Body></soap:Envelope>';

for (const [what, operation, response, why] of [
  ['a license', 'AcquireLicense', licenseResponse, undefined],
  ['a fault', 'AcquireLicense', fault, undefined],
  ['a metering certificate', 'GetMeteringCertificate', playReadyResponse('x', 'x'), undefined],
  [
    'packaging data',
    'AcquirePackagingData',
    playReadyResponse('AcquirePackagingData', key),
    'it holds a content key',
  ],
  [
    'packaging data of other names',
    'AcquirePackagingData',
    playReadyResponse('AcquirePackagingData', '<Secret>x</Secret>'),
    'AcquirePackagingData gives keys',
  ],
  ['a fault of packaging', 'AcquirePackagingData', fault, undefined],
  [
    'a fault that quotes a key',
    'AcquirePackagingData',
    fault.replace('>no<', `>${key.replaceAll('<', '&lt;')}<`),
    'it holds a content key',
  ],
  ['a domain', 'JoinDomain', playReadyResponse('JoinDomain', ''), 'JoinDomain gives keys'],
  ['JSON', 'AcquireLicense', '{"session":"x"}', 'it is no SOAP message'],
] as const)
  test(`the body of ${what} is ${why === undefined ? 'kept' : 'not kept'}`, () => {
    const body = playReadyRequest(operation, '');
    const found = only(entry(url, body, {}, answering(response)));
    expect(found.operation).toBe(operation);
    const kept = found.response?.body;
    expect(kept && Buffer.from(kept).toString()).toBe(why === undefined ? response : undefined);
    expect(found.removed.map(({ why: reason }) => reason)).toEqual(
      why === undefined ? [] : [expect.stringContaining(why)],
    );
  });

test('the body of AcquireContentKey is not kept, nor one that gives a private key', () => {
  for (const [service, operation] of [
    ['DecommissionService', 'AcquireContentKey'],
    ['CertificationService', 'Certify'],
    ['PublishingService', 'GetClientLicensorCert'],
    ['ActivationService', 'Activate'],
  ] as const) {
    const answer = rmsRequest(service, `${operation}Response`, 'x');
    const found = only(entry(url, rmsRequest(service, operation), {}, answering(answer)));
    expect(found.response).toEqual({
      status: 200,
      headers: [['content-type', 'text/xml']],
      exact: true,
    });
    expect(found.removed.map(whatOf)).toEqual(['response body all of it']);
  }
});

test('a body that repeats what was removed is not kept, however it is spelled', () => {
  const secret = 'Zq7-secret-w';
  for (const spelled of [
    secret,
    Buffer.from(secret).toString('base64'),
    encodeURIComponent(secret),
  ])
    expect(
      only(
        entry(
          url,
          challenge,
          { ...ofPlayer, Authorization: `Bearer ${secret}` },
          {
            ...answering(fault.replace('>no<', `>${spelled}<`)),
          },
        ),
      ).removed.map(whatOf),
    ).toEqual(['request header authorization', 'response body all of it']);
});

for (const [segment, kept] of [
  ['Zq7SecretTokenValue99', false],
  ['a8f3c92b1d0e', false],
  ['alice@example.com', false],
  ['alice%40example.com', false],
  ['rightsmanager2019.asmx', true],
  ['PlayReadyLicenseServer2', true],
  ['v1', true],
] as const)
  test(`the part ${segment} of a path is ${kept ? 'kept' : 'removed and named'}`, () => {
    const found = only(entry(`https://a.example/x/${segment}/y`, challenge, ofPlayer));
    expect(found.request.path).toBe(`/x/${kept ? segment : 'removed'}/y`);
    expect(found.removed.map(whatOf)).toEqual(kept ? [] : ['path segment 2']);
  });
