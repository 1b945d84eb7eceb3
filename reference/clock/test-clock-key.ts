import { generateKeyPairSync, sign, type KeyObject } from 'node:crypto';
import { encodeBase64 } from '../../harness/base64.ts';

/**
 * The key of the reference server. It stands for the one of a genuine service, which nobody outside of
 * Microsoft has; its algorithm and the form of its certificate are ours, too, because those of MS-DRM
 * are not public. Nothing that it signs is of use to a device.
 */
export interface TestClockKey {
  readonly publicKey: KeyObject;
  /** base64: ECDSA on P-256 over SHA-256 of the text in UTF-8, r and s of 32 bytes each. */
  readonly sign: (data: string) => string;
  /** base64 of a text that says whose key it is, and of the key. */
  readonly certificate: string;
}

let made: TestClockKey | undefined;

/** The key of this process, made when it is first asked for. */
export function testClockKey(): TestClockKey {
  made ??= makeKey();
  return made;
}

function makeKey(): TestClockKey {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const shown = publicKey.export({ type: 'spki', format: 'pem' }).toString();
  return {
    publicKey,
    sign: data =>
      encodeBase64(
        sign('sha256', Buffer.from(data), { key: privateKey, dsaEncoding: 'ieee-p1363' }),
      ),
    certificate: encodeBase64(Buffer.from(`Assay TEST secure clock, no genuine one\n${shown}`)),
  };
}
