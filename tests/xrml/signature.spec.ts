import { expect, test } from '@playwright/test';
import { createHash, createVerify } from 'node:crypto';
import { parseCertificate } from '../../harness/xrml/certificate.ts';
import { cryptographicModes, modes } from '../../harness/xrml/mode.ts';
import { parseXrml } from '../../harness/xrml/node.ts';
import { publicKeyObject } from '../../harness/xrml/rsa.ts';
import { signCertificate, verifySignature } from '../../harness/xrml/signature.ts';
import { genuine } from './genuine.ts';
import { testKey } from './keys.ts';

for (const mode of cryptographicModes) {
  const key = testKey(modes[mode].keyBits);
  const signed = signCertificate(parseXrml(genuine('clc')), key, mode);

  test(`${mode}: what is signed verifies with that key and no other`, () => {
    const certificate = parseCertificate(signed);
    const other = testKey(modes[mode].keyBits, 'other').publicKey;
    expect(verifySignature(certificate, key.publicKey)).toEqual({ valid: true });
    expect(verifySignature(certificate, other)).toEqual({ valid: false, reason: 'signature' });
    expect(verifySignature(certificate)).toEqual({ valid: false, reason: 'signature' });
    expect(certificate.signature).toMatchObject({
      algorithm: modes[mode].hashAlgorithm,
      bits: modes[mode].keyBits,
    });
  });

  test(`${mode}: digest and signature are those that node:crypto computes by itself`, () => {
    const text = Buffer.from(/<BODY.*<\/BODY>/s.exec(signed)?.[0] ?? '', 'utf16le');
    const { signature } = parseCertificate(signed);
    expect(Buffer.from(signature?.digest ?? [])).toEqual(
      createHash(modes[mode].hash).update(text).digest(),
    );
    const verifier = createVerify(modes[mode].hash).update(text);
    expect(
      verifier.verify(publicKeyObject(key.publicKey), signature?.value ?? Buffer.alloc(0)),
    ).toBe(true);
  });
}

test('signing again replaces the signature and changes nothing else of a genuine certificate', () => {
  const original = genuine('clc');
  const signed = signCertificate(parseXrml(original), testKey(1024), 'mode1');
  expect(signed.slice(0, signed.indexOf('<SIGNATURE>'))).toBe(
    original.slice(0, original.indexOf('<SIGNATURE>')),
  );
  expect(signed.match(/<SIGNATURE>/g)).toHaveLength(1);
});

const changes = {
  absent: (xml: string) => xml.replace(/<SIGNATURE>.*<\/SIGNATURE>/, ''),
  algorithm: (xml: string) => xml.replace('RSA PKCS#1-V1.5', 'RSA PSS'),
  digest: (xml: string) => xml.replace('2010-06-11T20:46', '2010-06-11T20:47'),
  signature: (xml: string) => xml.replace('size="1024">EEdX', 'size="1024">EEdY'),
};

for (const [reason, change] of Object.entries(changes))
  test(`the reason is "${reason}" when that is what is wrong`, () => {
    const verdict = verifySignature(parseCertificate(change(genuine('spc'))));
    expect(verdict).toEqual({ valid: false, reason });
  });

test('a hash that XrML does not know is a wrong algorithm, the spelling SHA-1 is not', () => {
  const [before, signature] = genuine('spc').split('<SIGNATURE>');
  const withHash = (name: string): ReturnType<typeof verifySignature> =>
    verifySignature(
      parseCertificate(`${before}<SIGNATURE>${String(signature).replace('SHA1', name)}`),
    );
  expect(withHash('MD5')).toEqual({ valid: false, reason: 'algorithm' });
  expect(withHash('SHA256')).toEqual({ valid: false, reason: 'digest' });
  expect(withHash('SHA-1')).toEqual({ valid: true });
});

test('a stated size other than the key’s is a wrong signature', () => {
  const [before, signature] = genuine('spc').split('</DIGEST><ALGORITHM>RSA PKCS');
  const xml = `${before}</DIGEST><ALGORITHM>RSA PKCS${String(signature).replace('1024', '2048')}`;
  expect(verifySignature(parseCertificate(xml))).toEqual({ valid: false, reason: 'signature' });
});
