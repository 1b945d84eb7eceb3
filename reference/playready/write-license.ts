import { randomBytes } from 'node:crypto';
import { encodeBase64 } from '../../harness/base64.ts';
import { joinBytes, u32, writeObject } from './write-objects.ts';

/** Flags of an object that holds objects, in published licenses (PlayReady-facts 6). */
const container = 2;

/** A type of our own, which published licenses do not have: nothing is to be read into it. */
const testType = 0xa55a;

/**
 * Writes a test license, in base64: "XMR" and NUL, version 3, 16 bytes id, and objects that fill it
 * exactly, one of which is the key id (PlayReady-facts 6). The format of licenses is not public, so
 * there is nothing else: the words "Assay TEST license", and random bytes where a client would look for
 * rights and keys. It holds no content key, and no client can use it.
 *
 * @param kid - 16 bytes, in the byte order of the header
 */
export function writeTestLicense(kid: Uint8Array): string {
  const contents = [Buffer.from('Assay TEST license', 'latin1'), kid, randomBytes(128)];
  const inner = contents.map(body => writeObject({ flags: 1, type: testType, body }));
  const middle = writeObject({ flags: container, type: testType, body: joinBytes(...inner) });
  return encodeBase64(
    joinBytes(
      Buffer.from('XMR\0', 'latin1'),
      u32(3),
      randomBytes(16),
      writeObject({ flags: container, type: testType, body: middle }),
    ),
  );
}
