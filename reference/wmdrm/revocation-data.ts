import { generateKeyPairSync, sign, type KeyObject } from 'node:crypto';
import { writeRevInfo, type ListVersion } from '../../harness/wmdrm/rev-info.ts';

/** What a REVOCATION holds. */
export interface RevocationNode {
  /** The values of RevocationType are not public; these are GUIDs of ours. */
  readonly type: string;
  readonly bytes: Uint8Array;
}

/** What a server knows of revocation (MS-DRM 3.2.3). */
export interface RevocationData {
  readonly revInfo: RevocationNode;
  readonly lists: readonly RevocationNode[];
}

const revInfoType = '{a55a7e57-0000-4000-8000-0000000000ff}';
const listTypes = [
  '{a55a7e57-0000-4000-8000-000000000001}',
  '{a55a7e57-0000-4000-8000-000000000002}',
  '{a55a7e57-0000-4000-8000-000000000003}',
] as const;

let key: KeyObject | undefined;

/**
 * Makes a REV_INFO that is signed with RSA and SHA-1 by a test key, and the lists that it names. What is
 * in a list is not public: here it is a sentence.
 *
 * @param riv - dwRIV
 * @param firstVersion - of the first list; the others have the versions after it
 */
export function makeRevocationData(riv: number, firstVersion: bigint): RevocationData {
  const versions = listTypes.map((type, index) => ({
    type,
    version: firstVersion + BigInt(index),
  }));
  const records = versions.map(({ type, version }): ListVersion => ({
    list: bytesOfGuid(type),
    version,
  }));
  const certificates = Buffer.from('Assay TEST certificate of the signer of revocation lists');
  const signer = testRevocationKey();
  const revInfo = writeRevInfo({
    ...{ riv, records, certificates },
    sign: signed => sign('sha1', signed, signer),
  });
  return {
    revInfo: { type: revInfoType, bytes: revInfo },
    lists: versions.map(({ type, version }) => ({
      type,
      bytes: new Uint8Array(Buffer.from(`Assay TEST revocation list ${type}, version ${version}`)),
    })),
  };
}

/** The key that all of them are signed with, made when it is first asked for. */
export function testRevocationKey(): KeyObject {
  key ??= generateKeyPairSync('rsa', { modulusLength: 1024 }).privateKey;
  return key;
}

/** A GUID as structures hold it: its first three parts little-endian. */
function bytesOfGuid(text: string): Uint8Array {
  const bytes = Buffer.from(text.replace(/[{}-]/g, ''), 'hex');
  bytes.subarray(0, 4).reverse();
  bytes.subarray(4, 6).reverse();
  bytes.subarray(6, 8).reverse();
  return new Uint8Array(bytes);
}
