import { randomUUID } from 'node:crypto';
import { parseCertificate, type Principal } from '../../harness/xrml/certificate.ts';
import { generateContentKey, type ContentKey } from '../../harness/xrml/content-key.ts';
import { modeOfKey } from '../../harness/xrml/mode.ts';
import { buildPublishingLicense } from '../../harness/xrml/publishing-license.ts';
import { generateRsaKeyPair, type RsaPublicKey } from '../../harness/xrml/rsa.ts';
import { XrmlError } from '../../harness/xrml/xrml-error.ts';

/**
 * The licences that checks use: an AES and a DES key, a second AES key, and two for principals that
 * differ from the server's in the OBJECT ID or in the modulus only (MS-RMSI 3.2.4.1 compares both).
 */
export type LicenceKind = 'aes' | 'des' | 'other' | 'foreign-id' | 'foreign-key';

/** A publishing license that the harness made, and the key that it sealed in. */
export interface SealedLicence {
  readonly kind: LicenceKind;
  readonly xml: string;
  readonly contentKey: ContentKey;
}

/**
 * Makes publishing licenses for a server (MS-RMPR 2.2.9.7), unsigned, as a client submits them:
 * sealed to the key in the server licensor certificate, in the cryptographic mode of that key. Each
 * kind is made once, when it is first asked for.
 *
 * @param serverCertificate - the SLC, leaf of its chain
 * @throws XrmlError when it is no certificate that issues a server's key
 */
export function licenceMaker(serverCertificate: string): (kind: LicenceKind) => SealedLicence {
  const { issuedPrincipal: server } = parseCertificate(serverCertificate);
  if (server === undefined) throw new XrmlError('The server certificate issues no principal.');
  const made = new Map<LicenceKind, SealedLicence>();
  return kind => {
    const known = made.get(kind) ?? seal(kind, server);
    made.set(kind, known);
    return known;
  };
}

function seal(kind: LicenceKind, server: Principal): SealedLicence {
  const contentKey = kind === 'des' ? generateContentKey('DES') : generateContentKey('AES');
  const xml = buildPublishingLicense({
    mode: modeOfKey(server.publicKey.bits),
    server: principalFor(kind, server),
    contentKey,
    rights: [{ name: 'VIEW', principal: { type: 'Internal', id: 'Anyone' } }],
    owner: { type: 'Windows', emailAddress: 'owner@assay.example' },
    urls: { intranet: server.address ?? 'http://assay.example/_wmcs/licensing' },
  });
  return { kind, xml, contentKey };
}

function principalFor(kind: LicenceKind, server: Principal): Principal {
  if (kind === 'foreign-id') return { ...server, id: `{${randomUUID()}}` };
  if (kind === 'foreign-key') return { ...server, publicKey: foreignKey(server.publicKey.bits) };
  return server;
}

/** Public keys of nobody, by size in bits: making one takes longer than a dozen requests. */
const foreignKeys = new Map<number, RsaPublicKey>();

function foreignKey(bits: number): RsaPublicKey {
  const key = foreignKeys.get(bits) ?? generateRsaKeyPair(bits).publicKey;
  foreignKeys.set(bits, key);
  return key;
}
