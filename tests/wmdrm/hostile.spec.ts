import { expect, test } from '@playwright/test';
import { openClientId, splitClientId, writeClientId } from '../../harness/wmdrm/client-id.ts';
import { WmdrmError } from '../../harness/wmdrm/error.ts';
import { errorsIn, reworded } from '../../harness/wmdrm/errors.ts';
import { textIn, withText } from '../../harness/wmdrm/license-request.ts';
import { readLicenseResponse } from '../../harness/wmdrm/license-response.ts';
import { contentKeyOf, readLicense1 } from '../../harness/wmdrm/license1.ts';
import { isLicense1 } from '../../harness/wmdrm/is-license1.ts';
import { readLicense7Document } from '../../harness/wmdrm/license7-document.ts';
import { openLicense7, sealLicense7 } from '../../harness/wmdrm/license7.ts';
import { decodeMessageBase64 } from '../../harness/wmdrm/message-base64.ts';
import { isCertifiedBy, publicKeyOf, readPkcert } from '../../harness/wmdrm/pkcert.ts';
import { decryptBlock, encryptBlock } from '../../harness/wmdrm/primitives/block.ts';
import { isOnCurve, newKeyPair, readPoint } from '../../harness/wmdrm/primitives/ecc1.ts';
import { isSignedBy, signText } from '../../harness/wmdrm/primitives/signature.ts';
import {
  isRevInfo,
  readRevInfo,
  withOlderLists,
  withRiv,
  writeRevInfo,
} from '../../harness/wmdrm/rev-info.ts';
import { licensesInPage } from '../../harness/wmdrm/version1-page.ts';
import {
  openVersion1Request,
  rightPlayOnPc,
  writeVersion1Request,
} from '../../harness/wmdrm/version1-request.ts';
import { completeAssumptions } from '../../harness/wmdrm/wmdrm-assumptions.ts';
import { fc } from '../fast-check.ts';
import { counted } from './bits.ts';

const assumed = completeAssumptions();
const { privateKey, publicKey } = newKeyPair();
const order = assumed['point-order'];
const text = Buffer.from('what is signed');
const document = Buffer.from(
  '<LICENSE version="2.0.0.0"><LICENSORINFO><DATA><ENABLINGBITS><VALUE>AAAA</VALUE></ENABLINGBITS></DATA><SIGNATURE><VALUE>AAAA</VALUE></SIGNATURE><CERTIFICATECHAIN><CERTIFICATE/></CERTIFICATECHAIN></LICENSORINFO></LICENSE>',
);
const response = Buffer.from(
  '<LICENSERESPONSE><REVOCATION type="a">AAAA</REVOCATION><LICENSE version="2.0.0.0">AAAA</LICENSE></LICENSERESPONSE>',
);
const stringOf = (bytes: Uint8Array): string => Buffer.from(bytes).toString('latin1');

/** What reads bytes of others, with bytes that it reads; whether it may throw a WmdrmError. */
const readers: Readonly<
  Record<
    string,
    readonly [good: Uint8Array, read: (bytes: Uint8Array) => unknown, may: 'throw' | 'not throw']
  >
> = {
  readPoint: [publicKey, readPoint, 'throw'],
  isOnCurve: [publicKey, isOnCurve, 'not throw'],
  decryptBlock: [
    encryptBlock(counted(16), publicKey, order),
    bytes => decryptBlock(bytes, privateKey, order),
    'throw',
  ],
  'isSignedBy, its signature': [
    signText(text, privateKey, assumed),
    bytes => isSignedBy(text, bytes, publicKey, assumed),
    'not throw',
  ],
  'isSignedBy, its key': [
    publicKey,
    bytes => isSignedBy(text, signText(text, privateKey, assumed), bytes, assumed),
    'not throw',
  ],
  readPkcert: [
    counted(84),
    bytes => {
      const pkcert = readPkcert(bytes);
      return [isCertifiedBy(pkcert, publicKey, assumed), publicKeyOf(pkcert, assumed)];
    },
    'throw',
  ],
  splitClientId: [Uint8Array.of(2, 0, 0, 0, ...counted(164)), splitClientId, 'throw'],
  openClientId: [
    writeClientId(counted(84), publicKey, assumed),
    bytes => openClientId(bytes, privateKey, assumed),
    'throw',
  ],
  openVersion1Request: [
    writeVersion1Request(
      { pkcert: counted(84), keyId: counted(25), rights: rightPlayOnPc, appSecurity: 1 },
      publicKey,
      assumed,
    ),
    bytes => openVersion1Request(bytes, privateKey, assumed),
    'throw',
  ],
  isRevInfo: [writeRevInfo({ riv: 1 }), isRevInfo, 'not throw'],
  readRevInfo: [
    writeRevInfo({ riv: 1, records: [{ list: counted(16), version: 1n }] }),
    readRevInfo,
    'throw',
  ],
  withRiv: [writeRevInfo({ riv: 1 }), bytes => withRiv(bytes, 0xffffffff), 'throw'],
  withOlderLists: [
    writeRevInfo({ riv: 1, records: [{ list: counted(16), version: 1n }] }),
    withOlderLists,
    'throw',
  ],
  readLicense1: [counted(165), readLicense1, 'throw'],
  isLicense1: [counted(165), isLicense1, 'throw'],
  contentKeyOf: [counted(16), contentKeyOf, 'not throw'],
  openLicense7: [
    sealLicense7(document, counted(16), publicKey, order),
    bytes => openLicense7(bytes, privateKey, order),
    'throw',
  ],
  readLicense7Document: [document, readLicense7Document, 'throw'],
  'readLicense7Document, UTF-16LE': [
    Buffer.from(document.toString(), 'utf16le'),
    readLicense7Document,
    'throw',
  ],
  readLicenseResponse: [response, readLicenseResponse, 'not throw'],
  'readLicenseResponse, base64': [
    Buffer.from(response.toString('base64')),
    readLicenseResponse,
    'not throw',
  ],
  licensesInPage: [Buffer.from(`("${'A'.repeat(300)}")`), licensesInPage, 'not throw'],
  decodeMessageBase64: [
    Buffer.from('AAAA'),
    bytes => decodeMessageBase64(stringOf(bytes)),
    'not throw',
  ],
  'errorsIn and reworded': [
    Buffer.from('2007:Sorry, 0x8004800F'),
    bytes => [...errorsIn(stringOf(bytes)), ...reworded(stringOf(bytes))],
    'not throw',
  ],
  'textIn and withText': [
    document,
    bytes => [textIn(stringOf(bytes), 'VALUE'), withText(stringOf(bytes), 'VALUE', 'x')],
    'not throw',
  ],
};

/** Bytes of any length, and those that are good, with some changed, cut off, put in or taken out. */
function hostile(good: Uint8Array): fc.Arbitrary<Uint8Array> {
  const some = fc.uint8Array({ maxLength: 6 });
  const awkward = fc.constantFrom(
    '\0',
    '\xff\xff\xff\xff',
    '<',
    '>',
    '&',
    ']]>',
    '=',
    '-->',
    '\xef\xbb\xbf',
  );
  const part = fc.oneof(
    some,
    awkward.map(each => Buffer.from(each, 'latin1')),
  );
  const place = fc.nat(good.length);
  return fc.oneof(
    fc.uint8Array({ maxLength: 300 }),
    fc.uint8Array({ minLength: good.length, maxLength: good.length }),
    place.map(length => good.subarray(0, length)),
    fc
      .tuple(place, part, fc.nat(6))
      .map(([at, put, gone]) =>
        Uint8Array.of(...good.subarray(0, at), ...put, ...good.subarray(at + gone)),
      ),
    fc
      .tuple(place, part)
      .map(([at, put]) =>
        Uint8Array.of(...good.subarray(0, at), ...put, ...good.subarray(at + put.length)),
      ),
  );
}

for (const [name, [good, read, may]] of Object.entries(readers))
  test(`${name}: whatever the bytes are, nothing is thrown${may === 'throw' ? ' but WmdrmErrors' : ''}`, () => {
    expect(() => read(good)).not.toThrow();
    fc.assert(
      fc.property(hostile(good), bytes => {
        const before = Uint8Array.from(bytes);
        try {
          read(bytes);
        } catch (error) {
          if (may !== 'throw' || !(error instanceof WmdrmError)) throw error;
          expect(error.message).toMatch(/^Expected .*\.$/s);
        }
        expect(Uint8Array.from(bytes)).toEqual(before);
      }),
      { numRuns: 200 },
    );
  });
