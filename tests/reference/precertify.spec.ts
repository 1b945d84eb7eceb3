import { expect, test } from '@playwright/test';
import { soapVersions } from '../../harness/soap/version.ts';
import { escapeText } from '../../harness/xml/escape.ts';
import { parseAccountCertificate } from '../../harness/xrml/account-certificate.ts';
import { enrollmentKeys } from '../../harness/xrml/chain.ts';
import { cryptographicModes } from '../../harness/xrml/mode.ts';
import { samePublicKey } from '../../harness/xrml/rsa.ts';
import { verifyChain } from '../../harness/xrml/verify-chain.ts';
import { startReferenceServer } from '../../reference/rms/server.ts';
import { announced, at, exceptionOf, type Answer } from './client.ts';
import { principalOf } from './licences.ts';
import {
  askPrecertify,
  certificationNamespace,
  keyPairOf,
  normalState,
  schemaIssues,
  user,
} from './licensing.ts';
import { bothModes, decommissioned, serve } from './serve.ts';

const urlOf = serve(() => [...bothModes(), decommissioned()]);

const ask = (
  content: string,
  deployment = 'mode1',
  version: (typeof soapVersions)[number] = 'soap11',
): Promise<Answer> => askPrecertify(urlOf(deployment), content, version);

const array = (content: string): string => `<requestParams>${content}</requestParams>`;
const params = (content: string): string =>
  array(`<PrecertifyParams>${content}</PrecertifyParams>`);
const userName = (name: string): string => `<UserName>${escapeText(name)}</UserName>`;
const identification = (id: string, mode = 'Windows'): string =>
  `<Identification><AuthenticationMode>${mode}</AuthenticationMode><Id>${id}</Id></Identification>`;

function certificateIn({ text }: Answer): string {
  const found = /<tns:Certificate>(.*)<\/tns:Certificate>/s.exec(text)?.[1];
  if (found === undefined) throw new Error(`Expected a certificate; it is: ${text}`);
  return found;
}

const accountIn = (answer: Answer) => parseAccountCertificate(certificateIn(answer));

for (const version of soapVersions)
  for (const mode of cryptographicModes)
    test(`gives the user's public-key certificate (${mode}, ${version})`, async () => {
      const answer = await ask(params(userName(user(0).emailAddress)), mode, version);
      expect(schemaIssues(answer, 'CertificationService')).toEqual([]);
      const result = at(answer.envelope.content, 'PrecertifyResult');
      expect(answer.envelope.content?.namespace).toBe(certificationNamespace);
      expect(result?.children.map(({ name }) => name)).toEqual(['PrecertifyResponse']);
      expect(announced(answer, certificationNamespace)).toHaveLength(2);

      const state = normalState(mode);
      const account = accountIn(answer);
      expect(account.user).toEqual({
        type: 'Windows',
        id: user(0).SID,
        emailAddress: user(0).emailAddress,
      });
      expect(account.hasFederationPrincipals).toBe(false);
      expect(account.certificate.issuer).toEqual(principalOf(state));
      expect(samePublicKey(account.principal.publicKey, keyPairOf(state).publicKey)).toBe(true);
      const chain = [account.certificate, ...state.SLC];
      expect(verifyChain(chain, [enrollmentKeys(mode).root.publicKey])).toEqual({ valid: true });
    });

test('gives the same key every time, whatever the user is called by', async () => {
  const names = [
    'licensee@assay.example',
    'LICENSEE@ASSAY.EXAMPLE',
    'licensee.alias@assay.example',
  ];
  const requests = [
    ...names.map(userName),
    identification(user(0).SID),
    userName(names[2] ?? '') + identification(user(0).SID),
  ];
  for (const content of requests) {
    const account = accountIn(await ask(params(content)));
    expect(account.user.emailAddress).toBe(user(0).emailAddress);
    expect(account.principal.publicKey).toEqual(keyPairOf(normalState()).publicKey);
  }
  const second = accountIn(await ask(params(userName(user(1).emailAddress))));
  expect(second.principal.publicKey).not.toEqual(keyPairOf(normalState()).publicKey);
});

test('writes unusual characters so that they come back', async () => {
  const { emailAddress, SID } = user(3);
  const answer = await ask(params(userName(emailAddress)));
  expect(accountIn(answer).user).toMatchObject({ id: SID, emailAddress });
  expect(schemaIssues(answer, 'CertificationService')).toEqual([]);
});

test('reads past Email and ProxyAddresses', async () => {
  const content = identification(user(1).SID).replace(
    '</Identification>',
    '<Email>stranger@assay.example</Email><ProxyAddresses><string/></ProxyAddresses></Identification>',
  );
  expect(accountIn(await ask(params(content))).user.id).toBe(user(1).SID);
});

const nullInput = 'System.ArgumentNullException';
const argument = 'Microsoft.DigitalRightsManagement.Core.DRMSArgumentException';
const unauthorized = 'System.UnauthorizedAccessException';
const own = userName(user(0).emailAddress);
const unknownSID = 'S-1-5-21-1-2-3-4';

const refused: Readonly<Record<string, readonly [content: string, exception: string]>> = {
  'no requestParams': ['', nullInput],
  'nil requestParams': ['<requestParams xsi:nil="true"/>', nullInput],
  'nil PrecertifyParams': [array('<PrecertifyParams xsi:nil="1"/>'), nullInput],
  'an empty array': [array(''), argument],
  'two requests': [
    params(own).replace(/<PrecertifyParams>.*<\/PrecertifyParams>/, '$&$&'),
    argument,
  ],
  'neither UserName nor Identification': [params(''), nullInput],
  'both nil': [params('<UserName xsi:nil="1"/><Identification xsi:nil="1"/>'), nullInput],
  'an empty UserName': [params('<UserName/>'), nullInput],
  'a UserName in another namespace': [params('<UserName xmlns="urn:x">a</UserName>'), nullInput],
  'an unknown UserName': [params(userName('nobody@assay.example')), argument],
  'an unknown SID': [params(identification(unknownSID)), argument],
  'a malformed SID': [params(identification('S-1-5-021')), argument],
  'a malformed SID next to a UserName': [params(own + identification('S-2-5-18')), argument],
  'an address as Id': [params(identification(user(0).emailAddress)), argument],
  'an unknown AuthenticationMode': [params(identification(user(0).SID, 'Passport')), argument],
  'an AuthenticationMode in another case': [
    params(identification(user(0).SID, 'windows')),
    argument,
  ],
  'no AuthenticationMode': [
    params(`<Identification><Id>${user(0).SID}</Id></Identification>`),
    argument,
  ],
  'no Id': [
    params('<Identification><AuthenticationMode>Windows</AuthenticationMode></Identification>'),
    nullInput,
  ],
  'no Id next to a UserName': [
    params(
      `${own}<Identification><AuthenticationMode>Windows</AuthenticationMode></Identification>`,
    ),
    nullInput,
  ],
  'two users': [params(own + identification(user(1).SID)), unauthorized],
  'a user and a SID of nobody': [params(own + identification(unknownSID)), unauthorized],
  'a SID and a name of nobody': [
    params(userName('nobody@assay.example') + identification(user(0).SID)),
    unauthorized,
  ],
  'a name and a SID of nobody': [
    params(userName('nobody@assay.example') + identification(unknownSID)),
    argument,
  ],
};

for (const version of soapVersions)
  for (const [name, [content, exception]] of Object.entries(refused))
    test(`refuses ${name} (${version})`, async () => {
      const answer = await ask(content, 'mode1', version);
      expect(exceptionOf(answer)).toBe(exception);
      expect(answer.status).toBe(500);
      expect(schemaIssues(answer, 'CertificationService')).toEqual([]);
    });

test('refuses everything once it is decommissioned', async () => {
  for (const content of [params(own), ''])
    expect(exceptionOf(await ask(content, 'decommissioned'))).toBe(
      'Microsoft.RightsManagementServices.ClusterDecommissionedException',
    );
});

test('what is answered instead of a refusal, and every answer, can be overridden', async () => {
  const broken = await startReferenceServer({
    deployments: [{ name: 'broken', state: normalState() }],
    behaviour: {
      precertifyInsteadOf: refusal => (refusal === 'userUnknown' ? [] : undefined),
      precertifyAnswers: certificate => [certificate, certificate],
      GetUserKeyPair: () => undefined,
    },
  });
  try {
    const url = broken.urls['broken'];
    const unknown = await askPrecertify(url, params(userName('nobody@assay.example')));
    expect(at(unknown.envelope.content, 'PrecertifyResult')?.children).toEqual([]);
    expect(exceptionOf(await askPrecertify(url, params('')))).toBe(nullInput);
    const twice = await askPrecertify(url, params(own));
    expect(at(twice.envelope.content, 'PrecertifyResult')?.children).toHaveLength(2);
    expect(twice.text).not.toBe((await askPrecertify(url, params(own))).text);
  } finally {
    await broken.close();
  }
});
