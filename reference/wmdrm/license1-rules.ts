import { licenseDataBytes, licVersions } from '../../harness/wmdrm/license1.ts';
import type { Ecc1KeyPair } from '../../harness/wmdrm/primitives/ecc1.ts';

/** What a version 1 license is for. */
export interface License1Purpose {
  /** 25 bytes. */
  readonly keyId: Uint8Array;
  /** Whether the KeyID came in a version 1 request, and not in a content header. */
  readonly isAsked: boolean;
}

/** What a version 1 license says (MS-DRM 2.2.2.3, 3.2.5.1). */
export interface License1Rules {
  /** Of the two values that the document has, this server writes that of 3.2.5.1. */
  readonly licVersion: (purpose: License1Purpose) => Uint8Array;
  readonly dataLength: (purpose: License1Purpose) => number;
  /** 25 bytes. */
  readonly licenseKeyId: (purpose: License1Purpose) => Uint8Array;
  /** What is encrypted as `key`. */
  readonly keyBlock: (contentKey: Uint8Array, purpose: License1Purpose) => Uint8Array;
  /** The public key that it is encrypted to. */
  readonly keyRecipient: (machineKey: Uint8Array, server: Ecc1KeyPair) => Uint8Array;
  /** What is signed. */
  readonly signedData: (data: Uint8Array, purpose: License1Purpose) => Uint8Array;
  readonly licenseSigner: (license: Ecc1KeyPair, server: Ecc1KeyPair) => bigint;
  /** The 40 bytes that become `sign`. */
  readonly licenseSignature: (signature: Uint8Array, purpose: License1Purpose) => Uint8Array;
}

export const conformingLicense1: License1Rules = {
  licVersion: () => licVersions['3.2.5.1'],
  dataLength: () => licenseDataBytes,
  licenseKeyId: ({ keyId }) => keyId,
  keyBlock: contentKey => Uint8Array.from([...contentKey, ...contentKey.map(byte => byte ^ 0xff)]),
  keyRecipient: machineKey => machineKey,
  signedData: data => data,
  licenseSigner: ({ privateKey }) => privateKey,
  licenseSignature: signature => signature,
};
