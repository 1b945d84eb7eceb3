import { encodeBase64 } from '../../harness/base64.ts';
import { blockPrefix } from '../../harness/wmdrm/license7.ts';
import type { Ecc1KeyPair } from '../../harness/wmdrm/primitives/ecc1.ts';
import { escapeText } from '../../harness/xml/escape.ts';

/** What the DATA of a license says. */
export interface License7Data {
  readonly licenseId: string;
  readonly keyId: string;
  readonly issued: Date;
  /** PUBKEY of who made the content. */
  readonly contentPublicKey: Uint8Array;
  /** A list's own form is not public. */
  readonly revocationList: Uint8Array;
  /** KMpub. */
  readonly machineKey: Uint8Array;
  /** The content key, encrypted. */
  readonly encryptedKey: Uint8Array;
}

/** A license's parts, each written. */
export interface License7Parts {
  /** From `<DATA>` to `</DATA>`. */
  readonly data: string;
  readonly signature: Uint8Array;
  readonly certificates: readonly Uint8Array[];
}

/** What a version 7 license says, and how it is encrypted (MS-DRM 2.2.3.2.4, 2.2.3.2.4.2). */
export interface License7Rules {
  /** The KID of a license, by that in the request's content header. */
  readonly keyIdOfLicense: (asked: string | undefined, own: string) => string;
  /** What is encrypted as VALUE of ENABLINGBITS. */
  readonly enablingKey: (contentKey: Uint8Array) => Uint8Array;
  readonly enablingRecipient: (machineKey: Uint8Array, server: Ecc1KeyPair) => Uint8Array;
  readonly writeData: (data: License7Data) => string;
  /** What is signed. */
  readonly signedText: (data: string) => string;
  readonly documentSigner: (license: Ecc1KeyPair, server: Ecc1KeyPair) => bigint;
  readonly writeLicense: (parts: License7Parts) => string;
  /** The block of 16 bytes; `drawn` is as many random ones. */
  readonly licenseBlock: (drawn: Uint8Array) => Uint8Array;
  /** What KR, which is bytes 2 to 8 of the block, encrypts. */
  readonly sealedText: (license: string, block: Uint8Array) => Uint8Array;
  readonly sealRecipient: (machineKey: Uint8Array, server: Ecc1KeyPair) => Uint8Array;
}

export const conformingLicense7: License7Rules = {
  keyIdOfLicense: (asked, own) => asked ?? own,
  enablingKey: contentKey => contentKey,
  enablingRecipient: machineKey => machineKey,
  writeData,
  signedText: data => data,
  documentSigner: ({ privateKey }) => privateKey,
  writeLicense: ({ data, signature, certificates }) => {
    const chain = certificates.map(each => element('CERTIFICATE', encodeBase64(each))).join('');
    const signed = `<SIGNATURE><HASHALGORITHM type="SHA"></HASHALGORITHM><SIGNALGORITHM type="MSDRM"></SIGNALGORITHM>${element('VALUE', encodeBase64(signature))}</SIGNATURE>`;
    return `<LICENSE version="2.0.0.0"><LICENSORINFO>${data}${signed}<CERTIFICATECHAIN>${chain}</CERTIFICATECHAIN></LICENSORINFO></LICENSE>`;
  },
  licenseBlock: drawn => Uint8Array.from([...blockPrefix, ...drawn.subarray(blockPrefix.length)]),
  sealedText: license => new Uint8Array(Buffer.from(license)),
  sealRecipient: machineKey => machineKey,
};

function writeData(data: License7Data): string {
  const { licenseId, keyId, issued, contentPublicKey, revocationList } = data;
  const head = [
    element('LID', licenseId),
    element('KID', keyId),
    element('ISSUEDATE', issued.toISOString()),
    element('PRIORITY', '10'),
    element('CONTENTPUBKEY', encodeBase64(contentPublicKey)),
    element('RevocationList', encodeBase64(revocationList)),
    `<META>${element('Name', 'Assay TEST content')}</META>`,
  ].join('');
  const key = `<PUBKEY type="machine">${encodeBase64(data.machineKey)}</PUBKEY>`;
  const value = element('VALUE', encodeBase64(data.encryptedKey));
  return `<DATA>${head}<ENABLINGBITS><ALGORITHM type="MSDRM"></ALGORITHM>${key}${value}</ENABLINGBITS></DATA>`;
}

function element(name: string, text: string): string {
  return `<${name}>${escapeText(text)}</${name}>`;
}
