import { braced, guidFrom } from './guid.ts';
import { issueCertificate, type IssuingCertificate } from './issuing-certificate.ts';
import { modes, type CryptographicMode } from './mode.ts';
import type { Principal } from './principal.ts';
import { generateRsaKeyPair, type RsaKeyPair, type RsaPublicKey } from './rsa.ts';
import type { Period } from './time.ts';

/** The keys above a server: each signs the certificate of the one after it. */
export interface EnrollmentKeys {
  readonly root: RsaKeyPair;
  readonly ca: RsaKeyPair;
  readonly enrollmentCa: RsaKeyPair;
  readonly enrollmentService: RsaKeyPair;
}

const yearMilliseconds = 365 * 24 * 60 * 60 * 1000;
const generated = new Map<CryptographicMode, EnrollmentKeys>();

/**
 * Keys for a test hierarchy in the sizes of MS-RMPR 2.2.9.3.2 and 2.2.9.3.3: CA and root have 2,048
 * bits, the two below what the mode prescribes. Generated once for each mode and process.
 */
export function enrollmentKeys(mode: CryptographicMode): EnrollmentKeys {
  const known = generated.get(mode) ?? {
    root: generateRsaKeyPair(2048),
    ca: generateRsaKeyPair(2048),
    enrollmentCa: generateRsaKeyPair(2048),
    enrollmentService: generateRsaKeyPair(modes[mode].keyBits),
  };
  generated.set(mode, known);
  return known;
}

/**
 * Issues a server licensor certificate under a hierarchy of the pre-production shape with keys of our
 * own (MS-RMPR 2.2.9.2, 2.2.9.3): SLC, Enrollment Service, Enrollment CA and CA certificate, in this
 * order, each signed by the next one's key and the last by `root`. No product trusts that root; the
 * Server-SKU and the issuer's practice statement say that it is a test hierarchy. All are valid from
 * a year before `at` to a year after; the same input gives the same text.
 *
 * @param request.guid - identifies the server; braces are added when missing
 * @param request.name - only a self-enrolled server has one (2.2.9.3.3)
 * @param request.url - address of the server, for example `http://127.0.0.1:8080/_wmcs`
 */
export function issueServerLicensorCertificateChain(request: {
  readonly mode: CryptographicMode;
  readonly guid: string;
  readonly name?: string;
  readonly url: string;
  readonly key: RsaKeyPair;
  readonly at?: Date;
  readonly hierarchy?: EnrollmentKeys;
}): { readonly chain: readonly string[]; readonly root: RsaPublicKey } {
  const { mode, name, key } = request;
  const keys = request.hierarchy ?? enrollmentKeys(mode);
  const at = request.at ?? new Date();
  const period: Period = {
    from: new Date(at.getTime() - yearMilliseconds),
    until: new Date(at.getTime() + yearMilliseconds),
  };
  const server: Principal = {
    objectType: 'MS-DRM-Server',
    idType: 'MS-GUID',
    id: braced(request.guid),
    ...(name !== undefined && { name }),
    address: request.url,
    publicKey: key.publicKey,
    securityLevels: [
      { name: 'Server-Version', value: '1.0.0.0' },
      { name: 'Server-SKU', value: 'Assay test hierarchy' },
    ],
  };
  const root = authority('Microsoft DRM ISV Root', keys.root.publicKey);
  const ca = authority('Microsoft DRM ISV CA', keys.ca.publicKey);
  const enrollmentCa = authority(
    'Microsoft DRM ISV Server Enrollment CA',
    keys.enrollmentCa.publicKey,
  );
  const service = enrollmentService(keys.enrollmentService.publicKey);
  const issue = (
    type: IssuingCertificate['type'],
    principal: Principal,
    issuer: Principal,
    signer: RsaKeyPair,
  ): string => issueCertificate({ type, issuer, principal, issuedTime: at, period }, signer, mode);
  return {
    chain: [
      issue(
        'Server-Licensor-Certificate',
        server,
        { ...service, securityLevels: [practiceStatement] },
        keys.enrollmentService,
      ),
      issue('Server-Licensor-Certificate', service, enrollmentCa, keys.enrollmentCa),
      issue('DRM-CA-Certificate', enrollmentCa, ca, keys.ca),
      issue('DRM-CA-Certificate', ca, root, keys.root),
    ],
    root: keys.root.publicKey,
  };
}

const practiceStatement = {
  name: 'Certificate Practice Statement',
  value: 'https://assay.invalid/test-hierarchy',
};

function authority(id: string, publicKey: RsaPublicKey): Principal {
  return {
    objectType: 'DRM-Certificate-Authority',
    idType: 'ascii-tag',
    id,
    name: id,
    publicKey,
    securityLevels: [],
  };
}

function enrollmentService(publicKey: RsaPublicKey): Principal {
  return {
    objectType: 'MS-DRM-Server',
    idType: 'MS-GUID',
    id: guidFrom(`Enrollment Service|${Buffer.from(publicKey.modulus).toString('hex')}`),
    name: 'Microsoft DRM ISV Server Enrollment Service',
    publicKey,
    securityLevels: [],
  };
}
