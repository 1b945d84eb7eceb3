import { licVersions } from '../../harness/wmdrm/license1.ts';
import { sealLicense7 } from '../../harness/wmdrm/license7.ts';
import { encryptBlock } from '../../harness/wmdrm/primitives/block.ts';
import { signText } from '../../harness/wmdrm/primitives/signature.ts';
import { keyIdOf } from '../../harness/wmdrm/version1-request.ts';
import { completeAssumptions } from '../../harness/wmdrm/wmdrm-assumptions.ts';
import { counted } from '../wmdrm/bits.ts';
import { base64, keyId, kid, type OwnServer } from './own-server.ts';

const assumed = completeAssumptions();

/**
 * A version 1 license of a server of ours, with two certificates of 96 bytes before it.
 *
 * @param machine - PUBKEY that it is for; the client's unless given
 */
export function license1(
  { licenseKey, client, contentKey }: OwnServer,
  machine = client.machine.publicKey,
): Uint8Array {
  const block = Uint8Array.of(...contentKey, ...contentKey.map(byte => byte ^ 0xff), 0, 0);
  const data = Uint8Array.of(
    ...keyIdOf(keyId),
    ...encryptBlock(block, machine, assumed['point-order']),
    ...[1, 0, 0, 0, 150, 0, 0, 0, 20, 39, 12, 31],
  );
  const sign = signText(data, licenseKey.privateKey, assumed);
  const length = [0x75, 0, 0, 0];
  return Uint8Array.of(...counted(192, 3), ...licVersions['3.2.5.1'], ...length, ...sign, ...data);
}

/** A version 7 license of a server of ours; for the client's machine unless another is given. */
export function license7(
  { licenseKey, client, contentKey }: OwnServer,
  machine = client.machine.publicKey,
): Uint8Array {
  const order = assumed['point-order'];
  const key = base64(encryptBlock(contentKey, machine, order));
  const data = `<DATA><LID>{00000000-0000-0000-0000-000000000001}</LID><KID>${kid}</KID><ISSUEDATE>20260101</ISSUEDATE><PRIORITY>1</PRIORITY><CONTENTPUBKEY>AA==</CONTENTPUBKEY><RevocationList>AA==</RevocationList><ENABLINGBITS><VALUE>${key}</VALUE></ENABLINGBITS></DATA>`;
  const signature = base64(signText(Buffer.from(data), licenseKey.privateKey, assumed));
  const text = `<LICENSE version="2.0.0.0"><LICENSORINFO>${data}<SIGNATURE><VALUE>${signature}</VALUE></SIGNATURE><CERTIFICATECHAIN><CERTIFICATE>AA==</CERTIFICATE><CERTIFICATE>AA==</CERTIFICATE></CERTIFICATECHAIN></LICENSORINFO></LICENSE>`;
  return sealLicense7(Buffer.from(text), Uint8Array.of(7, 1, ...counted(14)), machine, order);
}

/** A response with these licenses of version 7, and with this before them. */
export function response7(licenses: readonly Uint8Array[], before = ''): string {
  const nodes = licenses.map(each => `<LICENSE version="2.0.0.0">${base64(each)}</LICENSE>`);
  return `<LICENSERESPONSE>${before}${nodes.join('')}</LICENSERESPONSE>`;
}

/** A page with these licenses of version 1. */
export function page1(...licenses: readonly Uint8Array[]): string {
  const calls = licenses.map(each => `netobj.StoreLicense("${base64(each)}");`);
  return `<HTML><BODY><SCRIPT>${calls.join('')}</SCRIPT></BODY></HTML>`;
}
