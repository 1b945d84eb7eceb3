import { decodeMessageBase64 } from '../../harness/wmdrm/message-base64.ts';
import type { Call } from './exchange.ts';
import { readMachineCertificate } from './machine-certificate.ts';
import { machineCertificateRules, type Refusal } from './refusal.ts';

/**
 * Holds a MACHINECERTIFICATE to the rules of MS-DRM 3.2.5.3, in its order.
 *
 * @param text - of the element, in base64
 * @returns undefined where it keeps them
 */
export function refusalOfMachineCertificate(
  text: string,
  { behaviour }: Call,
): Refusal | undefined {
  const bytes = decodeMessageBase64(text) ?? new Uint8Array();
  const certificate = readMachineCertificate(Buffer.from(bytes).toString('utf8'));
  const broken = machineCertificateRules.find(
    rule => !behaviour.machineCertificateKeeps(rule, certificate),
  );
  return broken && { place: 'MACHINECERTIFICATE', broken };
}
