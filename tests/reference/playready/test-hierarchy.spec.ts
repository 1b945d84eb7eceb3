import { randomBytes } from 'node:crypto';
import { expect, test } from '@playwright/test';
import {
  readCertificateChain,
  verifyCertificateChain,
} from '../../../harness/playready/certificate-chain.ts';
import { protocols } from '../../../harness/playready/namespaces.ts';
import { publicKeyBytes } from '../../../harness/playready/p256.ts';
import { verifySigned, writeSignature } from '../../../harness/playready/signature.ts';
import {
  createTestHierarchy,
  testHierarchy,
  type TestChain,
} from '../../../reference/playready/test-hierarchy.ts';

const hierarchy = createTestHierarchy();
const meteringId = new Uint8Array(randomBytes(16));
const url = 'http://127.0.0.1:1/rightsmanager.asmx';

const chains: Readonly<Record<string, TestChain>> = {
  'server signing': hierarchy.serverSigning,
  domain: hierarchy.domain,
  metering: hierarchy.metering({ meteringId, url }),
};

for (const [name, { bytes, privateKey, publicKey }] of Object.entries(chains))
  test(`the ${name} chain verifies up to the root, and all of it says that it is a test`, () => {
    const chain = readCertificateChain(bytes);
    expect(verifyCertificateChain(chain)).toEqual({ valid: true });
    expect(chain.certificates).toHaveLength(2);
    for (const { manufacturer } of chain.certificates)
      expect(manufacturer).toEqual(['Assay TEST', expect.stringMatching(/^Assay TEST [A-Z]/), '1']);
    expect(Buffer.from(chain.certificates.at(-1)?.issuerKey ?? [])).toEqual(
      Buffer.from(hierarchy.rootKey),
    );
    expect(chain.certificates[0].publicKeys.map(key => Buffer.from(key))).toEqual([
      Buffer.from(publicKey),
    ]);
    expect(publicKeyBytes(privateKey)).toEqual(publicKey);
  });

test('a metering chain says its metering id and URL, and is made once', () => {
  const { bytes } = hierarchy.metering({ meteringId: Uint8Array.from(meteringId), url });
  expect(bytes).toBe(chains['metering']?.bytes);
  const [{ metering }] = readCertificateChain(bytes).certificates;
  expect(Buffer.from(metering?.meteringId ?? [])).toEqual(Buffer.from(meteringId));
  expect(metering?.url).toBe(url);
  expect(hierarchy.metering({ meteringId, url: `${url}?` }).bytes).not.toBe(bytes);
});

test('a process has one hierarchy to share, and others share no key with it', () => {
  expect(testHierarchy()).toBe(testHierarchy());
  expect(testHierarchy().rootKey).not.toEqual(hierarchy.rootKey);
  expect(testHierarchy().serverSigning.publicKey).not.toEqual(hierarchy.serverSigning.publicKey);
});

test('a response signed by the leaf verifies with the key in its chain', () => {
  const { bytes, privateKey } = hierarchy.serverSigning;
  const response = `<LicenseResponse xmlns="${protocols}" Id="SignedData"><Version>1</Version><SigningCertificateChain>${Buffer.from(bytes).toString('base64')}</SigningCertificateChain></LicenseResponse>`;
  const document = Buffer.from(
    `<Response xmlns="urn:x">${response}${writeSignature(response, privateKey, false)}</Response>`,
  );
  const [{ publicKeys }] = readCertificateChain(bytes).certificates;
  const signed = { name: 'LicenseResponse', namespace: protocols };
  expect(verifySigned(document, signed, publicKeys[0] ?? new Uint8Array()).valid).toBe(true);
});
