import type { Reply } from '../../soap/reply.ts';
import { describeReply } from '../../verdict/expect.ts';
import { parseCertificate, type Certificate } from '../../xrml/certificate.ts';
import type { ContentKey } from '../../xrml/content-key.ts';
import {
  decryptRightsData,
  encryptedRightsDataOf,
  parseRightsData,
  type ParsedRightsData,
} from '../../xrml/rights-data.ts';
import { verifySignature } from '../../xrml/signature.ts';
import { XrmlError } from '../../xrml/xrml-error.ts';
import { certificatesIn } from '../certificate-texts.ts';
import type { Driver } from './driver.ts';

/**
 * EditIssuanceLicense (MS-RMSI 3.4.4.1): a license of the server's whose rights data open with the
 * old key.
 */
export const editIssuanceLicense: Driver = {
  success: 'a new license, signed by the server, that opens with the key of the old one',
  values: async kit => ({
    'publishing-license': (await kit.published('editable')).xml,
    'unsigned-publishing-license': kit.licence('renewed').xml,
  }),
  async doubt(reply, kit) {
    const license = republished(reply);
    if (license === undefined) return describeReply(reply);
    const signature = verifySignature(license, kit.server().publicKey);
    if (!signature.valid) return `a license whose signature is wrong (${signature.reason})`;
    const { contentKey } = await kit.published('editable');
    return rightsDataOf(license, contentKey) === undefined
      ? 'a license whose rights data do not open with the key of the old one'
      : undefined;
  },
};

/** The new license in a response to EditIssuanceLicense, or undefined when there is none to be read. */
export function republished(reply: Reply): Certificate | undefined {
  return certificatesIn(reply, parseCertificate)[0];
}

/** The rights data of a license, or undefined when this key does not open them. */
export function rightsDataOf(license: Certificate, key: ContentKey): ParsedRightsData | undefined {
  try {
    return parseRightsData(decryptRightsData(encryptedRightsDataOf(license), key));
  } catch (error) {
    if (error instanceof XrmlError) return undefined;
    throw error;
  }
}
