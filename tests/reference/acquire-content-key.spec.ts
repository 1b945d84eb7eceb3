import { expect, test } from '@playwright/test';
import { soapVersions } from '../../harness/soap/version.ts';
import { startReferenceServer, type ReferenceServer } from '../../reference/rms/server.ts';
import {
  announced,
  at,
  decommissionNamespace,
  entry,
  exceptionOf,
  faultOf,
  message,
  post,
  versionData,
  withParams,
  type Answer,
} from './client.ts';
import { licenseFor, principalOf, serverState } from './licences.ts';

const modes = ['mode1', 'mode2'] as const;
let server: ReferenceServer;

test.beforeAll(async () => {
  const trusting = {
    ...serverState('mode1'),
    trustedLicensingServers: [serverState('mode1', 'trusted')],
  };
  server = await startReferenceServer({
    deployments: [
      ...modes.map(mode => ({ name: mode, state: serverState(mode) })),
      { name: 'trusting', state: trusting },
      { name: 'normal', state: { ...serverState('mode1'), serverDecommissioned: false } },
    ],
  });
});
test.afterAll(() => server.close());

function ask(
  deployment: string,
  body: string,
  version = soapVersions[0] as (typeof soapVersions)[number],
): Promise<Answer> {
  const url = `${server.urls[deployment] ?? ''}/decommission/decommission.asmx`;
  return post(url, version, message(version, versionData(), body));
}

function keyIn(answer: Answer): { key: string | undefined; type: string | undefined } {
  const found = at(answer.envelope.content, 'AcquireContentKeyResult', 'AcquireContentKeyResponse');
  return { key: at(found, 'ContentKey')?.text, type: at(found, 'ContentKeyType')?.text };
}

const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');

for (const version of soapVersions)
  for (const mode of modes)
    for (const type of ['AES', 'DES'] as const) {
      test(`returns the ${type} key that was sealed in (${mode}, ${version})`, async () => {
        const { license, key } = licenseFor(serverState(mode), type);
        const answer = await ask(mode, withParams(entry(license)), version);
        expect(keyIn(answer)).toEqual({ key: base64(key.bytes), type });
        expect(answer.status).toBe(200);
        expect(answer.envelope.version).toBe(version);
        expect(answer.contentType).toBe(
          `${version === 'soap11' ? 'text/xml' : 'application/soap+xml'}; charset=utf-8`,
        );
        expect(announced(answer)).toEqual(['MinimumVersion 1.0.0.0', 'MaximumVersion 1.2.0.0']);
      });
    }

for (const mode of modes)
  test(`opens a licence that the server signed (${mode})`, async () => {
    const state = serverState(mode);
    const { license, key } = licenseFor(state, 'AES', { signWith: state.keyPair });
    expect(license).toContain('<SIGNATURE>');
    expect(keyIn(await ask(mode, withParams(entry(license)))).key).toBe(base64(key.bytes));
  });

test('answers with the elements of the schema, one key, in the namespace of the service', async () => {
  const { license } = licenseFor(serverState('mode1'));
  const { content } = (await ask('mode1', withParams(entry(license)))).envelope;
  const result = at(content, 'AcquireContentKeyResult');
  const key = result?.children[0];
  expect([content, result, key].map(found => [found?.name, found?.namespace])).toEqual([
    ['AcquireContentKeyResponse', decommissionNamespace],
    ['AcquireContentKeyResult', decommissionNamespace],
    ['AcquireContentKeyResponse', decommissionNamespace],
  ]);
  expect(result?.children).toHaveLength(1);
  expect(key?.children.map(({ name }) => name)).toEqual(['ContentKey', 'ContentKeyType']);
});

test('takes the first of several entries, and the first of several licences', async () => {
  const first = licenseFor(serverState('mode1'));
  const second = licenseFor(serverState('mode1'));
  const expected = base64(first.key.bytes);
  const licenses = await ask('mode1', withParams(entry(first.license, second.license)));
  expect(keyIn(licenses).key).toBe(expected);
  const entries = await ask('mode1', withParams(entry(first.license) + entry(second.license)));
  expect(keyIn(entries).key).toBe(expected);
  expect(at(entries.envelope.content, 'AcquireContentKeyResult')?.children).toHaveLength(1);
});

test('opens a licence of a server it stands in for, and no other', async () => {
  const { license, key } = licenseFor(serverState('mode1', 'trusted'));
  const body = withParams(entry(license));
  expect(keyIn(await ask('trusting', body)).key).toBe(base64(key.bytes));
  expect(exceptionOf(await ask('mode1', body))).toBe(noMatch);
});

const argumentNull = 'System.ArgumentNullException';
const noMatch =
  'Microsoft.DigitalRightsManagement.UnsignedIssuanceLicenseNoMatchingIssuedPrincipalException';
const unspecified = 'Microsoft.DigitalRightsManagement.Utilities.UnspecifiedErrorException';
const operation = (content: string): string =>
  `<AcquireContentKey xmlns="${decommissionNamespace}">${content}</AcquireContentKey>`;

const missing: Readonly<Record<string, string>> = {
  'no paramsSoap': operation(''),
  'a nil paramsSoap': operation('<paramsSoap xsi:nil="true"/>'),
  'a paramsSoap in another namespace': operation('<paramsSoap xmlns="urn:other"/>'),
  'an empty paramsSoap': withParams(''),
  'a nil entry': withParams('<AcquireContentKeyParams xsi:nil="true"/>'),
  'an entry without licence': withParams('<AcquireContentKeyParams/>'),
  'an IssuanceLicense that is nil': withParams(
    '<AcquireContentKeyParams><IssuanceLicense xsi:nil="1"/></AcquireContentKeyParams>',
  ),
  'an IssuanceLicense without Certificate': withParams(entry()),
  'a nil Certificate': withParams(
    '<AcquireContentKeyParams><IssuanceLicense><Certificate xsi:nil="true"/></IssuanceLicense></AcquireContentKeyParams>',
  ),
  'an empty Certificate': withParams(entry('')),
};

for (const version of soapVersions)
  for (const [name, body] of Object.entries(missing))
    test(`refuses ${name} as null input (${version})`, async () => {
      const answer = await ask('mode1', body, version);
      expect(exceptionOf(answer)).toBe(argumentNull);
      expect(answer.status).toBe(500);
      expect(announced(answer)).toEqual(['MinimumVersion 1.0.0.0', 'MaximumVersion 1.2.0.0']);
    });

test('a nil first entry is refused even when the second holds a licence', async () => {
  const { license } = licenseFor(serverState('mode1'));
  const body = withParams(`<AcquireContentKeyParams xsi:nil="true"/>${entry(license)}`);
  expect(exceptionOf(await ask('mode1', body))).toBe(argumentNull);
});

test('refuses every request while the server is not decommissioned', async () => {
  const { license } = licenseFor(serverState('mode1'));
  for (const body of [withParams(entry(license)), operation('')])
    expect(exceptionOf(await ask('normal', body))).toBe(
      'Microsoft.DigitalRightsManagement.Utilities.ClusterNotDecommissionedException',
    );
});

test('refuses a licence whose principal has the wrong ID, or the wrong key', async () => {
  const state = serverState('mode1');
  const own = principalOf(state);
  const otherId = { ...own, id: '{00000000-0000-0000-0000-000000000001}' };
  const otherKey = { ...own, publicKey: principalOf(serverState('mode1', 'other')).publicKey };
  for (const principal of [otherId, otherKey]) {
    const { license } = licenseFor(state, 'AES', { server: principal });
    expect(exceptionOf(await ask('mode1', withParams(entry(license))))).toBe(noMatch);
  }
  const sameId = { ...own, id: own.id.toUpperCase() };
  const { license, key } = licenseFor(state, 'AES', { server: sameId });
  expect(keyIn(await ask('mode1', withParams(entry(license)))).key).toBe(base64(key.bytes));
});

test('refuses a signed licence that was changed, and opens it unchanged', async () => {
  const state = serverState('mode1');
  const { license } = licenseFor(state, 'AES', { signWith: state.keyPair });
  const changed = license.replace('author@example.com', 'reader@example.com');
  expect(changed).not.toBe(license);
  expect(keyIn(await ask('mode1', withParams(entry(license)))).type).toBe('AES');
  expect(exceptionOf(await ask('mode1', withParams(entry(changed))))).toBe(unspecified);
});

test('refuses a sealed key that was moved to another principal, or changed', async () => {
  const { license } = licenseFor(serverState('mode1'));
  const renamed = license.replace(/(<ISSUEDPRINCIPALS.*?)Server-SKU/, '$1Server-Sku');
  const changed = license.replace(
    /(<ENABLINGBITS.*?<VALUE[^>]*>)(.)/,
    (_whole, start: string, first: string) => start + (first === 'A' ? 'B' : 'A'),
  );
  for (const body of [renamed, changed]) {
    expect(body).not.toBe(license);
    const answer = await ask('mode1', withParams(entry(body)));
    expect(exceptionOf(answer)).toBe(unspecified);
    expect(faultOf(answer).reason).toContain('The content key cannot be decrypted.');
  }
});

for (const [content, reason] of [
  ['text', 'The license is no XrML.'],
  ['<other xmlns=""/>', 'The license is no XrML.'],
  ['<XrML/>', 'The license is no XrML.'],
  ['<XrML xmlns=""/>', 'The license cannot be read.'],
  ['<XrML xmlns=""><BODY/></XrML>', 'The license cannot be read.'],
  ['<XrML xmlns=""><!-- c --><BODY/></XrML>', 'The license cannot be read.'],
] as const)
  test(`refuses ${content} as a licence`, async () => {
    const answer = await ask('mode1', withParams(entry(content)));
    expect(exceptionOf(answer)).toBe(unspecified);
    expect(faultOf(answer).reason).toContain(reason);
  });

test('reads as XmlSerializer does: unknown elements, order and repeats do not matter', async () => {
  const { license, key } = licenseFor(serverState('mode1'));
  const other = licenseFor(serverState('mode1'));
  const body = operation(
    `<unknown/><paramsSoap><unknown/>${entry(license)}</paramsSoap><paramsSoap>${entry(other.license)}</paramsSoap>`,
  );
  expect(keyIn(await ask('mode1', body)).key).toBe(base64(key.bytes));
});

test('a signature verifies although the message around it is written unusually', async () => {
  const state = serverState('mode1');
  const { license, key } = licenseFor(state, 'AES', { signWith: state.keyPair });
  const decoy = '<!-- <Certificate><XrML> --><unknown a="/>"><![CDATA[<XrML>]]></unknown>';
  const body = operation(`${decoy}<paramsSoap>${entry(`\n  ${license}\n`)}</paramsSoap>`);
  const answer = await ask('mode1', body);
  expect(keyIn(answer).key, answer.text).toBe(base64(key.bytes));
});

test('the fault says Server and carries the exception as MS-RMPR 3.1.4.5 writes it', async () => {
  const eleven = faultOf(await ask('normal', operation(''), 'soap11'));
  const twelve = faultOf(await ask('normal', operation(''), 'soap12'));
  expect(eleven.code).toBe('soap:Server');
  expect(twelve.code).toBe('soap:Receiver');
  expect(eleven.reason).toBe(twelve.reason);
  expect(eleven.reason).toBe(
    'System.Web.Services.Protocols.SoapException: Server was unable to process request. ---> ' +
      'Microsoft.DigitalRightsManagement.Utilities.ClusterNotDecommissionedException: ' +
      'The server has not been decommissioned.',
  );
});
