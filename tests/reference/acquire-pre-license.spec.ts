import { expect, test } from '@playwright/test';
import { soapVersions } from '../../harness/soap/version.ts';
import { issueClientLicensorCertificate } from '../../harness/xrml/client-licensor-certificate.ts';
import { enrollmentKeys } from '../../harness/xrml/chain.ts';
import { sameContentKey } from '../../harness/xrml/content-key.ts';
import { cryptographicModes } from '../../harness/xrml/mode.ts';
import { policyDescriptor } from '../../harness/xrml/policy-descriptor.ts';
import { policyListElement } from '../../harness/xrml/policy-list.ts';
import { generateRsaKeyPair } from '../../harness/xrml/rsa.ts';
import {
  openUseLicense,
  parseUseLicense,
  type UseLicense,
} from '../../harness/xrml/use-license.ts';
import { verifyChain } from '../../harness/xrml/verify-chain.ts';
import { announced, at, exceptionOf, type Answer } from './client.ts';
import { principalOf, serverState } from './licences.ts';
import {
  askLicensing,
  exceptionIn,
  grantingTo,
  keyPairOf,
  licensingNamespace,
  normalState,
  preLicenseParams,
  schemaIssues,
  signedLicense,
  textsOf,
  user,
} from './licensing.ts';
import { bothModes, serve } from './serve.ts';

const [licensee, second, stranger, unusual] = [0, 1, 2, 3].map(index => user(index).emailAddress);
const known = [licensee, second, stranger, unusual].map(address => address ?? '');
const url = serve(() => [
  ...bothModes(),
  {
    name: 'trusting',
    state: {
      ...normalState('mode1', 'trusting'),
      trustedLicensingServers: [normalState('mode1')],
    },
  },
]);

const ask = (
  content: string,
  deployment = 'mode1',
  version: (typeof soapVersions)[number] = 'soap11',
): Promise<Answer> => askLicensing(url(deployment), 'AcquirePreLicense', content, { version });

const licenses = (answer: Answer): string[] => textsOf(answer, 'Licenses');
const useLicenses = (answer: Answer): UseLicense[] => licenses(answer).map(parseUseLicense);
const rightsOf = ({ rights }: UseLicense) =>
  rights.map(({ name, time, interval }) => ({
    name,
    ...(time && { time }),
    ...(interval && { interval }),
  }));

const prefix = 'Microsoft.DigitalRightsManagement.Licensing.';
const noRights = `${prefix}NoRightsForRequestedPrincipalException`;
const invalidLicensee = 'AcquirePreLicenseInvalidLicenseeException';

for (const version of soapVersions)
  for (const mode of cryptographicModes)
    test(`gives a use license that the user opens (${mode}, ${version})`, async () => {
      const state = normalState(mode);
      const { license, key } = grantingTo(state, known[0] ?? '');
      const answer = await ask(preLicenseParams(known.slice(0, 1), license), mode, version);
      expect(schemaIssues(answer, 'LicensingService')).toEqual([]);
      expect(announced(answer, licensingNamespace)).toHaveLength(2);
      const [use] = useLicenses(answer);
      if (use === undefined) throw new Error('There is no license.');
      expect(rightsOf(use)).toEqual([{ name: 'VIEW' }]);
      expect(sameContentKey(openUseLicense(use, keyPairOf(state).privateKey), key)).toBe(true);
      expect(() => openUseLicense(use, keyPairOf(state, 1).privateKey)).toThrow();
      expect(use.licensee).toMatchObject({ idType: 'Windows', id: user(0).SID, name: known[0] });
      expect(use.certificate.issuer).toEqual(principalOf(state));
      const chain = [use.certificate, ...textsOf(answer, 'CertificateChain')];
      expect(chain.slice(1)).toEqual(state.SLC);
      expect(verifyChain(chain, [enrollmentKeys(mode).root.publicKey])).toEqual({ valid: true });
      expect(
        at(
          answer.envelope.content,
          'AcquirePreLicenseResult',
          'AcquirePreLicenseResponse',
        )?.children.map(({ name, children }) => [name, children.length]),
      ).toEqual([
        ['Licenses', 1],
        ['CertificateChain', state.SLC.length],
        ['ReferenceCertificates', 0],
      ]);
    });

test('answers in the order of LicenseeIdentities, errors in place', async () => {
  const { license, key } = grantingTo(normalState(), known[1] ?? '');
  const identities = [
    stranger,
    second,
    'nobody@assay.example',
    undefined,
    '',
    'SECOND.LICENSEE@assay.example',
    unusual,
  ];
  const entries = licenses(await ask(preLicenseParams(identities, license)));
  expect(entries.map(exceptionIn)).toEqual([
    { name: noRights, index: 0 },
    undefined,
    { name: invalidLicensee, index: 2 },
    { name: invalidLicensee, index: 3 },
    { name: invalidLicensee, index: 4 },
    undefined,
    { name: noRights, index: 6 },
  ]);
  const { privateKey } = keyPairOf(normalState(), 1);
  for (const index of [1, 5])
    expect(
      sameContentKey(openUseLicense(parseUseLicense(entries[index] ?? ''), privateKey), key),
    ).toBe(true);
});

test('an exception stands in the namespace of the service, which no schema declares', async () => {
  const { license } = grantingTo(normalState(), known[1] ?? '');
  const answer = await ask(preLicenseParams(known.slice(0, 1), license));
  const issues = schemaIssues(answer, 'LicensingService');
  expect(issues).toHaveLength(1);
  expect(issues[0]?.message).toContain(`{${licensingNamespace}}AcquirePreLicenseException`);
});

test('serves none, fifty, and the same user twice', async () => {
  const { license } = signedLicense(normalState());
  const none = await ask(preLicenseParams([], license));
  expect(licenses(none)).toEqual([]);
  expect(schemaIssues(none, 'LicensingService')).toEqual([]);
  const fifty = Array.from({ length: 50 }, (_, index) => known[index % 4] ?? '');
  const answer = await ask(preLicenseParams(fifty, license));
  expect(schemaIssues(answer, 'LicensingService')).toEqual([]);
  const given = useLicenses(answer);
  expect(given.map(({ licensee: { name } }) => name)).toEqual(fifty);
  const ids = given.map(({ certificate }) => certificate.descriptor?.id);
  expect(new Set(ids).size).toBe(50);
});

test('takes a proxy address, and unusual characters', async () => {
  const { license } = grantingTo(normalState(), 'Licensee.Alias@assay.example');
  const [use] = useLicenses(await ask(preLicenseParams(['LICENSEE@assay.example'], license)));
  expect(use?.licensee.name).toBe(licensee);
  const other = grantingTo(normalState(), unusual ?? '');
  const [given] = useLicenses(await ask(preLicenseParams([unusual], other.license)));
  expect(given?.licensee.name).toBe("o'brien+rms&co@assay.example");
  const odd = ['<&>"', ' licensee@assay.example', 'ü@assay.example', '\u{1f600}', 'x'.repeat(5000)];
  const entries = licenses(await ask(preLicenseParams(odd, license)));
  expect(entries.map(entry => exceptionIn(entry)?.name)).toEqual(odd.map(() => invalidLicensee));
});

test('carries conditions, policies, referral and name; the owner gets OWNER alone', async () => {
  const state = normalState();
  const until = new Date(Math.ceil(Date.now() / 60_000) * 60_000 + 3_600_000);
  const time = { from: new Date(until.getTime() - 86_400_000), until };
  const policies = [
    policyListElement('exclusion', [{ fileName: 'a.exe', minimum: '1.0.0.0', maximum: '2.0.0.0' }]),
    policyListElement('inclusion', []),
  ];
  const descriptor = policyDescriptor('00000000-0000-0000-0000-000000000002', [
    { lcid: 1033, name: 'Policy', description: 'For tests' },
  ]);
  const { license } = signedLicense(state, {
    owner: { type: 'Windows', emailAddress: second ?? '' },
    rights: [
      { name: 'VIEW', principal: { type: 'Internal', id: 'Anyone' }, time },
      { name: 'PRINT', principal: { type: 'Windows', id: user(0).SID }, time: { days: 5 } },
    ],
    policies,
    descriptor,
    referral: { address: 'mailto:author@example.com', name: 'Author & co' },
  });
  const answer = await ask(preLicenseParams([licensee, second], license));
  expect(schemaIssues(answer, 'LicensingService')).toEqual([]);
  const [reader, owner] = useLicenses(answer);
  expect(reader && rightsOf(reader)).toEqual([
    { name: 'VIEW', time },
    { name: 'PRINT', time: { days: 5 } },
  ]);
  expect(owner && rightsOf(owner)).toEqual([{ name: 'OWNER' }]);
  for (const use of [reader, owner]) {
    expect(use?.policies).toEqual(policies);
    expect(use?.certificate.descriptor?.name).toBe(descriptor.name);
  }
  for (const part of [
    /<OWNER>.*?<\/OWNER>/,
    /<DISTRIBUTIONPOINT><OBJECT type="Referral-Info">.*?<\/DISTRIBUTIONPOINT>/,
  ])
    expect(licenses(answer)[0]).toContain(part.exec(license)?.[0] ?? 'missing');
});

test('outside the PRECONDITIONLIST the owner alone gets a license', async () => {
  const { license } = signedLicense(normalState(), {
    owner: { type: 'Windows', emailAddress: second ?? '' },
    rights: [{ name: 'VIEW', principal: { type: 'Internal', id: 'Anyone' } }],
    rightsValidity: { from: new Date('2020-01-01'), until: new Date('2021-01-01') },
  });
  const entries = licenses(await ask(preLicenseParams([licensee, second], license)));
  expect(exceptionIn(entries[0] ?? '')).toEqual({
    name: `${prefix}IssuanceLicenseIsNotWithinValidTimeRangeException`,
    index: 0,
  });
  expect(rightsOf(parseUseLicense(entries[1] ?? ''))).toEqual([{ name: 'OWNER' }]);
});

test('a server that trusts another opens its licenses and issues in its own name', async () => {
  const trusting = normalState('mode1', 'trusting');
  const { license, key } = grantingTo(normalState(), licensee ?? '');
  const answer = await ask(preLicenseParams([licensee], license), 'trusting');
  const [use] = useLicenses(answer);
  if (use === undefined) throw new Error('There is no license.');
  expect(use.certificate.issuer).toEqual(principalOf(trusting));
  expect(sameContentKey(openUseLicense(use, keyPairOf(trusting).privateKey), key)).toBe(true);
  const chain = [use.certificate, ...textsOf(answer, 'CertificateChain')];
  expect(verifyChain(chain, [enrollmentKeys('mode1').root.publicKey])).toEqual({ valid: true });
});

test('answers every AcquirePreLicenseParams, and only the leaf of a chain counts', async () => {
  const one = grantingTo(normalState(), licensee ?? '');
  const other = grantingTo(normalState(), second ?? '');
  const content =
    preLicenseParams([licensee], one.license, ...normalState().SLC) +
    preLicenseParams([licensee, second], other.license);
  const answer = await ask(content.replace('</RequestParams><RequestParams>', ''));
  const entries = licenses(answer);
  expect(entries.map(entry => exceptionIn(entry)?.name)).toEqual([undefined, noRights, undefined]);
  expect(at(answer.envelope.content, 'AcquirePreLicenseResult')?.children).toHaveLength(2);
});

test('takes what was published offline when the client licensor certificate comes with it', async () => {
  const state = normalState();
  const publisher = generateRsaKeyPair(1024);
  const account = {
    objectType: 'Group-Identity',
    idType: 'Windows',
    id: user(1).SID,
    name: second ?? '',
    publicKey: keyPairOf(state, 1).publicKey,
    securityLevels: [],
  };
  const issue = (signer: typeof state): string =>
    issueClientLicensorCertificate({
      mode: 'mode1',
      issuer: principalOf(signer),
      signWith: signer.keyPair,
      account,
      publicKey: publisher.publicKey,
      privateKey: publisher.privateKey,
      urls: { intranet: 'http://localhost/_wmcs/licensing' },
      issuancePeriod: { from: new Date('2020-01-01'), until: new Date('2099-01-01') },
    });
  const { license } = signedLicense(state, {
    issuer: { ...account, publicKey: publisher.publicKey },
    signWith: publisher,
  });
  const answers = [
    await ask(preLicenseParams([licensee], license, issue(state))),
    await ask(preLicenseParams([licensee], license)),
    await ask(preLicenseParams([licensee], license, issue(serverState('mode1', 'other')))),
  ];
  const signature = `${prefix}InvalidRightsLabelSignatureException`;
  expect(useLicenses(answers[0] as Answer)).toHaveLength(1);
  expect(answers.slice(1).map(exceptionOf)).toEqual([signature, signature]);
});
