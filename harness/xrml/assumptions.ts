/**
 * What the documents leave open and this implementation had to decide; docs/reading-a-report.md
 * says when they matter. `evidence` says what speaks for the choice where the documents' own
 * examples say something.
 */
export interface Assumption {
  readonly section: string;
  readonly statement: string;
  readonly evidence?: string;
}

export const assumptions = {
  bodyText: {
    section: 'MS-RMPR 2.2.9.1.12',
    statement:
      'The signed hash is taken over the BODY element from its start tag to its end tag, as written, in UTF-16LE without a byte order mark.',
    evidence: 'The certificates of MS-RMPR 4.5.1 to 4.5.4 and 4.5.6 verify so.',
  },
  modulusByteOrder: {
    section: 'MS-RMPR 2.2.9.1.6',
    statement: 'The modulus is base64 of the little-endian integer, a signature of the big-endian.',
    evidence: 'The certificates of MS-RMPR 4.5.1 to 4.5.4 and 4.5.6 verify so.',
  },
  hashName: {
    section: 'MS-RMPR 2.2.9.1.12',
    statement:
      'Hashes are written SHA1 and SHA256; the spellings SHA-1 and SHA-256 are read as the same.',
    evidence: 'Genuine certificates write SHA1, MS-RMPR 3.1.4.7 writes SHA256.',
  },
  enablingBitsByteOrder: {
    section: 'MS-RMPR 2.2.9.1.13',
    statement: 'The RSA part of ENABLINGBITS is the big-endian integer.',
    evidence:
      'Read as little-endian, the RSA part in the RAC of MS-RMPR 4.5.2 exceeds the modulus of the SPC in 4.5.1 it is encrypted to.',
  },
  enablingBitsHashedText: {
    section: 'MS-RMPR 2.2.9.1.13',
    statement:
      'The hash in the ENABLINGBITS of a publishing license is taken over ISSUEDPRINCIPALS without the ENABLINGBITS it becomes part of, without added white space, in UTF-16LE.',
  },
  enablingBitsHashedIssuer: {
    section: 'MS-RMPR 2.2.9.1.13',
    statement:
      'The hash in the ENABLINGBITS of an RMS account certificate, client licensor certificate or use license is taken over the ISSUER element from its start tag to its end tag, as written, in UTF-16LE.',
  },
  privateKeyBlob: {
    section: 'MS-RMPR 2.2.9.1.13',
    statement:
      'An RSA private key in ENABLINGBITS is a PRIVATEKEYBLOB of the Windows CryptoAPI with no KeyHeader before it; when opening, a KeyHeader of which only BlobSize is judged may stand there.',
    evidence:
      'The ENABLINGBITS of MS-RMPR 4.5.2 and 4.5.3 are 640 bytes longer than the RSA part: header of 16, such a blob of 596 bytes, hash of 20, filled up to whole AES blocks; with a KeyHeader they would be 656 bytes longer.',
  },
  sessionKey: {
    section: 'MS-RMPR 2.2.9.1.13',
    statement:
      'The session key made here is AES-128; DES and every AES size are accepted when opening.',
    evidence:
      'The ENABLINGBITS of MS-RMPR 4.5.4 and 4.5.6 are 64 bytes longer than the RSA part: headers of 16 and 12 bytes, a key of 16, a hash of 20.',
  },
  headerSize: {
    section: 'MS-RMPR 2.2.9.1.13',
    statement: 'dwcbSize counts the second KeyHeader, the key and the hash, not the UDEBHeader.',
  },
  lastBlock: {
    section: 'MS-RMPR 2.2.9.1.13',
    statement:
      'What is encrypted in ENABLINGBITS and AUTHENTICATEDDATA is filled up with zero bytes to a whole block; nothing is added when it is whole already.',
    evidence: 'In MS-RMPR 4.5.4 both are whole already, and nothing is added.',
  },
  blockSizeUnit: {
    section: 'MS-RMPR 2.2.9.1.13.1',
    statement:
      'blockSizeInBytes holds bits, as keySizeInBytes is said to: 128 for AES, 64 for DES; it is not checked when opening.',
  },
  flagPositions: {
    section: 'MS-RMPR 2.2.9.1.13.1',
    statement:
      'Flags is a little-endian DWORD whose most significant bit stands first in the diagram: A is 0x00000001, E 0x00001000, C 0x00002000.',
  },
  desKeyLength: {
    section: 'MS-RMPR 2.2.9.1.13.1',
    statement: 'A DES key is announced as 56 bits and stored in 8 bytes, parity bits included.',
  },
  oaepHash: {
    section: 'MS-RMPR 2.2.9.1.13',
    statement: 'OAEP in enabling bits of type sealed-key-v2 uses SHA-1 and MGF1 with SHA-1.',
  },
  rightsDataCipher: {
    section: 'MS-RMPR 2.2.9.7.6',
    statement:
      'AUTHENTICATEDDATA is the UTF-16LE text of the rights data, encrypted with the content key in ECB mode, with no header before it.',
    evidence:
      'The ciphertext of MS-RMPR 4.5.4 is as long as the UTF-16LE text of 4.5.5, and its 434 blocks repeat exactly where the blocks of that text repeat.',
  },
  policyListsOnSigning: {
    section: 'MS-RMPR 2.2.9.7',
    statement:
      'When a publishing license is signed, its POLICYLISTs move to the end of its rights data; to an official template nothing is added, and they stay in the license.',
  },
} as const satisfies Readonly<Record<string, Assumption>>;

export type AssumptionName = keyof typeof assumptions;
