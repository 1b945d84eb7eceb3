import { expect, test } from '@playwright/test';
import {
  issueAccountCertificate,
  parseAccountCertificate,
} from '../../harness/xrml/account-certificate.ts';
import { parseCertificate } from '../../harness/xrml/certificate.ts';
import {
  issueClientLicensorCertificate,
  parseClientLicensorCertificate,
  type ClientLicensorCertificate,
} from '../../harness/xrml/client-licensor-certificate.ts';
import { cryptographicModes, modes, type CryptographicMode } from '../../harness/xrml/mode.ts';
import { parseXrml } from '../../harness/xrml/node.ts';
import type { Principal } from '../../harness/xrml/principal.ts';
import { verifySignature } from '../../harness/xrml/signature.ts';
import { XrmlError } from '../../harness/xrml/xrml-error.ts';
import { genuine } from './genuine.ts';
import {
  accountRequest,
  clientLicensorRequest,
  elementPaths,
  expectBodySigned,
  expectRefusal,
  issuedAt,
  serverOf,
  withoutSealedKey,
  type Damage,
} from './issued.ts';
import { testKey } from './keys.ts';
import { schemaErrors } from './xrml-schema.ts';

for (const mode of cryptographicModes)
  test(`${mode}: a CLC matches the schema, is signed, and reads back`, () => {
    const request = clientLicensorRequest(mode, accountOf(mode));
    const xml = issueClientLicensorCertificate(request);
    expect(schemaErrors(xml)).toBe('');
    const { certificate, principal, ...rest } = parseClientLicensorCertificate(xml);
    expect(verifySignature(certificate)).toEqual({ valid: true });
    expect(rest).toEqual({
      user: accountRequest(mode).user,
      urls: request.urls,
      issuancePeriod: request.issuancePeriod,
    });
    expect(principal).toEqual({
      ...request.account,
      publicKey: request.publicKey,
      securityLevels: [],
    });
    expect(certificate.issuer).toEqual(serverOf(mode).principal);
    expect(certificate).toMatchObject({
      bodyType: 'LICENSE',
      issuedTime: issuedAt,
      descriptor: {
        objectType: 'Client-Licensor-Certificate',
        idType: 'MS-GUID',
        id: '{1c4a57b8-94cd-4174-b555-881d705ee5b5}',
      },
      enablingBits: { type: modes[mode].enablingBits },
      signature: { algorithm: modes[mode].hashAlgorithm, bits: modes[mode].keyBits },
    });
    expect(certificate.validity).toBeUndefined();
  });

test('a CLC has the elements and attributes of the genuine one, in its order', () => {
  const request = clientLicensorRequest('mode1', accountOf('mode1'));
  const built = parseXrml(issueClientLicensorCertificate(request));
  const original = parseXrml(genuine('clc'));
  // The genuine one puts DIGEST before ALGORITHM in SIGNATURE, the template of 2.2.9.1.12 after it.
  const paths = (root: typeof built): readonly string[] =>
    elementPaths(root).filter(path => !path.includes('/SIGNATURE/'));
  expect(paths(built)).toEqual(paths(original));
  expect([...elementPaths(built)].sort()).toEqual([...elementPaths(original)].sort());
});

test('what the genuine CLC states, issued anew, gives its body, but for the keys that nobody has', () => {
  const { certificate, principal, urls, issuancePeriod } = parseClientLicensorCertificate(
    genuine('clc'),
  );
  const server = testKey(1024);
  const body = parseCertificate(
    issueClientLicensorCertificate({
      mode: 'mode1',
      issuer: { ...certificate.issuer, publicKey: server.publicKey },
      signWith: server,
      account: parseAccountCertificate(genuine('rac')).principal,
      publicKey: principal.publicKey,
      privateKey: testKey(1024, 'client-licensor').privateKey,
      urls,
      issuancePeriod,
      issuedTime: certificate.issuedTime,
      guid: certificate.descriptor?.id ?? '',
    }),
  ).bodyText;
  const modulus = /(<ISSUER>.*?size="1024">)[^<]*/;
  expect(withoutSealedKey(body).replace(modulus, '$1')).toBe(
    withoutSealedKey(certificate.bodyText).replace(modulus, '$1'),
  );
});

test('build, parse, build gives the same body but for the sealed key', () => {
  const first = issueClientLicensorCertificate(clientLicensorRequest('mode2', accountOf('mode2')));
  const parsed = parseClientLicensorCertificate(first);
  const again = issueClientLicensorCertificate({
    ...clientLicensorRequest('mode2', accountOf('mode2')),
    ...requestOf(parsed),
  });
  const body = parseCertificate(again).bodyText;
  expect(body).not.toBe(parsed.certificate.bodyText);
  expect(withoutSealedKey(body)).toBe(withoutSealedKey(parsed.certificate.bodyText));
});

test('aliases of a federated user are copied from the RAC', () => {
  const account = { ...accountOf('mode1'), idType: 'Federation', aliases: ['other@assay.example'] };
  const xml = issueClientLicensorCertificate(clientLicensorRequest('mode1', account));
  expect(schemaErrors(xml)).toBe('');
  expect(parseClientLicensorCertificate(xml).user.aliases).toEqual(['other@assay.example']);
});

test('without an extranet URL there is one DISTRIBUTIONPOINT', () => {
  const urls = { intranet: 'http://127.0.0.1/licensing' };
  const request = { ...clientLicensorRequest('mode1', accountOf('mode1')), urls };
  const xml = issueClientLicensorCertificate(request);
  expect(xml.split('<DISTRIBUTIONPOINT>').length).toBe(2);
  expect(parseClientLicensorCertificate(xml).urls).toEqual(urls);
});

test('a key that is not the issuer’s cannot sign', () => {
  const request = clientLicensorRequest('mode1', accountOf('mode1'));
  const signWith = testKey(1024, 'other');
  expect(() => issueClientLicensorCertificate({ ...request, signWith })).toThrow(XrmlError);
});

test('a changed byte of the body breaks the signature or the document', () => {
  expectBodySigned(
    issueClientLicensorCertificate(clientLicensorRequest('mode1', accountOf('mode1'))),
  );
});

const refused: Readonly<Record<string, Damage>> = {
  'another DESCRIPTOR': ['"Client-Licensor-Certificate"', '"Group-Identity"', 'Group-Identity'],
  'no ISSUEDPRINCIPALS': [/<ISSUEDPRINCIPALS>.*<\/ISSUEDPRINCIPALS>/, '', 'ISSUEDPRINCIPALS'],
  'another right': ['name="ISSUE"', 'name="VIEW"', 'right ISSUE'],
  'no RANGETIME': [/<TIME>.*<\/TIME>/, '', 'RANGETIME'],
  'no ENABLINGBITS': [/<ENABLINGBITS.*<\/ENABLINGBITS>/, '', 'ENABLINGBITS'],
  'no intranet DISTRIBUTIONPOINT': ['"License-Acquisition-URL"', '"Activation"', 'License-Acq'],
  'no NAME': ['<NAME>owner@contoso.com</NAME>', '', 'lacks'],
};

for (const [what, damage] of Object.entries(refused))
  test(`a CLC with ${what} is refused`, () => {
    expectRefusal(parseClientLicensorCertificate, genuine('clc'), damage);
  });

function accountOf(mode: CryptographicMode): Principal {
  return parseAccountCertificate(issueAccountCertificate(accountRequest(mode))).principal;
}

function requestOf({ certificate, principal, urls, issuancePeriod }: ClientLicensorCertificate) {
  return {
    issuer: certificate.issuer,
    publicKey: principal.publicKey,
    urls,
    issuancePeriod,
    issuedTime: certificate.issuedTime,
    guid: certificate.descriptor?.id ?? '',
  };
}
