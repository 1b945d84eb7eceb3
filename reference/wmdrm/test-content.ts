import { randomBytes } from 'node:crypto';
import { encodeBase64 } from '../../harness/base64.ts';
import { newKeyPair, type Ecc1KeyPair } from '../../harness/wmdrm/primitives/ecc1.ts';
import { signText, type SignatureForm } from '../../harness/wmdrm/primitives/signature.ts';

/** Content that licenses are issued for. */
export interface TestContent {
  /** A GUID in base64, 24 characters: KID of the header, and KeyID of version 1. */
  readonly keyId: string;
  /** The content's header: its element (MS-DRM 2.2.3.1.3.12). */
  readonly header: string;
  /** Kcontent: 7 bytes (MS-DRM 2.2.2.3.5). */
  readonly contentKey: Uint8Array;
  /** Signs the header; its public half is CONTENTPUBKEY. */
  readonly packager: Ecc1KeyPair;
  /** AppSec that a license needs (MS-DRM 3.2.5.1). */
  readonly minimumAppSecurity: number;
}

/** Makes content that there is nothing of but its header and its key. */
export function makeTestContent(form: SignatureForm): TestContent {
  const keyId = encodeBase64(randomBytes(16));
  const packager = newKeyPair();
  const data = `<DATA><KID>${keyId}</KID><CID>Assay TEST content</CID><LAINFO>http://license.example/</LAINFO></DATA>`;
  const signature = encodeBase64(signText(Buffer.from(data), packager.privateKey, form));
  return {
    ...{ keyId, packager },
    header: `<WRMHEADER version="2.0.0.0">${data}<SIGNATURE><VALUE>${signature}</VALUE></SIGNATURE></WRMHEADER>`,
    contentKey: new Uint8Array(randomBytes(7)),
    minimumAppSecurity: 150,
  };
}
