import { expect, test } from '@playwright/test';
import { WmdrmError } from '../../harness/wmdrm/error.ts';
import {
  isCertifiedBy,
  pkBytes,
  pkcertBytes,
  publicKeyOf,
  readPkcert,
  writePkcert,
} from '../../harness/wmdrm/pkcert.ts';
import { newKeyPair } from '../../harness/wmdrm/primitives/ecc1.ts';
import { signatureForms, signText } from '../../harness/wmdrm/primitives/signature.ts';
import { completeAssumptions, wmdrmAssumptions } from '../../harness/wmdrm/wmdrm-assumptions.ts';
import { bitsOf, counted, flippedAt } from './bits.ts';

const assumed = completeAssumptions();
const issuer = newKeyPair();
const machine = newKeyPair();
const version = counted(4, 0xa0);

test('a PKCERT is a PK of 44 bytes and a signature of 40', () => {
  expect([pkBytes, pkcertBytes]).toEqual([44, 84]);
  const { pk, sign } = readPkcert(counted(84));
  expect([...pk, ...sign]).toEqual([...counted(84)]);
  expect([pk.length, sign.length]).toEqual([44, 40]);
});

for (const length of [0, 44, 83, 85, 168])
  test(`${length} bytes are no PKCERT`, () => {
    const read = () => readPkcert(new Uint8Array(length));
    expect(read).toThrow(WmdrmError);
    expect(read).toThrow(`Expected a PKCERT of 84 bytes; it has ${length}.`);
  });

for (const layout of wmdrmAssumptions['pk-layout'].choices)
  for (const form of signatureForms(assumed)) {
    const choices = { ...assumed, ...form, 'pk-layout': layout };

    test(`what is certified is the machine's key and its version (${Object.values(form).join()}, ${layout})`, () => {
      const bytes = writePkcert(machine.publicKey, version, issuer.privateKey, choices);
      expect(bytes).toHaveLength(pkcertBytes);
      const [key, number] =
        layout === 'version-last'
          ? [bytes.slice(0, 40), bytes.slice(40, 44)]
          : [bytes.slice(4, 44), bytes.slice(0, 4)];
      expect(key).toEqual(machine.publicKey);
      expect(number).toEqual(version);

      const pkcert = readPkcert(bytes);
      expect(publicKeyOf(pkcert, choices)).toEqual(machine.publicKey);
      expect(isCertifiedBy(pkcert, issuer.publicKey, form)).toBe(true);
      expect(isCertifiedBy(pkcert, machine.publicKey, form)).toBe(false);
      // Signed is the PK, and nothing else.
      const sign = signText(bytes.subarray(0, 44), issuer.privateKey, form);
      expect(isCertifiedBy({ pk: pkcert.pk, sign }, issuer.publicKey, form)).toBe(true);
    });
  }

test('the key is elsewhere in the other layout', () => {
  const bytes = writePkcert(machine.publicKey, version, issuer.privateKey, assumed);
  const other = publicKeyOf(readPkcert(bytes), { 'pk-layout': 'version-first' });
  expect(other).toHaveLength(40);
  expect(other).not.toEqual(machine.publicKey);
});

test('a certificate of which a bit is another is certified by nobody', () => {
  const bytes = writePkcert(machine.publicKey, version, issuer.privateKey, assumed);
  for (const bit of bitsOf(bytes))
    expect(
      isCertifiedBy(readPkcert(flippedAt(bytes, bit)), issuer.publicKey, assumed),
      `bit ${bit}`,
    ).toBe(false);
});
