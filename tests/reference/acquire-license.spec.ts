import { expect, test } from '@playwright/test';
import { soapVersions } from '../../harness/soap/version.ts';
import {
  issueAccountCertificate,
  issueUserPublicKeyCertificate,
  type AccountCertificateRequest,
} from '../../harness/xrml/account-certificate.ts';
import { enrollmentKeys } from '../../harness/xrml/chain.ts';
import { sameContentKey } from '../../harness/xrml/content-key.ts';
import { cryptographicModes } from '../../harness/xrml/mode.ts';
import { openUseLicense, parseUseLicense } from '../../harness/xrml/use-license.ts';
import { verifyChain } from '../../harness/xrml/verify-chain.ts';
import type { ServerState } from '../../reference/rms/state.ts';
import { at, exceptionOf, type Answer } from './client.ts';
import { licenseFor, principalOf, serverState } from './licences.ts';
import {
  askLicensing,
  certificates,
  exceptionIn,
  grantingTo,
  keyPairOf,
  licensingNamespace,
  normalState,
  schemaIssues,
  signedLicense,
  textsOf,
  user,
} from './licensing.ts';
import { bothModes, decommissioned, serve } from './serve.ts';

const urlOf = serve(() => [
  ...bothModes(),
  decommissioned(),
  {
    name: 'trusting',
    state: {
      ...normalState('mode1', 'trusting'),
      trustedLicensingServers: [normalState('mode1')],
    },
  },
]);

interface How {
  deployment?: string;
  version?: (typeof soapVersions)[number];
  maximum?: string;
}

const ask = (content: string, { deployment = 'mode1', ...how }: How = {}): Promise<Answer> =>
  askLicensing(urlOf(deployment), 'AcquireLicense', content, how);

/** The account certificate of a user, whose key the server keeps. */
function accountOf(
  state: ServerState,
  index = 0,
  change: Partial<AccountCertificateRequest> = {},
): string {
  return issueUserPublicKeyCertificate({
    mode: state.cryptographicMode,
    issuer: principalOf(state),
    signWith: state.keyPair,
    user: { type: 'Windows', id: user(index).SID, emailAddress: user(index).emailAddress },
    publicKey: keyPairOf(state, index).publicKey,
    ...change,
  });
}

const params = (account: readonly string[], license: readonly string[], data = ''): string =>
  `<AcquireLicenseParams>${certificates('LicenseeCerts', account)}` +
  `${license.length > 0 ? certificates('IssuanceLicense', license) : ''}${data}</AcquireLicenseParams>`;
const request = (...entries: string[]): string =>
  `<RequestParams>${entries.join('')}</RequestParams>`;

const prefix = 'Microsoft.DigitalRightsManagement.Licensing.';
const nullInput = 'System.ArgumentNullException';
const granting = (index = 0) => grantingTo(normalState(), user(index).emailAddress);

for (const version of soapVersions)
  for (const mode of cryptographicModes)
    test(`gives a use license with its chain (${mode}, ${version})`, async () => {
      const state = normalState(mode);
      const { license, key } = signedLicense(state);
      const account = accountOf(state);
      const data = '<ApplicationData><x xmlns=""/></ApplicationData>';
      const answer = await ask(request(params([account, ...state.SLC], [license], data)), {
        deployment: mode,
        version,
      });
      const [leaf = '', ...above] = textsOf(answer, 'CertificateChain');
      expect(schemaIssues(answer, 'LicensingService')).toEqual([]);
      expect(above).toEqual(state.SLC);
      expect(verifyChain([leaf, ...above], [enrollmentKeys(mode).root.publicKey])).toEqual({
        valid: true,
      });
      const use = parseUseLicense(leaf);
      expect(use.rights.map(({ name }) => name)).toEqual(['VIEW']);
      expect(sameContentKey(openUseLicense(use, keyPairOf(state).privateKey), key)).toBe(true);
      expect(
        at(answer.envelope.content, 'AcquireLicenseResult', 'AcquireLicenseResponse')?.children.map(
          ({ name, children }) => [name, children.length],
        ),
      ).toEqual([
        ['CertificateChain', 1 + state.SLC.length],
        ['ReferenceCertificates', 0],
      ]);
    });

test('serves a RAC as it serves a public-key certificate, and finds the user’s other addresses', async () => {
  const state = normalState();
  const { publicKey, privateKey } = keyPairOf(state, 1);
  const machine = { ...principalOf(state), publicKey };
  const RAC = issueAccountCertificate({
    mode: 'mode1',
    issuer: principalOf(state),
    signWith: state.keyPair,
    user: { type: 'Windows', id: user(0).SID, emailAddress: user(0).emailAddress },
    publicKey,
    machine,
    privateKey,
  });
  const { license, key } = grantingTo(state, 'licensee.alias@assay.example');
  const [leaf = ''] = textsOf(await ask(request(params([RAC], [license]))), 'CertificateChain');
  expect(sameContentKey(openUseLicense(parseUseLicense(leaf), privateKey), key)).toBe(true);
});

test('a server that trusts another takes its licenses and its account certificates', async () => {
  const { license } = granting();
  const trusting = normalState('mode1', 'trusting');
  for (const account of [accountOf(normalState()), accountOf(trusting)]) {
    const answer = await ask(request(params([account], [license])), { deployment: 'trusting' });
    const [leaf = '', ...above] = textsOf(answer, 'CertificateChain');
    expect(parseUseLicense(leaf).certificate.issuer).toEqual(principalOf(trusting));
    expect(above).toEqual(trusting.SLC);
  }
});

test('answers several, with the license that came last and errors in place', async () => {
  const accounts = [0, 1].map(index => accountOf(normalState(), index));
  const [first = '', second = ''] = accounts;
  const entries = [
    params([first], [granting(0).license]),
    params([second], []),
    params([second], [granting(1).license]),
    params([second], []),
    params([second.replace(user(1).emailAddress, 'x@assay.example')], []),
    params([first], [licenseFor(normalState()).license]),
    params([], []),
  ];
  const answer = await ask(request(...entries));
  const result = at(answer.envelope.content, 'AcquireLicenseResult');
  const exceptions = [
    ...answer.text.matchAll(
      /<tns:AcquireLicenseResponse><tns:CertificateChain><tns:Certificate>(.*?)<\/tns:Certificate>/g,
    ),
  ].map(([, entry = '']) => exceptionIn(entry));
  expect(exceptions).toEqual([
    undefined,
    { name: `${prefix}NoRightsForRequestedPrincipalException`, index: 1 },
    undefined,
    undefined,
    { name: `${prefix}InvalidPersonaCertSignatureException`, index: 4 },
    { name: `${prefix}InvalidRightsLabelSignatureException`, index: 5 },
    { name: nullInput, index: 6 },
  ]);
  expect(result?.children).toHaveLength(entries.length);
  const exception = at(result?.children[1], 'CertificateChain', 'Certificate')?.children[0];
  expect([exception?.name, exception?.namespace]).toEqual([
    'AcquireLicenseException',
    licensingNamespace,
  ]);
});

test('several at once need version 1.1.0.0', async () => {
  const entry = params([accountOf(normalState())], [granting().license]);
  for (const maximum of ['1.1.0.0', '1.2.0.0'])
    expect((await ask(request(entry, entry), { maximum })).status).toBe(200);
  for (const maximum of ['1.0.0.0', '1.0.9.9']) {
    expect(exceptionOf(await ask(request(entry, entry), { maximum }))).toBe(
      'Microsoft.DigitalRightsManagement.Core.DRMSArgumentException',
    );
    expect((await ask(request(entry), { maximum })).status).toBe(200);
  }
});

const account = (): string => accountOf(normalState());
const other = (): ServerState => serverState('mode1', 'other');
const past = { from: new Date('2020-01-01'), until: new Date('2021-01-01') };

const refused: Readonly<Record<string, readonly [content: () => string, exception: string]>> = {
  'no RequestParams': [() => '', nullInput],
  'nil RequestParams': [() => '<RequestParams xsi:nil="1"/>', nullInput],
  'empty RequestParams': [() => request(), nullInput],
  'nil AcquireLicenseParams': [() => request('<AcquireLicenseParams xsi:nil="1"/>'), nullInput],
  'no LicenseeCerts': [
    () =>
      request(
        `<AcquireLicenseParams>${certificates('IssuanceLicense', [granting().license])}</AcquireLicenseParams>`,
      ),
    nullInput,
  ],
  'empty LicenseeCerts': [() => request(params([], [granting().license])), nullInput],
  'an empty account certificate': [() => request(params([''], [granting().license])), nullInput],
  'no IssuanceLicense': [() => request(params([account()], [])), nullInput],
  'no IssuanceLicense in the first of two': [
    () => request(params([account()], []), params([account()], [granting().license])),
    nullInput,
  ],
  'an account that was changed': [
    () =>
      request(
        params(
          [account().replace('licensee@', 'licensed@')],
          [signedLicense(normalState()).license],
        ),
      ),
    `${prefix}InvalidPersonaCertSignatureException`,
  ],
  'an account that has expired': [
    () => request(params([accountOf(normalState(), 0, { validity: past })], [granting().license])),
    `${prefix}InvalidPersonaCertTimeException`,
  ],
  'an account of a stranger': [
    () => request(params([accountOf(other())], [granting().license])),
    `${prefix}UntrustedPersonaCertException`,
  ],
  'an account of the other mode': [
    () => request(params([accountOf(normalState('mode2'))], [granting().license])),
    'Microsoft.DigitalRightsManagement.Cryptography.UnsupportedCryptographicSetException',
  ],
  'a federated account': [
    () =>
      request(
        params(
          [
            accountOf(normalState(), 0, {
              user: { type: 'Federation', id: '{1}', emailAddress: user(0).emailAddress },
            }),
          ],
          [granting().license],
        ),
      ),
    `${prefix}UnexpectedPersonaCertException`,
  ],
  'a server certificate as account': [
    () => request(params([...normalState().SLC], [granting().license])),
    `${prefix}UnexpectedPersonaCertException`,
  ],
  'text as account': [
    () => request(params(['text'], [granting().license])),
    `${prefix}UnexpectedPersonaCertException`,
  ],
  'a user without rights': [
    () => request(params([account()], [granting(1).license])),
    `${prefix}NoRightsForRequestedPrincipalException`,
  ],
  'a license that was changed': [
    () => request(params([account()], [granting().license.replace('author@', 'reader@')])),
    `${prefix}InvalidRightsLabelSignatureException`,
  ],
  "another server's license": [
    () => request(params([account()], [signedLicense(other()).license])),
    `${prefix}RightsLabelNoMatchingIssuedPrincipalException`,
  ],
  'a license that has expired': [
    () => request(params([account()], [signedLicense(normalState(), { validity: past }).license])),
    `${prefix}IssuanceLicenseIsNotWithinValidTimeRangeException`,
  ],
  'too much ApplicationData': [
    () =>
      request(
        params(
          [account()],
          [granting().license],
          `<ApplicationData>${'x'.repeat(102_400)}</ApplicationData>`,
        ),
      ),
    'Microsoft.DigitalRightsManagement.Utilities.UnspecifiedErrorException',
  ],
};

for (const [name, [content, exception]] of Object.entries(refused))
  test(`refuses ${name}`, async () => {
    const answer = await ask(content());
    expect(exceptionOf(answer)).toBe(exception);
    expect(schemaIssues(answer, 'LicensingService')).toEqual([]);
  });

test('refuses everything once it is decommissioned', async () => {
  const content = request(params([account()], [granting().license]));
  expect(exceptionOf(await ask(content, { deployment: 'decommissioned' }))).toBe(
    'Microsoft.RightsManagementServices.ClusterDecommissionedException',
  );
});
