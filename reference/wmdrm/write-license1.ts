import { encryptBlock } from '../../harness/wmdrm/primitives/block.ts';
import { signText } from '../../harness/wmdrm/primitives/signature.ts';
import { rightPlayOnPc } from '../../harness/wmdrm/version1-request.ts';
import type { Call } from './exchange.ts';
import type { License1Purpose } from './license1-rules.ts';

/** What a license does not say: from when on it is of no use; the last day of 2039. */
const expiryDate = Uint8Array.of(20, 39, 12, 31);

/**
 * Writes a CERTIFIED_LICENSE: two certificates, whose layout is ours, and a LICENSE of 165 bytes (MS-DRM
 * 2.2.2.3, 2.2.2.3.4, 2.2.2.3.5).
 *
 * @param machineKey - KMpub
 */
export function writeLicense1(
  purpose: License1Purpose,
  machineKey: Uint8Array,
  { state, behaviour }: Call,
): Uint8Array {
  const { content, licenseKey, serverKey, assumptions, certificates } = state;
  const recipient = behaviour.keyRecipient(machineKey, serverKey);
  const block = behaviour.keyBlock(content.contentKey, purpose);
  const appSecurity = Buffer.alloc(4);
  appSecurity.writeUInt32LE(content.minimumAppSecurity);
  const data = Buffer.concat([
    behaviour.licenseKeyId(purpose),
    encryptBlock(block, recipient, assumptions['point-order']),
    ...[rightPlayOnPc, appSecurity, expiryDate],
  ]);
  const signer = behaviour.licenseSigner(licenseKey, serverKey);
  const signature = signText(behaviour.signedData(data, purpose), signer, assumptions);
  const length = Buffer.alloc(4);
  length.writeUInt32LE(behaviour.dataLength(purpose));
  return new Uint8Array(
    Buffer.concat([
      ...certificates,
      ...[behaviour.licVersion(purpose), length],
      ...[behaviour.licenseSignature(signature, purpose), data],
    ]),
  );
}
