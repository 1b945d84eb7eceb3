import { randomBytes, randomUUID } from 'node:crypto';
import { sealLicense7 } from '../../harness/wmdrm/license7.ts';
import { blockBytes, encryptBlock } from '../../harness/wmdrm/primitives/block.ts';
import { signText } from '../../harness/wmdrm/primitives/signature.ts';
import type { Call } from './exchange.ts';

/** Stands where a list of revoked content goes. */
const revocationList = new Uint8Array(Buffer.from('Assay TEST: nothing is revoked'));

/**
 * Writes a version 7 license and encrypts it to a machine (MS-DRM 2.2.3.2.4, 2.2.3.2.4.2).
 *
 * @param asked - KID in the request's content header
 * @param machineKey - KMpub
 */
export function writeLicense7(
  asked: string | undefined,
  machineKey: Uint8Array,
  { state, behaviour }: Call,
): Uint8Array {
  const { content, licenseKey, serverKey, assumptions, certificates } = state;
  const order = assumptions['point-order'];
  const data = behaviour.writeData({
    ...{ revocationList, machineKey },
    licenseId: `{${randomUUID()}}`,
    keyId: behaviour.keyIdOfLicense(asked, content.keyId),
    issued: new Date(),
    contentPublicKey: content.packager.publicKey,
    encryptedKey: encryptBlock(
      behaviour.enablingKey(content.contentKey),
      behaviour.enablingRecipient(machineKey, serverKey),
      order,
    ),
  });
  const signed = Buffer.from(behaviour.signedText(data));
  const signature = signText(signed, behaviour.documentSigner(licenseKey, serverKey), assumptions);
  const license = behaviour.writeLicense({ data, signature, certificates });
  const block = behaviour.licenseBlock(new Uint8Array(randomBytes(blockBytes)));
  const recipient = behaviour.sealRecipient(machineKey, serverKey);
  return sealLicense7(behaviour.sealedText(license, block), block, recipient, order);
}
