import type { Certificate } from '../../harness/xrml/certificate.ts';
import { samePrincipal } from '../../harness/xrml/principal.ts';
import { encryptedRightsDataId, type ParsedRightsData } from '../../harness/xrml/rights-data.ts';
import { templateSignatureHolds } from '../../harness/xrml/rights-policy-template.ts';
import type { RsaKeyPair } from '../../harness/xrml/rsa.ts';
import { licensorsOf, type ServerState } from './state.ts';

/**
 * Whether a license is a publishing license, signed or not, that holds what a server needs
 * (MS-RMPR 2.2.9.7, 2.2.9.7.4): a server's principal, a sealed key and encrypted rights data.
 */
export function isPublishingLicense(license: Certificate): boolean {
  const { bodyType, issuedPrincipal, enablingBits, authenticatedData } = license;
  return (
    bodyType === 'Microsoft Rights Label' &&
    issuedPrincipal?.objectType === 'MS-DRM-Server' &&
    issuedPrincipal.idType === 'MS-GUID' &&
    enablingBits !== undefined &&
    authenticatedData.filter(({ id }) => id === encryptedRightsDataId).length === 1
  );
}

/**
 * Whether rights data are not those of an official template, or carry the signature of a server that
 * this one issues licenses for: a template signed by anybody else is as good as not signed.
 */
export function officialTemplateHolds(rightsData: ParsedRightsData, state: ServerState): boolean {
  return (
    rightsData.type !== 'Microsoft Official Rights Template' ||
    licensorsOf(state).some(({ principal }) =>
      templateSignatureHolds(rightsData, principal.publicKey),
    )
  );
}

/** The key pair of the server that a license names, or else the server's own. */
export function keyPairFor(license: Certificate, state: ServerState): RsaKeyPair {
  const { issuedPrincipal } = license;
  const licensor = licensorsOf(state).find(
    ({ principal }) => issuedPrincipal !== undefined && samePrincipal(issuedPrincipal, principal),
  );
  return licensor?.keyPair ?? state.keyPair;
}
