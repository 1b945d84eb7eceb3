import { expect, test } from '@playwright/test';
import { readEnvelope, type Envelope } from '../../harness/soap/envelope.ts';
import { exceptionNames, lastComponent } from '../../harness/soap/exception-name.ts';
import { readReply, type Reply } from '../../harness/soap/reply.ts';
import { soapVersions, type SoapVersion } from '../../harness/soap/version.ts';
import { Blocked } from '../../harness/verdict/blocked.ts';
import { expect as expectReply } from '../../harness/verdict/expect.ts';
import { fillFixture } from '../../harness/wsdl/fill.ts';
import { loadFixture } from '../../harness/wsdl/fixture.ts';
import type { PlaceholderName } from '../../harness/wsdl/placeholders.ts';
import { attribute, descendants, type XmlElement } from '../../harness/xml/element.ts';
import { parseXml } from '../../harness/xml/parse.ts';
import { knownUsers } from '../../reference/rms/directory.ts';

/** MS-DTYP 2.4.2.1. */
const sid = /^S-1-(?:0|[1-9]\d{0,9}|0x[\dA-Fa-f]{12})(?:-(?:0|[1-9]\d{0,9}))+$/;
const licensee = 'S-1-5-21-1004336348-1177238915-682003330-1001';

const values: Readonly<Partial<Record<PlaceholderName, string>>> = {
  'minimum-version': '1.0.0.0',
  'maximum-version': '1.0.0.0',
  'user-name': 'licensee@assay.example',
  'user-sid': licensee,
  'proxy-address': 'smtp:licensee@assay.example',
  licensee: 'licensee@assay.example',
  'publishing-license': '<XrML id="signed"/>',
  'unsigned-publishing-license': '<XrML id="unsigned"/>',
  'application-data': '<none/>',
};

/** What a request has in its Body: the operation's element. */
function contentOf(operation: string, version: SoapVersion, name: string): XmlElement {
  const service = {
    Precertify: 'CertificationService',
    EditIssuanceLicense: 'EditIssuanceLicenseService',
  }[operation];
  const fixture = loadFixture('rmsi', service ?? 'LicensingService', operation, version, name);
  const envelope = readEnvelope(parseXml(fillFixture(fixture, values)));
  const content = (envelope as Envelope).content;
  if (content?.name !== operation) throw new Error(`${operation} ${name} has another Body.`);
  return content;
}

/** The elements of a name, however deep. */
const all = (element: XmlElement, name: string): readonly XmlElement[] =>
  descendants(element).filter(each => each.name === name);

const names = (elements: readonly XmlElement[]): readonly string[] =>
  elements.map(({ name }) => name);

for (const version of soapVersions) {
  const precertify = (name: string) => contentOf('Precertify', version, name);

  test(`rmsi.precertify.request-not-empty, rmsi.precertify.params-of-one: ${version} asks for one certificate`, () => {
    for (const name of ['minimal', 'full'])
      expect(precertify(name).children.map(array => names(array.children))).toEqual([
        ['PrecertifyParams'],
      ]);
  });

  test(`rmsi.precertify.user-or-identification, rmsi.precertify.name-or-identification: ${version} says who the user is`, () => {
    const [minimal] = all(precertify('minimal'), 'PrecertifyParams');
    expect(minimal?.children.map(({ name, text }) => [name, text])).toEqual([
      ['UserName', 'licensee@assay.example'],
    ]);
    const [full] = all(precertify('full'), 'PrecertifyParams');
    expect(names(full?.children ?? [])).toEqual(['UserName', 'Identification']);
  });

  test(`rmsi.precertify.mode-and-id, rmsi.precertify.mode-and-id-always, rmsi.precertify.mode-present, rmsi.precertify.mode-of-bootstrapping, rmsi.precertify.id-is-sid, rmsi.precertify.identification-id-is-sid: ${version} identifies by mode and SID`, () => {
    const [identification] = all(precertify('full'), 'Identification');
    const parts = identification?.children ?? [];
    expect(parts.slice(0, 2).map(({ name, text }) => [name, text])).toEqual([
      ['AuthenticationMode', 'Windows'],
      ['Id', licensee],
    ]);
    expect(parts[1]?.text).toMatch(sid);
  });

  test(`rmsi.precertify.email-null, rmsi.precertify.proxy-addresses-null, rmsi.precertify.identification-email-null, rmsi.precertify.identification-proxy-addresses-null: ${version} says no more of the user than it needs to`, () => {
    const minimal = precertify('minimal');
    expect([...all(minimal, 'Email'), ...all(minimal, 'ProxyAddresses')]).toEqual([]);
    // The names are right: where the schema's every part is tried, they are found.
    const full = precertify('full');
    expect([...all(full, 'Email'), ...all(full, 'ProxyAddresses')]).toHaveLength(2);
  });

  test(`rmsi.republish.one-request, rmsi.republish.params-of-one, rmsi.republish.leaves-sent: ${version} sends one pair of leaf certificates`, () => {
    for (const name of ['minimal', 'full']) {
      const content = contentOf('EditIssuanceLicense', version, name);
      expect(content.children.map(array => names(array.children))).toEqual([
        ['EditIssuanceLicenseParams'],
      ]);
      const [params] = all(content, 'EditIssuanceLicenseParams');
      expect(
        params?.children.map(part => [
          part.name,
          part.children.map(xrml => [xrml.name, attribute(xrml, 'id')]),
        ]),
      ).toEqual([
        ['SignedIssuanceLicense', [['XrML', 'signed']]],
        ['UnsignedIssuanceLicense', [['XrML', 'unsigned']]],
      ]);
    }
  });

  test(`rmsi.prelicense.leaf-sent, rmsi.prelicense.application-data-empty: ${version} sends the leaf of the publishing license and no data`, () => {
    const content = contentOf('AcquirePreLicense', version, 'minimal');
    expect(all(content, 'IssuanceLicense').map(array => names(array.children))).toEqual([
      ['Certificate'],
    ]);
    expect(all(content, 'Certificate').map(each => names(each.children))).toEqual([['XrML']]);
    expect(all(content, 'ApplicationData')).toEqual([]);
  });

  test(`rmsi.republish.faults-alike: ${version} faults without an exception's name are judged alike`, () => {
    const judged = genericCodes[version].map(code => {
      const reply = genericFault(version, code);
      expect(reply.fault?.code.local).toBe(code);
      expectReply(reply).toFault();
      return { exceptions: reply.exceptions, named: reasonOf(reply) };
    });
    expect(judged.length).toBeGreaterThan(2);
    expect(new Set(judged.map(each => JSON.stringify(each)))).toEqual(
      new Set([JSON.stringify({ exceptions: [], named: 'exception-hidden' })]),
    );
  });
}

test('rmsi.precertify.id-is-sid, rmsi.precertify.identification-id-is-sid: the users of the reference server are sent by SIDs', () => {
  expect(knownUsers.length).toBeGreaterThan(2);
  for (const { SID } of knownUsers) expect(SID).toMatch(sid);
});

test('what is no SID does not match', () => {
  for (const each of ['', 'S-1', 'S-1-5', 'S-2-5-21', 'S-1-05-21', 'S-1-5-021', 'S-1-0x5-1'])
    expect(each).not.toMatch(sid);
  for (const each of ['S-1-5-32', 'S-1-0-0', 'S-1-0x010000000000-1-2']) expect(each).toMatch(sid);
});

test('rmsi.prelicense.no-rights-recognised: a user without rights is told by the last part of the exception, and by nothing else', () => {
  const recognised = (reason: string) =>
    exceptionNames({ code: { namespace: '', local: '', text: '' }, subcodes: [], reason }).map(
      lastComponent,
    );
  const name = 'NoRightsForRequestedPrincipalException';
  expect(recognised(`Microsoft.DigitalRightsManagement.Licensing.${name}: No rights.`)).toEqual([
    name,
  ]);
  expect(recognised(`System.Exception ---> Microsoft.DigitalRightsManagement.${name}`)).toContain(
    name,
  );
  expect(recognised('The user has no rights for the requested principal.')).toEqual([]);
});

const genericCodes = {
  soap11: ['Client', 'Server', 'VersionMismatch', 'MustUnderstand'],
  soap12: ['Sender', 'Receiver', 'VersionMismatch', 'MustUnderstand', 'DataEncodingUnknown'],
} as const;

/** A fault that names no exception. */
function genericFault(version: SoapVersion, code: string): Reply {
  const namespace = {
    soap11: 'http://schemas.xmlsoap.org/soap/envelope/',
    soap12: 'http://www.w3.org/2003/05/soap-envelope',
  }[version];
  const fault = {
    soap11: `<faultcode>e:${code}</faultcode><faultstring>It failed.</faultstring>`,
    soap12: `<e:Code><e:Value>e:${code}</e:Value></e:Code><e:Reason><e:Text xml:lang="en">It failed.</e:Text></e:Reason>`,
  }[version];
  const body = Buffer.from(
    `<e:Envelope xmlns:e="${namespace}"><e:Body><e:Fault>${fault}</e:Fault></e:Body></e:Envelope>`,
  );
  return readReply(
    { kind: 'response', status: 500, headers: [], body, durationMs: 0 },
    { version },
  );
}

/** Why a demand for a named exception is not decided. */
function reasonOf(reply: Reply): string {
  try {
    expectReply(reply).toFault('ClusterDecommissionedException');
  } catch (error) {
    if (error instanceof Blocked) return error.code;
    throw error;
  }
  return 'decided';
}
