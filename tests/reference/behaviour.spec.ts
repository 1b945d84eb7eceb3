import { expect, test } from '@playwright/test';
import { envelopeNamespace } from '../../harness/soap/version.ts';
import { conforming, type Behaviour } from '../../reference/rms/behaviour.ts';
import { startReferenceServer } from '../../reference/rms/server.ts';
import { entry, message, versionData, withParams } from './client.ts';
import { licenseFor, principalOf, serverState } from './licences.ts';

interface Seen {
  status: number;
  type: string;
  text: string;
}

const state = () => serverState('mode1');
const good = () => withParams(entry(licenseFor(state()).license));

/** Asks a server with one rule broken; what is asked has the conforming server's answer otherwise. */
async function ask(
  behaviour: Partial<Behaviour>,
  { header = versionData(), body = good(), path = 'decommission/decommission.asmx' } = {},
): Promise<Seen> {
  const deployments = [{ name: 'broken', state: state() }];
  const server = await startReferenceServer({ deployments, behaviour });
  try {
    const response = await fetch(`${server.urls['broken'] ?? ''}/${path}`, {
      method: 'POST',
      headers: { 'content-type': 'text/xml; charset=utf-8' },
      body: message('soap11', header, body),
    });
    const type = response.headers.get('content-type') ?? '';
    return { status: response.status, type, text: await response.text() };
  } finally {
    await server.close();
  }
}

type Request = NonNullable<Parameters<typeof ask>[1]>;
interface Broken {
  behaviour: Partial<Behaviour>;
  request?: () => Request;
  /** What the answer has only when the rule is broken. */
  shows: (seen: Seen) => boolean;
}

const refused = (exception: string) => (seen: Seen) =>
  seen.status === 500 && seen.text.includes(exception);
const accepted = ({ status }: Seen): boolean => status === 200;
const has = (text: string) => (seen: Seen) => seen.text.includes(text);
const lacks = (text: string) => (seen: Seen) => !seen.text.includes(text);
const empty = () => ({ body: withParams('') });
const versions = (minimum: string, maximum: string) => () => ({
  header: versionData(minimum, maximum),
});
const mandatory = () => ({
  header: `${versionData()}<x:x xmlns:x="urn:x" soap:mustUnderstand="1"/>`,
});

/** One broken rule each: none of these may need more than its few lines. */
const mutants: Readonly<Record<string, Broken>> = {
  'no endpoint': {
    behaviour: { endpointAt: () => undefined },
    shows: ({ status }) => status === 404,
  },
  'status of success': {
    behaviour: { statusOfSuccess: () => 202 },
    shows: ({ status }) => status === 202,
  },
  'status of faults': { behaviour: { statusOfFault: () => 200 }, request: empty, shows: accepted },
  'content type': {
    behaviour: { contentType: () => 'text/plain' },
    shows: ({ type }) => type === 'text/plain',
  },
  'version of the answer': {
    behaviour: { responseVersion: () => 'soap12' },
    shows: has(envelopeNamespace.soap12),
  },
  'mustUnderstand ignored': {
    behaviour: { isMandatory: () => false },
    request: mandatory,
    shows: accepted,
  },
  'every header understood': {
    behaviour: { understands: () => true },
    request: mandatory,
    shows: accepted,
  },
  'fault code': {
    behaviour: { writeFaultCode: () => 'Oops' },
    request: empty,
    shows: has('<faultcode>soap:Oops<'),
  },
  'fault string': {
    behaviour: { faultString: () => 'Oops' },
    request: empty,
    shows: has('<faultstring>Oops<'),
  },
  'fault not well-formed': {
    behaviour: { writeFault: () => '<soap:Fault>' },
    request: empty,
    shows: has('<soap:Fault></soap:Body>'),
  },
  'exception of one rule': {
    behaviour: {
      exceptionName: refusal =>
        refusal === 'paramsEmpty' ? 'System.Exception' : conforming.exceptionName(refusal),
    },
    request: empty,
    shows: refused(' System.Exception: '),
  },
  'no VersionData on success': {
    behaviour: { announcesVersions: isFault => isFault },
    shows: lacks('VersionData'),
  },
  'no VersionData on faults': {
    behaviour: { announcesVersions: isFault => !isFault },
    request: empty,
    shows: lacks('VersionData'),
  },
  'announced minimum': {
    behaviour: { announcedRange: ({ maximum }) => ({ minimum: '0.1.0.0', maximum }) },
    shows: has('<MinimumVersion>0.1.0.0<'),
  },
  'announced order': {
    behaviour: { writeVersionData: () => '<VersionData xmlns="urn:other"/>' },
    shows: has('<VersionData xmlns="urn:other"/>'),
  },
  'supported range': {
    behaviour: { supportedRange: { minimum: '1.0.0.0', maximum: '9.0.0.0' } },
    request: versions('1.0.0.0', '9.0.0.0'),
    shows: accepted,
  },
  'versions parsed laxly': {
    behaviour: { parseVersion: () => [1, 0, 0, 0] },
    request: versions('one', 'two'),
    shows: accepted,
  },
  'versions compared as text': {
    behaviour: { compareVersions: (left, right) => (left.join('.') < right.join('.') ? -1 : 1) },
    request: versions('1.0.0.0', '1.10.0.0'),
    shows: accepted,
  },
  'malformed version accepted': {
    behaviour: { versionIsMalformed: () => false },
    request: versions('banana', '1.0.0.0'),
    shows: accepted,
  },
  'reversed range accepted': {
    behaviour: { rangeIsReversed: () => false },
    request: versions('1.1.0.0', '1.0.0.0'),
    shows: accepted,
  },
  'maximum above the server accepted': {
    behaviour: { maximumIsAboveServer: () => false },
    request: versions('1.0.0.0', '2.0.0.0'),
    shows: accepted,
  },
  'absent VersionData accepted': {
    behaviour: { versionDataIsAbsent: () => false },
    request: () => ({ header: '' }),
    shows: accepted,
  },
  'not decommissioned': {
    behaviour: { isDecommissioned: () => false },
    shows: refused('ClusterNotDecommissionedException'),
  },
  'null input answered': {
    behaviour: { answerToMissing: input => (input === 'paramsEmpty' ? [] : undefined) },
    request: empty,
    shows: has('<AcquireContentKeyResult></AcquireContentKeyResult>'),
  },
  'last entry processed': {
    behaviour: { selectParams: entries => entries.at(-1) },
    request: () => ({ body: withParams(entry('') + entry(licenseFor(state()).license)) }),
    shows: accepted,
  },
  'last licence processed': {
    behaviour: { selectCertificate: entries => entries.at(-1) },
    request: () => ({ body: withParams(entry('', licenseFor(state()).license)) }),
    shows: accepted,
  },
  'ID of the principal not compared': {
    behaviour: { objectIdMatches: () => true },
    request: () => {
      const server = { ...principalOf(state()), id: '{00000000-0000-0000-0000-000000000001}' };
      return { body: withParams(entry(licenseFor(state(), 'AES', { server }).license)) };
    },
    shows: accepted,
  },
  'key of the principal not compared': {
    behaviour: { publicKeyMatches: () => true },
    request: () => {
      const { publicKey } = principalOf(serverState('mode1', 'other'));
      const server = { ...principalOf(state()), publicKey };
      return { body: withParams(entry(licenseFor(state(), 'AES', { server }).license)) };
    },
    shows: refused('UnspecifiedErrorException'),
  },
  'signature not verified': {
    behaviour: { signatureHolds: () => true },
    request: () => {
      const { license } = licenseFor(state(), 'AES', { signWith: state().keyPair });
      return { body: withParams(entry(license.replace('author@', 'reader@'))) };
    },
    shows: accepted,
  },
  'another key returned': {
    behaviour: { returnedKey: () => 'AAAAAAAAAAAAAAAAAAAAAA==' },
    shows: has('<ContentKey>AAAAAAAAAAAAAAAAAAAAAA==<'),
  },
  'no key returned': { behaviour: { returnedKey: () => undefined }, shows: lacks('<ContentKey>') },
  'another key type returned': {
    behaviour: { returnedKeyType: () => 'RSA' },
    shows: has('<ContentKeyType>RSA<'),
  },
  'two answers': {
    behaviour: { answers: answer => [answer, answer] },
    shows: ({ text }) => text.split('<ContentKey>').length === 3,
  },
  'another response element': {
    behaviour: { writeAnswers: () => '<Answer xmlns="urn:other"/>' },
    shows: has('<Answer xmlns="urn:other"/>'),
  },
  'anything else': {
    behaviour: {
      finish: (response, { operation }) => ({ ...response, body: `<!-- ${operation ?? ''} -->` }),
    },
    shows: has('<!-- AcquireContentKey -->'),
  },
};

for (const [name, { behaviour, request = () => ({}), shows }] of Object.entries(mutants))
  test(`one broken rule shows, and only then: ${name}`, async () => {
    const asked = request();
    expect(shows(await ask(behaviour, asked))).toBe(true);
    expect(shows(await ask({}, asked))).toBe(false);
  });

test('a certificate can be given out by a decommissioned server, when the rule is broken', async () => {
  const namespace = 'http://microsoft.com/DRM/ServerService';
  const asked = {
    path: 'licensing/server.asmx',
    header: versionData('1.0.0.0', '1.0.0.0', namespace),
    body: `<GetLicensorCertificate xmlns="${namespace}"/>`,
  };
  expect((await ask({ isClosed: () => false }, asked)).text).toContain(
    'Server-Licensor-Certificate',
  );
  expect((await ask({}, asked)).text).toContain('ClusterDecommissionedException');
});

test('the HTTPS port speaks no TLS, when the rule is broken', async () => {
  const server = await startReferenceServer({
    deployments: [{ name: 'broken', state: state() }],
    https: true,
    behaviour: { httpsIsEncrypted: false },
  });
  const url = `${server.httpsUrls?.['broken'] ?? ''}/licensing/server.asmx`;
  await expect(fetch(url)).rejects.toThrow();
  expect((await fetch(url.replace('https:', 'http:'))).status).toBe(200);
  await server.close();
});

test('a rule that never answers holds up nothing but its own request', async () => {
  const server = await startReferenceServer({
    deployments: [{ name: 'broken', state: state() }],
    behaviour: {
      finish: (response, { request }) =>
        request.method === 'POST' ? new Promise(() => undefined) : response,
    },
  });
  const url = `${server.urls['broken'] ?? ''}/decommission/decommission.asmx`;
  const headers = { 'content-type': 'text/xml' };
  const held = fetch(url, { method: 'POST', headers, body: message('soap11', '', '') });
  const ended = expect(held).rejects.toThrow();
  expect((await fetch(url)).status).toBe(200);
  await server.close();
  await ended;
});

test('a rule that throws is an internal error, in SOAP where the answer is SOAP', async () => {
  const fail = (): never => {
    throw new Error('broken');
  };
  const processing = await ask({ readParams: fail });
  expect(processing.status).toBe(500);
  expect(processing.text).toContain('An unexpected error occurred.');
  const finishing = await ask({ finish: fail });
  expect(finishing.status).toBe(500);
  expect(finishing.text).toContain('Internal server error');
});
