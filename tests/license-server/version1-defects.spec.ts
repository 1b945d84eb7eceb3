import { expect, test } from '@playwright/test';
import {
  challengeDefects,
  version1Defects,
} from '../../harness/license-server/version1-defects.ts';
import { version1Errors, type Version1Error } from '../../harness/wmdrm/errors.ts';
import { isCertifiedBy, readPkcert, writePkcert } from '../../harness/wmdrm/pkcert.ts';
import { newKeyPair } from '../../harness/wmdrm/primitives/ecc1.ts';
import { completeAssumptions } from '../../harness/wmdrm/wmdrm-assumptions.ts';
import {
  openVersion1Request,
  requestVersion1,
  writeVersion1Request,
} from '../../harness/wmdrm/version1-request.ts';

const assumed = completeAssumptions();
const [server, authority, machine] = [newKeyPair(), newKeyPair(), newKeyPair()];
const pkcert = writePkcert(machine.publicKey, new Uint8Array(4), authority.privateKey, assumed);

const packet = () =>
  writeVersion1Request(
    { pkcert, keyId: new Uint8Array(25), rights: Uint8Array.of(1, 0, 0, 0), appSecurity: 150 },
    server.publicKey,
    assumed,
  );

/** The rules of MS-DRM 3.2.5.1 that a packet breaks: all of them, where they can be looked at. */
function brokenBy(bytes: Uint8Array): readonly Version1Error[] {
  const broken: Version1Error[] = [];
  if (bytes.length > 201) broken.push(version1Errors.length);
  if (!requestVersion1.every((byte, index) => bytes[index] === byte))
    broken.push(version1Errors.version);
  try {
    const opened = openVersion1Request(bytes.slice(0, 201), server.privateKey, assumed);
    const certificate = readPkcert(opened.pkcert);
    if (Buffer.compare(certificate.pk, readPkcert(pkcert).pk) !== 0)
      broken.push(version1Errors.unlisted);
    if (!isCertifiedBy(certificate, authority.publicKey, assumed))
      broken.push(version1Errors.signature);
    if (opened.appSecurity < 150) broken.push(version1Errors.appSecurity);
  } catch {
    broken.push(version1Errors.decryption);
  }
  return broken;
}

test('a packet without a defect breaks no rule', () => {
  expect(brokenBy(packet())).toEqual([]);
});

for (const [name, { what, edit, errors }] of Object.entries(challengeDefects))
  test(`${name}: ${what} breaks that rule and no other`, () => {
    for (let count = 0; count < 5; count += 1) {
      const before = packet();
      const copy = Uint8Array.from(before);
      expect(errors).toEqual(brokenBy(edit(before)));
      expect(before).toEqual(copy);
    }
  });

test('V1CHALLENGE is tried with all that a GET is tried with', () => {
  expect(challengeDefects).toMatchObject(version1Defects);
  expect(Object.keys(challengeDefects)).toHaveLength(Object.keys(version1Defects).length + 1);
});
