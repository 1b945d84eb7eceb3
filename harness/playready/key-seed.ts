import { createHash } from 'node:crypto';
import { PlayReadyError } from './error.ts';
import { kidBytes } from './kid.ts';

/** Bytes of a key seed that count; a longer one is cut (PlayReady-facts 4.8). */
export const keySeedBytes = 30;

/** The key seed of Microsoft's public test server, which everybody may know (PlayReady-facts 4.8). */
export const testKeySeed: Uint8Array = new Uint8Array(
  Buffer.from('XVBovsmzhP9gRIZxWfFta3VVRPzVEWmJsazEJ46I', 'base64'),
);

/**
 * The content key of a KID under a key seed (PlayReady-facts 4.8): SHA-256 over three arrangements of
 * seed and KID, folded to 16 bytes. `kid` is in header form.
 *
 * @throws PlayReadyError when the seed has fewer than 30 bytes, or the KID not 16
 */
export function deriveContentKey(seed: Uint8Array, kid: Uint8Array): Uint8Array {
  if (seed.length < keySeedBytes)
    throw new PlayReadyError(
      `Expected a key seed of at least ${keySeedBytes} bytes; found ${seed.length}.`,
    );
  if (kid.length !== kidBytes)
    throw new PlayReadyError(`Expected a KID of ${kidBytes} bytes; found ${kid.length}.`);
  const used = seed.subarray(0, keySeedBytes);
  const digests = [
    [used, kid],
    [used, kid, used],
    [used, kid, used, kid],
  ].map(parts => createHash('sha256').update(Buffer.concat(parts)).digest());
  const key = new Uint8Array(16);
  for (const digest of digests)
    for (const [index, byte] of digest.entries()) key[index % 16] = (key[index % 16] ?? 0) ^ byte;
  return key;
}
