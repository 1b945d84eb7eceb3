import { expect, test } from '@playwright/test';
import {
  issueAccountCertificate,
  issueUserPublicKeyCertificate,
  parseAccountCertificate,
} from '../../harness/xrml/account-certificate.ts';
import { parseCertificate } from '../../harness/xrml/certificate.ts';
import { issueClientLicensorCertificate } from '../../harness/xrml/client-licensor-certificate.ts';
import { EnablingBitsError } from '../../harness/xrml/enabling-bits-error.ts';
import { openIssuedPrivateKey } from '../../harness/xrml/issued-private-key.ts';
import { cryptographicModes, modes, type CryptographicMode } from '../../harness/xrml/mode.ts';
import { XrmlError } from '../../harness/xrml/xrml-error.ts';
import { accountRequest, clientLicensorRequest } from './issued.ts';
import { testKey } from './keys.ts';

for (const mode of cryptographicModes) {
  const bits = modes[mode].keyBits;

  test(`${mode}: machine opens RAC, account opens CLC`, () => {
    const { rac, clc } = issue(mode);
    const account = openIssuedPrivateKey(
      parseCertificate(rac),
      testKey(bits, 'machine').privateKey,
    );
    expect(account.privateKey.equals(testKey(bits, 'user').privateKey)).toBe(true);
    const licensor = openIssuedPrivateKey(parseCertificate(clc), account.privateKey);
    expect(licensor.publicKey).toEqual(testKey(bits, 'client-licensor').publicKey);
    expect(licensor.privateKey.equals(testKey(bits, 'client-licensor').privateKey)).toBe(true);
  });

  test(`${mode}: nobody else opens them`, () => {
    const { rac, clc } = issue(mode);
    for (const xml of [rac, clc])
      for (const role of ['server', 'other', 'client-licensor'])
        expect(() =>
          openIssuedPrivateKey(parseCertificate(xml), testKey(bits, role).privateKey),
        ).toThrow(EnablingBitsError);
  });
}

test('the hash is taken over ISSUER as written', () => {
  const { privateKey } = testKey(1024, 'machine');
  const { rac } = issue('mode1');
  const renamed = parseCertificate(rac.replace('<NAME>ASSAY</NAME>', '<NAME>OTHER</NAME>'));
  expect(() => openIssuedPrivateKey(renamed, privateKey)).toThrow('their hash differs');
  const spaced = parseCertificate(rac.replace('<ISSUER>', '<ISSUER >'));
  expect(() => openIssuedPrivateKey(spaced, privateKey)).toThrow('their hash differs');
});

test('a private key other than that of the issued public key is refused', () => {
  const { privateKey } = testKey(1024, 'other');
  const rac = parseCertificate(issueAccountCertificate({ ...accountRequest('mode1'), privateKey }));
  const open = (): unknown => openIssuedPrivateKey(rac, testKey(1024, 'machine').privateKey);
  expect(open).toThrow(XrmlError);
  expect(open).toThrow('not that of the issued public key');
});

test('a user public-key certificate has no private key to open', () => {
  const certificate = parseCertificate(issueUserPublicKeyCertificate(accountRequest('mode1')));
  expect(() => openIssuedPrivateKey(certificate, testKey(1024, 'machine').privateKey)).toThrow(
    'no ENABLINGBITS',
  );
});

function issue(mode: CryptographicMode): { readonly rac: string; readonly clc: string } {
  const rac = issueAccountCertificate(accountRequest(mode));
  const { principal } = parseAccountCertificate(rac);
  return { rac, clc: issueClientLicensorCertificate(clientLicensorRequest(mode, principal)) };
}
