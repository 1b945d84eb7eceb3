import { header } from '../../harness/playready/namespaces.ts';

const kid = 'uPeXHrR3K0icGCpYMBGsZw==';

const contents = {
  '4.0.0.0': `<DATA><PROTECTINFO><KEYLEN>16</KEYLEN><ALGID>AESCTR</ALGID></PROTECTINFO><KID>${kid}</KID></DATA>`,
  '4.1.0.0': `<DATA><PROTECTINFO><KID ALGID="AESCTR" VALUE="${kid}"></KID></PROTECTINFO></DATA>`,
  '4.2.0.0': `<DATA><PROTECTINFO><KIDS><KID ALGID="AESCTR" VALUE="${kid}"></KID></KIDS></PROTECTINFO></DATA>`,
} as const;

/** The KID of every test header, in header form. */
export const testKid = new Uint8Array(Buffer.from(kid, 'base64'));

/** A plain WRMHEADER with one key, for test challenges. */
export function testHeader(version: keyof typeof contents): string {
  return `<WRMHEADER xmlns="${header}" version="${version}">${contents[version]}</WRMHEADER>`;
}
