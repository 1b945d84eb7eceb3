import { readFileSync, statSync } from 'node:fs';
import { keyChecksum, keyAlgorithms } from '../../harness/playready/checksum.ts';
import { PlayReadyError } from '../../harness/playready/error.ts';
import type { HeaderKey } from '../../harness/playready/header/header.ts';
import { deriveContentKey, keySeedBytes, testKeySeed } from '../../harness/playready/key-seed.ts';
import { UserError } from '../../harness/user-error.ts';
import { decodeBase64, encodeBase64 } from '../../harness/base64.ts';

/** How the content keys are given; a key on the command line would show in the list of processes. */
export interface KeyOptions {
  readonly keyFile?: string;
  readonly keySeedFile?: string;
  readonly testKeySeed?: true;
}

/** Whether a checksum belongs to the key that was given for its KID. */
export type ChecksumVerdict = 'matches' | 'differs' | 'not verified';

/** The content key of a KID, as the options have it; undefined without any of them. */
export type KeyOf = (kid: Uint8Array) => Uint8Array;

/**
 * Reads the key, or the seed, that the options name. Nothing of it is ever printed.
 *
 * @throws UserError when there are two, or a file does not hold one
 */
export function keysOf(options: KeyOptions): KeyOf | undefined {
  const given = Object.entries({
    '--key-file': options.keyFile,
    '--key-seed-file': options.keySeedFile,
    '--test-key-seed': options.testKeySeed,
  }).filter(([, value]) => value !== undefined);
  if (given.length > 1)
    throw new UserError(
      `Expected one way to get keys; found ${given.map(([name]) => name).join(' and ')}.`,
    );
  if (options.keyFile !== undefined) {
    const key = readSecret(options.keyFile, 'a content key', 1);
    return () => key;
  }
  const seed =
    options.keySeedFile === undefined
      ? options.testKeySeed && testKeySeed
      : readSecret(options.keySeedFile, 'a key seed', keySeedBytes);
  return seed && (kid => deriveContentKey(seed, kid));
}

/**
 * Compares the checksum of a key with what its content key gives (PlayReady-facts 5.5).
 *
 * @throws UserError when the content key cannot be one of this algorithm
 */
export function verifyChecksum(key: HeaderKey, keyOf: KeyOf | undefined): ChecksumVerdict {
  const algorithm = keyAlgorithms.find(known => known === (key.algorithm ?? 'AESCTR'));
  if (keyOf === undefined || key.kid === undefined || key.checksum === undefined)
    return 'not verified';
  if (algorithm === undefined) return 'not verified';
  try {
    const expected = keyChecksum(algorithm, key.kid, keyOf(key.kid));
    if (expected === undefined) return 'not verified';
    return encodeBase64(expected) === key.checksum.trim() ? 'matches' : 'differs';
  } catch (error) {
    throw error instanceof PlayReadyError ? new UserError(error.message) : error;
  }
}

/** Hexadecimal or base64 text; a message never quotes it. */
function readSecret(file: string, what: string, least: number): Uint8Array {
  let text: string;
  try {
    if (statSync(file).size > 4096)
      throw new UserError(`Expected ${what} in ${file}; it is too long.`);
    text = readFileSync(file, 'utf8').replace(/\s+/g, '');
  } catch (error) {
    throw error instanceof UserError
      ? error
      : new UserError(`Expected ${what} in the file ${file}; it cannot be read.`);
  }
  const isHex = /^(?:[\da-f]{2})+$/i.test(text);
  const bytes = isHex ? new Uint8Array(Buffer.from(text, 'hex')) : decodeBase64(text);
  if (bytes === undefined || bytes.length < least)
    throw new UserError(
      `Expected ${what} of at least ${least} bytes as hexadecimal digits or base64 in ${file}; found ${bytes === undefined ? 'neither' : `${bytes.length} bytes`}.`,
    );
  return bytes;
}
