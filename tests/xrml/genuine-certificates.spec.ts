import { expect, test } from '@playwright/test';
import { decodeBase64 } from '../../harness/base64.ts';
import { parseCertificate } from '../../harness/xrml/certificate.ts';
import { samePublicKey } from '../../harness/xrml/rsa.ts';
import { verifySignature } from '../../harness/xrml/signature.ts';
import { XrmlError } from '../../harness/xrml/xrml-error.ts';
import { fc } from '../fast-check.ts';
import { genuine, signedCertificates } from './genuine.ts';

for (const name of signedCertificates)
  test(`${name}.xml verifies`, () => {
    expect(verifySignature(parseCertificate(genuine(name)))).toEqual({ valid: true });
  });

for (const name of signedCertificates)
  test(`${name}.xml does not verify after any change of one character`, () => {
    const xml = genuine(name);
    const signed = spans(xml, /<BODY.*<\/BODY>/s, /(?<="(?:160|1024)">)[^<]+(?=<\/VALUE>)/g);
    const position = fc
      .constantFrom(...signed)
      .chain(([from, to]) => fc.integer({ min: from, max: to - 1 }));
    const replacement = fc.oneof(
      fc.integer({ min: 0x20, max: 0x7e }),
      fc.integer({ min: 0, max: 0xffff }),
    );
    fc.assert(
      fc.property(position, replacement, (at, unit) => {
        fc.pre(xml.charCodeAt(at) !== unit);
        const changed = xml.slice(0, at) + String.fromCharCode(unit) + xml.slice(at + 1);
        return verdictOn(changed) !== 'valid';
      }),
      { numRuns: 400 },
    );
  });

test('the digest is compared with the text, not with a tree: quotes are part of what is signed', () => {
  const requoted = genuine('pl').replace(
    '<BODY type="Microsoft Rights Label"',
    "<BODY type='Microsoft Rights Label'",
  );
  expect(verdictOn(requoted)).toBe('digest');
});

test('white space between XrML, BODY and SIGNATURE is not signed', () => {
  const spaced = genuine('spc').replace('<BODY', '\n  <BODY').replace('</BODY>', '</BODY>\r\n');
  expect(verdictOn(spaced)).toBe('valid');
});

test('template.xml, as MS-RMPR 4.5.7 prints it, does not verify', () => {
  expect(verdictOn(genuine('template'))).toBe('digest');
});

test('the examples belong together: the publishing license is signed by the client licensor certificate', () => {
  const clc = parseCertificate(genuine('clc'));
  const pl = parseCertificate(genuine('pl'));
  expect(clc.issuedPrincipal?.publicKey).toEqual(pl.issuer.publicKey);
  expect(verifySignature(pl, clc.issuedPrincipal?.publicKey)).toEqual({ valid: true });
  expect(pl.issuedPrincipal).toEqual(clc.issuer);
  expect(verifySignature(pl, clc.issuer.publicKey)).toEqual({ valid: false, reason: 'signature' });
});

test('a parsed certificate says what the document says', () => {
  const rac = parseCertificate(genuine('rac'));
  expect(rac).toMatchObject({
    bodyType: 'LICENSE',
    issuedTime: new Date('2010-06-11T20:50Z'),
    validity: { from: new Date('2010-06-10T20:50Z'), until: new Date('2011-06-11T20:50Z') },
    descriptor: {
      objectType: 'Group-Identity-Credential',
      idType: 'MS-GUID',
      id: '{78647281-7120-4768-b635-087aadd4dfb6}',
    },
    issuer: {
      objectType: 'MS-DRM-Server',
      name: 'CONTOSO-RMS',
      address: 'HTTP://rms:80/_wmcs',
      publicKey: { exponent: 65537, bits: 1024 },
      securityLevels: [
        { name: 'Server-Version', value: '6.0.0.0' },
        { name: 'Server-SKU', value: 'RMS 2.0' },
      ],
    },
    issuedPrincipal: { idType: 'Windows', name: 'owner@contoso.com' },
    enablingBits: { type: 'sealed-key' },
    signature: { algorithm: 'SHA1', bits: 1024 },
  });
  const clc = parseCertificate(genuine('clc'));
  expect(clc.issuancePeriod).toEqual(rac.validity);
  expect(clc.authenticatedData).toEqual([]);
  expect(samePublicKey(clc.issuer.publicKey, rac.issuer.publicKey)).toBe(true);
});

// assumptions.enablingBitsByteOrder
test('ENABLINGBITS in the account certificate cannot be little-endian: it would exceed the modulus', () => {
  const { modulus } = modulusOf('spc');
  const raw = decodeBase64(parseCertificate(genuine('rac')).enablingBits?.value ?? '');
  const part = Buffer.from(raw?.subarray(0, modulus.length) ?? []);
  expect(Buffer.compare(part, modulus)).toBe(-1);
  expect(Buffer.compare(Buffer.from(part).reverse(), modulus)).toBe(1);
});

// assumptions.rightsDataCipher
test('AUTHENTICATEDDATA repeats its blocks exactly where the UTF-16LE rights data do: ECB', () => {
  const [data] = parseCertificate(genuine('pl')).authenticatedData;
  const ciphertext = decodeBase64(data?.value ?? '') ?? new Uint8Array();
  const plaintext = Buffer.from(genuine('erd'), 'utf16le');
  expect(ciphertext).toHaveLength(plaintext.length);
  expect(repetitions(ciphertext)).toEqual(repetitions(plaintext));
  expect(new Set(repetitions(ciphertext)).size).toBe(247);
  expect(ciphertext.length / 16).toBe(434);
});

function verdictOn(xml: string): string {
  try {
    const verdict = verifySignature(parseCertificate(xml));
    return verdict.valid ? 'valid' : verdict.reason;
  } catch (error) {
    if (error instanceof XrmlError) return 'refused';
    throw error;
  }
}

function modulusOf(name: 'spc'): { modulus: Uint8Array } {
  const principal = parseCertificate(genuine(name)).issuedPrincipal;
  return { modulus: principal?.publicKey.modulus ?? new Uint8Array() };
}

/** For each block of 16 bytes the number of the first block that equals it. */
function repetitions(bytes: Uint8Array): number[] {
  const seen = new Map<string, number>();
  const result: number[] = [];
  for (let at = 0; at < bytes.length; at += 16) {
    const block = Buffer.from(bytes.subarray(at, at + 16)).toString('hex');
    if (!seen.has(block)) seen.set(block, at / 16);
    result.push(seen.get(block) ?? -1);
  }
  return result;
}

/** Where the patterns match: BODY anywhere, values in SIGNATURE only. */
function spans(xml: string, body: RegExp, values: RegExp): [from: number, to: number][] {
  const match = body.exec(xml);
  const end = (match?.index ?? 0) + (match?.[0].length ?? 0);
  const inSignature = [...xml.matchAll(values)].filter(value => value.index > end);
  expect(inSignature).toHaveLength(2);
  return [
    [match?.index ?? 0, end],
    ...inSignature.map((value): [number, number] => [value.index, value.index + value[0].length]),
  ];
}
