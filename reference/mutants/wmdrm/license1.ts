import { licVersions } from '../../../harness/wmdrm/license1.ts';
import { conforming, type Behaviour } from '../../wmdrm/behaviour.ts';
import type { Mutant } from '../mutant.ts';

const length = ['wmdrm.license1.length'];
const kid = ['wmdrm.license1.kid'];
const key = ['wmdrm.license1.key'];
const signature = ['wmdrm.license1.signature'];
const both = ['wmdrm.license1.version', 'wmdrm.license1.version-of-rules'];

/** Version 1 licenses (MS-DRM 2.2.2.3.4, 2.2.2.3.5, 3.2.5.1). */
export const license1Mutants: readonly Mutant<Behaviour>[] = [
  {
    name: 'wmdrm-license1-of-version-0-2-0-0',
    breaks: both,
    behaviour: { licVersion: () => Uint8Array.of(0, 2, 0, 0) },
  },
  {
    name: 'wmdrm-license1-inside-of-version-7-of-version-2-0-0-0',
    breaks: both,
    behaviour: {
      licVersion: purpose =>
        purpose.isAsked ? conforming.licVersion(purpose) : Uint8Array.of(2, 0, 0, 0),
    },
  },
  {
    name: 'wmdrm-license1-version-of-the-structure',
    breaks: ['wmdrm.license1.version-of-rules'],
    behaviour: { licVersion: () => licVersions['2.2.2.3.4'] },
  },
  {
    name: 'wmdrm-license1-length-of-the-whole',
    breaks: length,
    behaviour: { dataLength: purpose => conforming.dataLength(purpose) + 48 },
  },
  {
    name: 'wmdrm-license1-length-big-endian',
    breaks: length,
    behaviour: { dataLength: purpose => conforming.dataLength(purpose) * 2 ** 24 },
  },
  {
    name: 'wmdrm-license1-without-key-id',
    breaks: kid,
    behaviour: {
      licenseKeyId: purpose =>
        purpose.isAsked ? new Uint8Array(25) : conforming.licenseKeyId(purpose),
    },
  },
  {
    name: 'wmdrm-license1-for-another-key-id',
    breaks: kid,
    behaviour: {
      licenseKeyId: purpose => {
        const own = conforming.licenseKeyId(purpose);
        return own.with(1, own[1] === 65 ? 66 : 65);
      },
    },
  },
  {
    name: 'wmdrm-license1-key-id-cut',
    breaks: kid,
    behaviour: { licenseKeyId: purpose => conforming.licenseKeyId(purpose).slice().fill(0, 20) },
  },
  {
    name: 'wmdrm-license1-key-twice-in-place-of-its-complement',
    breaks: key,
    behaviour: { keyBlock: contentKey => Uint8Array.from([...contentKey, ...contentKey]) },
  },
  {
    name: 'wmdrm-license1-key-without-complement',
    breaks: key,
    behaviour: { keyBlock: contentKey => contentKey },
  },
  {
    name: 'wmdrm-license1-key-one-byte-further',
    breaks: key,
    behaviour: {
      keyBlock: (contentKey, purpose) =>
        Uint8Array.from([0, ...conforming.keyBlock(contentKey, purpose)]),
    },
  },
  {
    name: 'wmdrm-license1-key-for-the-server',
    breaks: key,
    behaviour: { keyRecipient: (_machineKey, server) => server.publicKey },
  },
  {
    name: 'wmdrm-license1-inside-of-version-7-without-complement',
    breaks: key,
    behaviour: {
      keyBlock: (contentKey, purpose) =>
        purpose.isAsked ? conforming.keyBlock(contentKey, purpose) : contentKey,
    },
  },
  {
    name: 'wmdrm-license1-signature-of-its-key-id',
    breaks: signature,
    behaviour: { signedData: data => data.subarray(0, 25) },
  },
  {
    name: 'wmdrm-license1-signature-with-its-length',
    breaks: signature,
    behaviour: { signedData: data => Uint8Array.from([0x75, 0, 0, 0, ...data]) },
  },
  {
    name: 'wmdrm-license1-signed-with-ks',
    breaks: signature,
    behaviour: { licenseSigner: (_license, server) => server.privateKey },
  },
  {
    name: 'wmdrm-license1-signature-of-zeros',
    breaks: signature,
    behaviour: { licenseSignature: value => new Uint8Array(value.length) },
  },
  {
    name: 'wmdrm-license1-signature-s-before-r',
    breaks: signature,
    behaviour: {
      licenseSignature: value => Uint8Array.from([...value.subarray(20), ...value.subarray(0, 20)]),
    },
  },
];
