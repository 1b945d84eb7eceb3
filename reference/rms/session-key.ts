import { decodeBase64 } from '../../harness/base64.ts';
import type { Certificate } from '../../harness/xrml/certificate.ts';
import { readKey } from '../../harness/xrml/key-header.ts';
import type { ContentKey } from '../../harness/xrml/content-key.ts';
import { cryptographicModes, modes } from '../../harness/xrml/mode.ts';
import { rsaDecrypt, type RsaKeyPair } from '../../harness/xrml/rsa.ts';

/**
 * The type of the session key in a license's ENABLINGBITS (MS-RMPR 2.2.9.1.13), undefined when it
 * can't be had: 3.5.4.1 refuses DES by another fault than whatever else can't be opened.
 */
export function sessionKeyType(
  { enablingBits }: Certificate,
  { privateKey, publicKey }: RsaKeyPair,
): ContentKey['type'] | undefined {
  const mode = cryptographicModes.find(each => modes[each].enablingBits === enablingBits?.type);
  const raw = decodeBase64(enablingBits?.value ?? '');
  if (mode === undefined || raw === undefined) return undefined;
  const sealed = raw.subarray(0, Math.ceil(publicKey.bits / 8));
  const blob = rsaDecrypt(privateKey, modes[mode].padding, sealed);
  const key = blob && readKey(blob, 'session');
  return typeof key === 'object' ? key.type : undefined;
}
