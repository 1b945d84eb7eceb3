import { expect, test } from '@playwright/test';
import { soapVersions } from '../../harness/soap/version.ts';
import { conforming } from '../../reference/rms/behaviour.ts';
import { startReferenceServer } from '../../reference/rms/server.ts';
import { at, exceptionOf, type Answer } from './client.ts';
import { licenseFor, principalOf, serverState } from './licences.ts';
import {
  askLicensing,
  certificates,
  exceptionIn,
  grantingTo,
  normalState,
  preLicenseParams,
  schemaIssues,
  signedLicense,
  strings,
  textsOf,
  user,
} from './licensing.ts';
import { decommissioned, serve } from './serve.ts';

const [licensee, second, stranger] = [0, 1, 2].map(index => user(index).emailAddress);
const url = serve(() => [{ name: 'mode1', state: normalState() }, decommissioned()]);

const ask = (
  content: string,
  deployment = 'mode1',
  version: (typeof soapVersions)[number] = 'soap11',
): Promise<Answer> => askLicensing(url(deployment), 'AcquirePreLicense', content, { version });

const prefix = 'Microsoft.DigitalRightsManagement.Licensing.';
const noRights = `${prefix}NoRightsForRequestedPrincipalException`;
const invalidLicensee = 'AcquirePreLicenseInvalidLicenseeException';
const nullInput = 'System.ArgumentNullException';

const good = (): string => signedLicense(normalState()).license;
const params = (content: string): string =>
  `<RequestParams><AcquirePreLicenseParams>${content}</AcquirePreLicenseParams></RequestParams>`;
const identities = `<LicenseeIdentities>${strings([licensee])}</LicenseeIdentities>`;

const missing: Readonly<Record<string, () => string>> = {
  'no RequestParams': () => '',
  'nil RequestParams': () => '<RequestParams xsi:nil="true"/>',
  'empty RequestParams': () => '<RequestParams/>',
  'a nil AcquirePreLicenseParams': () =>
    '<RequestParams><AcquirePreLicenseParams xsi:nil="1"/></RequestParams>',
  'no LicenseeIdentities': () => params(certificates('IssuanceLicense', [good()])),
  'nil LicenseeIdentities': () =>
    params(`<LicenseeIdentities xsi:nil="1"/>${certificates('IssuanceLicense', [good()])}`),
  'no IssuanceLicense': () => params(identities),
  'a nil IssuanceLicense': () => params(`${identities}<IssuanceLicense xsi:nil="1"/>`),
  'an empty IssuanceLicense': () => params(`${identities}<IssuanceLicense/>`),
  'a nil Certificate': () =>
    params(`${identities}<IssuanceLicense><Certificate xsi:nil="1"/></IssuanceLicense>`),
  'an empty Certificate': () =>
    params(`${identities}<IssuanceLicense><Certificate> </Certificate></IssuanceLicense>`),
};

for (const version of soapVersions)
  for (const [name, content] of Object.entries(missing))
    test(`refuses ${name} as null input (${version})`, async () => {
      const answer = await ask(content(), 'mode1', version);
      expect(exceptionOf(answer)).toBe(nullInput);
      expect(schemaIssues(answer, 'LicensingService')).toEqual([]);
    });

const unspecified = 'Microsoft.DigitalRightsManagement.Utilities.UnspecifiedErrorException';
const spoiled: Readonly<Record<string, readonly [license: () => string, exception: string]>> = {
  'an unsigned license': [
    () => licenseFor(normalState()).license,
    `${prefix}InvalidRightsLabelSignatureException`,
  ],
  'a license that was changed': [
    () => good().replace('author@example.com', 'reader@example.com'),
    `${prefix}InvalidRightsLabelSignatureException`,
  ],
  'a license that a stranger signed': [
    () => {
      const other = serverState('mode1', 'other');
      return signedLicense(normalState(), {
        issuer: principalOf(other),
        signWith: other.keyPair,
      }).license;
    },
    `${prefix}InvalidRightsLabelSignatureException`,
  ],
  "another server's license": [
    () => signedLicense(serverState('mode1', 'other')).license,
    `${prefix}RightsLabelNoMatchingIssuedPrincipalException`,
  ],
  "the server's ID with another key": [
    () => {
      const server = {
        ...principalOf(serverState('mode1', 'other')),
        id: principalOf(normalState()).id,
      };
      const { keyPair } = normalState();
      return signedLicense(normalState(), {
        server,
        issuer: principalOf(normalState()),
        signWith: keyPair,
      }).license;
    },
    `${prefix}RightsLabelNoMatchingIssuedPrincipalException`,
  ],
  'a license of the other mode': [
    () => signedLicense(normalState('mode2')).license,
    `${prefix}RightsLabelNoMatchingIssuedPrincipalException`,
  ],
  'a hash of the other mode': [
    () => signedLicense(normalState(), { mode: 'mode2' }).license,
    `${prefix}RightsLabelNoMatchingIssuedPrincipalException`,
  ],
  'a license that has expired': [
    () =>
      signedLicense(normalState(), {
        validity: { from: new Date('2020-01-01'), until: new Date('2021-01-01') },
      }).license,
    `${prefix}IssuanceLicenseIsNotWithinValidTimeRangeException`,
  ],
  'a license that is not valid yet': [
    () =>
      signedLicense(normalState(), {
        validity: { from: new Date('2098-01-01'), until: new Date('2099-01-01') },
      }).license,
    `${prefix}IssuanceLicenseIsNotWithinValidTimeRangeException`,
  ],
  'rights data that are none': [
    () => signedLicense(normalState(), { rightsData: '<XrML/>' }).license,
    unspecified,
  ],
  'what is no XrML': [() => '<x xmlns=""/>', unspecified],
};

for (const [name, [license, exception]] of Object.entries(spoiled))
  test(`refuses ${name} for the request as a whole`, async () => {
    const answer = await ask(preLicenseParams([licensee, 'nobody@assay.example'], license()));
    expect(exceptionOf(answer)).toBe(exception);
  });

test('refuses everything once it is decommissioned', async () => {
  for (const content of [preLicenseParams([licensee], good()), ''])
    expect(exceptionOf(await ask(content, 'decommissioned'))).toBe(
      'Microsoft.RightsManagementServices.ClusterDecommissionedException',
    );
});

test('each rule can be broken alone', async () => {
  const { license } = grantingTo(normalState(), licensee ?? '');
  const broken = await startReferenceServer({
    deployments: [{ name: 'broken', state: normalState() }],
    behaviour: {
      preLicenses: entries => entries.toReversed(),
      preLicenseBatchIndex: index => index + 1,
      preLicenseErrorIsInPlace: refusal => refusal !== 'licenseeInvalid',
      preLicenseReferences: () => undefined,
      preLicenseInsteadOf: refusal => (refusal === 'licenseesAbsent' ? [] : undefined),
      principalMatches: (principal, claimant) =>
        claimant.emailAddresses.includes(second ?? '') ||
        conforming.principalMatches(principal, claimant),
    },
  });
  try {
    const asked = (content: string) =>
      askLicensing(broken.urls['broken'], 'AcquirePreLicense', content);
    const answer = await asked(preLicenseParams([stranger, second, licensee], license));
    expect(textsOf(answer, 'Licenses').map(exceptionIn)).toEqual([
      undefined,
      undefined,
      { name: noRights, index: 1 },
    ]);
    expect(answer.text).not.toContain('ReferenceCertificates');
    const unknown = await asked(preLicenseParams(['nobody@assay.example'], license));
    expect(exceptionOf(unknown)).toBe(invalidLicensee);
    const instead = await asked(params(certificates('IssuanceLicense', [license])));
    expect(at(instead.envelope.content, 'AcquirePreLicenseResult')?.children).toEqual([]);
  } finally {
    await broken.close();
  }
});
