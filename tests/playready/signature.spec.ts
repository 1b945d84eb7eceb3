import { createHash, generateKeyPairSync, sign } from 'node:crypto';
import { expect, test } from '@playwright/test';
import { readCertificateChain } from '../../harness/playready/certificate-chain.ts';
import { PlayReadyError } from '../../harness/playready/error.ts';
import { protocols, xmldsig } from '../../harness/playready/namespaces.ts';
import { publicKeyBytes } from '../../harness/playready/p256.ts';
import { verifySigned, writeSignature } from '../../harness/playready/signature.ts';
import { canonicalElement } from '../../harness/xml/canonical.ts';
import { escapeText } from '../../harness/xml/escape.ts';
import { XmlRefusal } from '../../harness/xml/refusal.ts';
import { fc } from '../fast-check.ts';
import {
  licenseResponse,
  sample,
  signedResponse,
  signingChain,
  textOf,
  withoutIndentation,
} from './samples.ts';
import { refuses } from './thrown.ts';

const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const publicKey = publicKeyBytes(privateKey);
const la = { name: 'LA', namespace: protocols };

const fragment = (content = '<Version>1</Version>', more = '') =>
  `<LA xmlns="${protocols}" Id="SignedData"${more}>${content}</LA>`;

/** A message as a client sends it, with declarations around what is signed. */
const envelope = (content: string) =>
  `<?xml version="1.0" encoding="utf-8"?><soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><soap:Body>${content}</soap:Body></soap:Envelope>`;

const signed = (element: string, keyInfo = true) =>
  envelope(element + writeSignature(element, privateKey, keyInfo));

const verify = (text: string, key = publicKey, name = la) =>
  verifySigned(Buffer.from(text), name, key);

/** A signature over other forms than `writeSignature` uses, to be found valid by them. */
function signedAs(form: 'stand-alone' | 'inclusive', element: string, declarations = ''): string {
  const parts = (digest: string, value: string) =>
    envelope(
      `${element}<Signature xmlns="${xmldsig}"><SignedInfo${declarations}><CanonicalizationMethod Algorithm="http://www.w3.org/TR/2001/REC-xml-c14n-20010315"/><SignatureMethod Algorithm="${protocols}#ecdsa-sha256"/><Reference URI="#SignedData"><DigestMethod Algorithm="${protocols}#sha256"/><DigestValue>${digest}</DigestValue></Reference></SignedInfo><SignatureValue>${value}</SignatureValue></Signature>`,
    );
  const zeros = (length: number) => Buffer.alloc(length).toString('base64');
  const digest = createHash('sha256')
    .update(canonicalElement(Buffer.from(parts(zeros(32), zeros(64))), la, form))
    .digest('base64');
  const info = canonicalElement(
    Buffer.from(parts(digest, zeros(64))),
    { name: 'SignedInfo', namespace: xmldsig },
    form,
  );
  const value = sign('sha256', info, { key: privateKey, dsaEncoding: 'ieee-p1363' });
  return parts(digest, value.toString('base64'));
}

test.describe('the published signed response', () => {
  const [{ publicKeys }] = readCertificateChain(signingChain).certificates;
  const [leafKey = new Uint8Array()] = publicKeys;

  test('verifies with the key of its leaf once the indentation is gone', () => {
    expect(verify(signedResponse, leafKey, licenseResponse)).toEqual({
      valid: true,
      canonicalization: 'exclusive',
      signedInfoCanonicalization: 'exclusive',
    });
  });

  test('does not as printed: white space counts', () => {
    expect(verify(sample('playreadySoapOKLicence.txt'), leafKey, licenseResponse)).toEqual({
      valid: false,
      reason:
        'Expected DigestValue to be the SHA-256 of LicenseResponse; it is that of no canonical form.',
      wrong: 'digest',
    });
  });

  test('does not with another key', () => {
    expect(verify(signedResponse, publicKey, licenseResponse)).toMatchObject({
      valid: false,
      reason: expect.stringContaining('Expected SignatureValue'),
    });
  });

  test('notices each changed character of what is signed and of the signature', () => {
    const from = signedResponse.indexOf('<LicenseResponse');
    const end = signedResponse.indexOf('</Response>');
    const unnoticed: string[] = [];
    for (let at = from; at < end; at += 1) {
      // Long base64 is one run of characters like any other: every seventh is enough of it.
      if (/^[\w+/]{40}$/.test(signedResponse.slice(at - 20, at + 20)) && at % 7 !== 0) continue;
      const changed = Buffer.from(signedResponse);
      changed[at] = (changed[at] ?? 0) ^ 1;
      try {
        if (verifySigned(changed, licenseResponse, leafKey).valid)
          unnoticed.push(changed.toString('latin1', at - 10, at + 10));
      } catch (error) {
        if (!(error instanceof XmlRefusal)) throw error;
      }
    }
    expect(unnoticed).toEqual([]);
  });
});

test.describe('forms', () => {
  test('what we write fits exclusively', () => {
    expect(verify(signed(fragment()))).toEqual({
      valid: true,
      canonicalization: 'exclusive',
      signedInfoCanonicalization: 'exclusive',
    });
  });

  test('a digest over the element where it stands is told', () => {
    expect(verify(signedAs('inclusive', fragment()))).toEqual({
      valid: true,
      canonicalization: 'inclusive',
      signedInfoCanonicalization: 'inclusive',
    });
  });

  test('a digest over the element by itself, with what it declares and does not use, is told', () => {
    const element = fragment('<Version>1</Version>', ' xmlns:x="urn:x"');
    const declarations = ` xmlns="${xmldsig}" xmlns:x="urn:x"`;
    expect(verify(signedAs('stand-alone', element, declarations))).toEqual({
      valid: true,
      canonicalization: 'stand-alone',
      signedInfoCanonicalization: 'stand-alone',
    });
  });
});

test.describe('what makes a signature invalid', () => {
  const good = signed(fragment());
  const second = `<Signature xmlns="${xmldsig}"></Signature>`;
  const cases: readonly (readonly [string, string, string])[] = [
    ['no Signature', envelope(fragment()), 'Expected one Signature beside LA; there are 0.'],
    [
      'two',
      good.replace('</LA>', `</LA>${second}`),
      'Expected one Signature beside LA; there are 2.',
    ],
    ['no LA', good.replaceAll('LA', 'LB'), 'Expected one LA in the message; there are 0.'],
    [
      'a second LA',
      good.replace('<soap:Body>', `<soap:Body>${fragment('')}`),
      'Expected one LA in the message; there are 2.',
    ],
    [
      'a SignedInfo elsewhere',
      good.replace('<soap:Body>', `<soap:Body><SignedInfo xmlns="${xmldsig}"/>`),
      'Expected one SignedInfo in the message; there are 2.',
    ],
    [
      'a Signature elsewhere',
      good.replace('<Signature', '<x><Signature').replace('</Signature>', '</Signature></x>'),
      'Expected one Signature beside LA; there are 0.',
    ],
    [
      'another Id',
      good.replace(' Id="S', ' Id="T'),
      'Expected the Reference to name the Id of LA; it names "#SignedData".',
    ],
    [
      'no Id',
      good.replace(' Id="SignedData"', ''),
      'Expected the Reference to name the Id of LA; it names "#SignedData".',
    ],
    [
      'no URI',
      good.replace(' URI="#SignedData"', ''),
      'Expected a URI on Reference; there is none.',
    ],
    [
      'another digest method',
      good.replace('#sha256', '#sha1'),
      `Expected DigestMethod to name ${protocols}#sha256; it names ${protocols}#sha1.`,
    ],
    [
      'no signature method',
      good.replace(/<SignatureMethod[^]*<\/SignatureMethod>/, ''),
      'Expected one SignatureMethod in SignedInfo; there are 0.',
    ],
    [
      'a short digest',
      good.replace(/<DigestValue>[^<]*/, '<DigestValue>AAAA'),
      'Expected DigestValue to be 32 bytes in base64; it has 3.',
    ],
    [
      'no base64',
      good.replace(/<SignatureValue>/, '<SignatureValue>!'),
      'Expected SignatureValue to be 64 bytes in base64; it is no base64.',
    ],
    [
      'a changed content',
      good.replace('<Version>1', '<Version>2'),
      'Expected DigestValue to be the SHA-256 of LA; it is that of no canonical form.',
    ],
  ];
  for (const [what, text, reason] of cases)
    test(what, () => {
      expect(verify(text)).toMatchObject({ valid: false, reason });
    });

  test('a key that is none', () => {
    for (const key of [new Uint8Array(63), new Uint8Array(64), new Uint8Array(64).fill(255)])
      expect(verify(good, key)).toMatchObject({
        valid: false,
        reason: expect.stringContaining('Expected a public key'),
      });
  });
});

test('what would take too long is not tried, and said', () => {
  const attributes = Array.from({ length: 10_000 }, (_, index) => ` a${index}=""`).join('');
  const large = signed(fragment()).replace('<soap:Body', `$&${attributes}`);
  expect(verify(large)).toMatchObject({
    valid: false,
    reason: expect.stringContaining('Expected a document that is made canonical in moments'),
  });
});

test('a client adds its public key, a server does not', () => {
  const text = signed(fragment());
  expect(textOf(text, 'PublicKey')).toBe(Buffer.from(publicKey).toString('base64'));
  expect(signed(fragment(), false)).not.toContain('KeyInfo');
});

test('the text of a Signature has the parts and order of the published ones', () => {
  const names = (text: string) =>
    [...withoutIndentation(text).matchAll(/<\/?[A-Za-z][^>]*>/g)].map(([tag]) => tag);
  const printed = /<Signature [^]*<\/Signature>/.exec(sample('license-request.xml'))?.[0] ?? '';
  expect(names(writeSignature(fragment(), privateKey, true))).toEqual(names(printed));
});

test('an element without Id, and a key of another kind, are not signed', () => {
  expect(refuses(() => writeSignature('<LA/>', privateKey, false))).toBe(true);
  const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;
  const ed25519 = generateKeyPairSync('ed25519').privateKey;
  const p384 = generateKeyPairSync('ec', { namedCurve: 'P-384' }).privateKey;
  for (const key of [rsa, ed25519, p384])
    expect(refuses(() => writeSignature(fragment(), key, false))).toBe(true);
});

test('whatever is signed verifies, and no longer when it is changed', () => {
  const texts = fc.string({ unit: 'grapheme', maxLength: 40 });
  fc.assert(
    fc.property(
      texts,
      fc.boolean(),
      fc.nat(),
      fc.integer({ min: 1, max: 255 }),
      (text, keyInfo, where, flip) => {
        const content = `<CustomData>${escapeText(text)}</CustomData>`;
        const message = signed(fragment(content, ' xml:space="preserve"'), keyInfo);
        expect(verify(message).valid).toBe(true);
        const changed = Buffer.from(message);
        const from = changed.indexOf('<CustomData>');
        const at = from + (where % (changed.indexOf('</CustomData>') - from));
        changed[at] = (changed[at] ?? 0) ^ flip;
        try {
          return (
            !verifySigned(changed, la, publicKey).valid ||
            // A line end for another, or white space for another inside a tag, says the same.
            Buffer.from(canonicalElement(changed, la)).equals(
              canonicalElement(Buffer.from(message), la),
            )
          );
        } catch (error) {
          return error instanceof XmlRefusal;
        }
      },
    ),
  );
});

test('whatever the bytes are, nothing but an XmlRefusal is thrown', () => {
  const good = signed(fragment());
  const pieces = good.split(/(?=<)/);
  const mixed = fc
    .array(fc.constantFrom(...pieces), { maxLength: 30 })
    .map(parts => Buffer.from(envelope(parts.join('')), 'utf8'));
  const dropped = fc
    .array(fc.nat(pieces.length), { minLength: 1, maxLength: 3 })
    .map(drop => Buffer.from(pieces.filter((_, index) => !drop.includes(index)).join(''), 'utf8'));
  fc.assert(
    fc.property(fc.oneof(fc.uint8Array({ maxLength: 200 }), mixed, dropped), document => {
      try {
        return typeof verifySigned(document, la, publicKey).valid === 'boolean';
      } catch (error) {
        expect(error).not.toBeInstanceOf(PlayReadyError);
        return error instanceof XmlRefusal;
      }
    }),
    { numRuns: 1000 },
  );
});
