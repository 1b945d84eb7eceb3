import { createHash } from 'node:crypto';
import { expect, test } from '@playwright/test';
import { newKeyPair } from '../../../harness/wmdrm/primitives/ecc1.ts';
import {
  isSignedBy,
  signatureBytes,
  signatureForms,
  signText,
  type SignatureForm,
} from '../../../harness/wmdrm/primitives/signature.ts';
import { fc } from '../../fast-check.ts';
import { bitsOf, flippedAt } from '../bits.ts';
import {
  bytesOfNumber,
  naiveSignature,
  naivelyVerifies,
  numberOfBytes,
  parameters,
  pointOfBytes,
} from './naive.ts';

const { n } = parameters;
const key = newKeyPair();
const assumed: SignatureForm = {
  'signature-hash': 'sha1',
  'signature-encoding': 'little-endian',
};
const forms = signatureForms(assumed);
const text = Buffer.from('a pk, or a license');

/** The leftmost 160 bits of a hash, as a number. */
function hashOf(content: Uint8Array, { 'signature-hash': hash }: SignatureForm): bigint {
  const bytes = createHash(hash).update(content).digest().subarray(0, 20);
  return BigInt(`0x${bytes.toString('hex')}`);
}

function encoded(
  { r, s }: { readonly r: bigint; readonly s: bigint },
  { 'signature-encoding': encoding }: SignatureForm,
): Uint8Array {
  const part = (number: bigint): Uint8Array =>
    encoding === 'little-endian' ? bytesOfNumber(number) : bytesOfNumber(number).toReversed();
  return Uint8Array.of(...part(r), ...part(s));
}

function decoded(
  signature: Uint8Array,
  { 'signature-encoding': encoding }: SignatureForm,
): { readonly r: bigint; readonly s: bigint } {
  const part = (from: number): bigint => {
    const bytes = signature.slice(from, from + 20);
    return numberOfBytes(encoding === 'little-endian' ? bytes : bytes.toReversed());
  };
  return { r: part(0), s: part(20) };
}

const nameOf = (form: SignatureForm): string => Object.values(form).join(', ');

for (const form of forms) {
  test.describe(nameOf(form), () => {
    test('the owner of the key signed it, and nobody else', () => {
      const signature = signText(text, key.privateKey, form);
      expect(signature).toHaveLength(signatureBytes);
      expect(isSignedBy(text, signature, key.publicKey, form)).toBe(true);
      expect(isSignedBy(text, signature, newKeyPair().publicKey, form)).toBe(false);
    });

    test('it is ECDSA, by the definition', () => {
      fc.assert(
        fc.property(fc.uint8Array({ maxLength: 100 }), content => {
          const { r, s } = decoded(signText(content, key.privateKey, form), form);
          const hash = hashOf(content, form);
          const point = pointOfBytes(key.publicKey);
          expect(naivelyVerifies(hash, { r, s }, point)).toBe(true);
          expect(naivelyVerifies(hash + 1n, { r, s }, point)).toBe(false);
        }),
        { numRuns: 8 },
      );
    });

    test('what ECDSA signs by the definition is signed, whichever of its two s it has', () => {
      fc.assert(
        fc.property(
          fc.uint8Array({ maxLength: 100 }),
          fc.bigInt({ min: 1n, max: n - 1n }),
          (content, once) => {
            const { r, s } = naiveSignature(hashOf(content, form), key.privateKey, once);
            fc.pre(r > 0n && s > 0n);
            for (const each of [s, n - s]) {
              const signature = encoded({ r, s: each }, form);
              expect(isSignedBy(content, signature, key.publicKey, form)).toBe(true);
            }
          },
        ),
        { numRuns: 8 },
      );
    });

    test('in no other form is it a signature', () => {
      const signature = signText(text, key.privateKey, form);
      for (const other of forms)
        expect(isSignedBy(text, signature, key.publicKey, other), nameOf(other)).toBe(
          other === form,
        );
    });
  });
}

test('a text of any length is signed', () => {
  for (const length of [0, 1, 19, 20, 63, 64, 65, 100_000]) {
    const content = new Uint8Array(length).fill(7);
    const signature = signText(content, key.privateKey, assumed);
    expect(isSignedBy(content, signature, key.publicKey, assumed)).toBe(true);
  }
});

test('a signature of which a bit is another is none', () => {
  const signature = signText(text, key.privateKey, assumed);
  for (const bit of bitsOf(signature))
    expect(isSignedBy(text, flippedAt(signature, bit), key.publicKey, assumed), `bit ${bit}`).toBe(
      false,
    );
});

test('a text of which a bit is another is not signed', () => {
  const signature = signText(text, key.privateKey, assumed);
  for (const bit of bitsOf(text))
    expect(isSignedBy(flippedAt(text, bit), signature, key.publicKey, assumed), `bit ${bit}`).toBe(
      false,
    );
  for (const other of [text.subarray(1), text.subarray(0, -1), Buffer.concat([text, text])])
    expect(isSignedBy(other, signature, key.publicKey, assumed)).toBe(false);
});

for (const form of forms)
  test(`r and s are 1 to the order, each spelled in one way (${nameOf(form)})`, () => {
    const { r, s } = decoded(signText(text, key.privateKey, form), form);
    const most = 2n ** 160n - 1n;
    for (const [what, parts] of Object.entries({
      'no r': { r: 0n, s },
      'no s': { r, s: 0n },
      neither: { r: 0n, s: 0n },
      'r of the order': { r: n, s },
      's of the order': { r, s: n },
      'r above it': { r: n + 1n, s },
      's above it': { r, s: n + 1n },
      'as much as fits': { r: most, s: most },
      'turned around': { r: s, s: r },
    }))
      expect(isSignedBy(text, encoded(parts, form), key.publicKey, form), what).toBe(false);
  });

test('r and s beyond the order are refused although they are the same modulo it', () => {
  const room = 2n ** 160n - n;
  const tried = { r: 0, s: 0 };
  for (let each = 0; tried.r === 0 || tried.s === 0; each++) {
    const content = Buffer.from(String(each));
    const { r, s } = decoded(signText(content, key.privateKey, assumed), assumed);
    const others = [r < room && { r: r + n, s }, s < room && { r, s: s + n }];
    for (const [index, other] of others.entries()) {
      if (other === false) continue;
      tried[index === 0 ? 'r' : 's'] += 1;
      expect(isSignedBy(content, encoded(other, assumed), key.publicKey, assumed)).toBe(false);
    }
  }
});

test('another length is no signature', () => {
  const signature = Uint8Array.of(...signText(text, key.privateKey, assumed), 0);
  for (const length of [0, 1, 20, 39, 41])
    expect(isSignedBy(text, signature.subarray(0, length), key.publicKey, assumed)).toBe(false);
});

test('what is no point of the curve signed nothing', () => {
  const signature = signText(text, key.privateKey, assumed);
  for (const publicKey of [
    new Uint8Array(),
    new Uint8Array(40),
    key.publicKey.subarray(1),
    flippedAt(key.publicKey, 100),
  ])
    expect(isSignedBy(text, signature, publicKey, assumed)).toBe(false);
});

test('any other 40 bytes are no signature', () => {
  fc.assert(
    fc.property(
      fc.uint8Array({ minLength: 40, maxLength: 40 }),
      fc.constantFrom(...forms),
      (signature, form) => !isSignedBy(text, signature, key.publicKey, form),
    ),
  );
});

test('every form is tried, the assumed one first', () => {
  for (const first of forms) {
    const all = signatureForms(first);
    expect(all[0]).toEqual(first);
    expect(new Set(all.map(nameOf))).toEqual(new Set(forms.map(nameOf)));
    expect(all).toHaveLength(6);
  }
});
