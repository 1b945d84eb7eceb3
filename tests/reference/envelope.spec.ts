import { expect, test } from '@playwright/test';
import { envelopeNamespace, requestHeaders, soapVersions } from '../../harness/soap/version.ts';
import { attribute } from '../../harness/xml/element.ts';
import { startReferenceServer, type ReferenceServer } from '../../reference/rms/server.ts';
import {
  announced,
  at,
  entry,
  faultOf,
  message,
  post,
  versionData,
  withParams,
  type Answer,
} from './client.ts';
import { licenseFor, serverState } from './licences.ts';

let server: ReferenceServer;
let url: string;
let body: string;

test.beforeAll(async () => {
  const state = serverState('mode1');
  server = await startReferenceServer({ deployments: [{ name: 'tested', state }] });
  url = `${server.urls['tested'] ?? ''}/decommission/decommission.asmx`;
  body = withParams(entry(licenseFor(state).license));
});
test.afterAll(() => server.close());

type Version = (typeof soapVersions)[number];

function withBlock(version: Version, attributes: string): Promise<Answer> {
  const block = `<x:Unknown xmlns:x="urn:x" ${attributes}/>`;
  return post(url, version, message(version, versionData() + block, body));
}

const next = 'http://schemas.xmlsoap.org/soap/actor/next';
const role = `${envelopeNamespace.soap12}/role`;
const blocks: readonly (readonly [Version, string, 'refused' | 'accepted'])[] = [
  ['soap11', 'soap:mustUnderstand="1"', 'refused'],
  ['soap11', 'soap:mustUnderstand="1" soap:actor=""', 'refused'],
  ['soap11', `soap:mustUnderstand="1" soap:actor="${next}"`, 'refused'],
  ['soap11', 'soap:mustUnderstand="1" soap:actor="urn:another"', 'accepted'],
  ['soap11', 'soap:mustUnderstand="0"', 'accepted'],
  ['soap11', '', 'accepted'],
  ['soap11', 'mustUnderstand="1"', 'accepted'],
  ['soap12', 'soap:mustUnderstand="true"', 'refused'],
  ['soap12', 'soap:mustUnderstand="1"', 'refused'],
  ['soap12', `soap:mustUnderstand="true" soap:role="${role}/next"`, 'refused'],
  ['soap12', `soap:mustUnderstand="true" soap:role="${role}/ultimateReceiver"`, 'refused'],
  ['soap12', `soap:mustUnderstand="true" soap:role="${role}/none"`, 'accepted'],
  ['soap12', 'soap:mustUnderstand="true" soap:role="urn:another"', 'accepted'],
  ['soap12', 'soap:mustUnderstand="false"', 'accepted'],
  ['soap12', 'soap:mustUnderstand="0"', 'accepted'],
];

for (const [version, attributes, expected] of blocks)
  test(`an unknown header with ${attributes || 'nothing'} is ${expected} (${version})`, async () => {
    const answer = await withBlock(version, attributes);
    expect(answer.status).toBe(expected === 'refused' ? 500 : 200);
    if (expected === 'refused') expect(faultOf(answer).code).toBe('soap:MustUnderstand');
  });

test('a VersionData that must be understood is', async () => {
  for (const version of soapVersions) {
    const header = versionData().replace('<VersionData', '<VersionData soap:mustUnderstand="1"');
    expect((await post(url, version, message(version, header, body))).status).toBe(200);
  }
});

test('SOAP 1.2 names the header that was not understood', async () => {
  const { envelope } = await withBlock('soap12', 'soap:mustUnderstand="true"');
  const block = envelope.headers.find(({ name }) => name === 'NotUnderstood');
  expect(block?.namespace).toBe(envelopeNamespace.soap12);
  const [prefix = '', local] = (block && attribute(block, 'qname')?.split(':')) ?? [];
  expect(local).toBe('Unknown');
  expect(block?.namespaces?.get(prefix)).toBe('urn:x');
});

test('faults about a header carry no detail, faults about the body do (SOAP 1.1 section 4.4)', async () => {
  const header = await withBlock('soap11', 'soap:mustUnderstand="1"');
  const content = await post(url, 'soap11', message('soap11', versionData(), withParams('')));
  expect(at(header.envelope.content, 'detail')).toBeUndefined();
  expect(at(content.envelope.content, 'detail')).toBeDefined();
});

test('an envelope in another namespace is a VersionMismatch, answered in the version of the media type', async () => {
  for (const version of soapVersions) {
    const other = message(version, versionData(), body).replace(
      envelopeNamespace[version],
      'urn:schemas-xmlsoap-org:soap.v1',
    );
    const answer = await post(url, version, other);
    expect(answer.status).toBe(500);
    expect(answer.envelope.version).toBe(version);
    expect(faultOf(answer).code).toBe('soap:VersionMismatch');
    const upgrade = answer.envelope.headers.find(({ name }) => name === 'Upgrade');
    const supported = upgrade?.children.map(({ namespaces }) => namespaces?.get('env'));
    expect(supported).toEqual(
      version === 'soap12' ? [envelopeNamespace.soap12, envelopeNamespace.soap11] : undefined,
    );
  }
});

const broken: Readonly<Record<string, (version: Version) => string>> = {
  nothing: () => '',
  'what is no XML': () => 'AcquireContentKey please',
  'a truncated message': version => message(version, versionData(), body).slice(0, -20),
  'a document type declaration': version =>
    `<!DOCTYPE x [<!ENTITY e "e">]>${message(version, versionData(), body)}`,
  'another document': () => '<html><body/></html>',
  'an envelope without body': version =>
    message(version, versionData(), '').replace('<soap:Body></soap:Body>', ''),
  'an empty body': version => message(version, versionData(), ''),
  'another operation': version => message(version, versionData(), '<Certify xmlns="urn:other"/>'),
  'the operation in another namespace': version =>
    message(version, versionData(), '<AcquireContentKey xmlns="urn:other"/>'),
  'the operation of another service': version =>
    message(
      version,
      versionData(),
      '<GetLicensorCertificate xmlns="http://microsoft.com/DRM/ServerService"/>',
    ),
};

for (const version of soapVersions)
  for (const [name, make] of Object.entries(broken))
    test(`${name} is the client's fault, and the fault announces versions (${version})`, async () => {
      const answer = await post(url, version, make(version));
      expect(answer.envelope.version).toBe(version);
      expect(faultOf(answer).code).toBe(version === 'soap11' ? 'soap:Client' : 'soap:Sender');
      expect(answer.status).toBe(version === 'soap11' ? 500 : 400);
      expect(announced(answer)).toEqual(['MinimumVersion 1.0.0.0', 'MaximumVersion 1.2.0.0']);
    });

test('the SOAPAction decides nothing, nor does the media type of the other version', async () => {
  const request = message('soap11', versionData(), body);
  const type = 'text/xml; charset="UTF-8"';
  for (const headers of [
    { 'content-type': type },
    { 'content-type': type, soapaction: '"urn:other"' },
    { 'content-type': 'TEXT/XML', soapaction: '""' },
    requestHeaders('soap12', 'urn:other'),
  ]) {
    const answer = await post(url, 'soap11', request, headers);
    expect(answer.status).toBe(200);
    expect(answer.envelope.version).toBe('soap11');
  }
});

test('a message in UTF-16 is read', async () => {
  const text = message('soap11', versionData(), body);
  const bytes = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, 'utf16le')]);
  const headers = { 'content-type': 'text/xml; charset=utf-16' };
  expect((await post(url, 'soap11', bytes, headers)).status).toBe(200);
});

test('the text of a SOAP 1.2 fault is in a language', async () => {
  const answer = await post(url, 'soap12', message('soap12', versionData(), ''));
  const text = at(answer.envelope.content, 'Reason', 'Text');
  expect(text && attribute(text, 'lang', 'http://www.w3.org/XML/1998/namespace')).toBe('en');
});
