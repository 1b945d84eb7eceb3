import type { Certificate, Principal } from '../../harness/xrml/certificate.ts';
import type { ContentKey } from '../../harness/xrml/content-key.ts';
import { findReferral } from '../../harness/xrml/distribution-point.ts';
import { modes, type CryptographicMode } from '../../harness/xrml/mode.ts';
import { optionalChild, requiredChild } from '../../harness/xrml/navigate.ts';
import { ownerElement } from '../../harness/xrml/owner.ts';
import { samePrincipal } from '../../harness/xrml/principal.ts';
import { decryptRightsData, encryptedRightsDataOf } from '../../harness/xrml/rights-data.ts';
import type { RsaKeyPair } from '../../harness/xrml/rsa.ts';
import { verifySignature } from '../../harness/xrml/signature.ts';
import { contains } from '../../harness/xrml/time.ts';
import {
  buildUseLicense,
  type UsageGrant,
  type UseLicenseRequest,
} from '../../harness/xrml/use-license.ts';
import { conformingAcquireContentKey } from './acquire-content-key-rules.ts';
import type { OpenedRightsLabel } from './rights-label.ts';
import { licensorOf, licensorsOf, type Licensor, type ServerState } from './state.ts';

/** The operations that give use licenses; what they share can be broken in one of them alone. */
export type LicensingOperation = 'AcquireLicense' | 'AcquirePreLicense';

/** How a use license comes of a publishing license (MS-RMPR 3.4.4.1). */
export interface LicensingRules {
  /** The servers whose publishing licenses this one opens. */
  readonly rightsLabelLicensors: (state: ServerState) => readonly Licensor[];
  /** Whether a publishing license is untouched; one without signature is not. */
  readonly rightsLabelSignatureHolds: (
    license: Certificate,
    operation: LicensingOperation,
  ) => boolean;
  /** Whether keys and hash are those of the server's mode. */
  readonly rightsLabelFitsMode: (license: Certificate, mode: CryptographicMode) => boolean;
  readonly rightsLabelPrincipalMatches: (issued: Principal, licensor: Principal) => boolean;
  /** Whether a publishing license, the first of its chain, comes from somebody who may publish. */
  readonly rightsLabelIssuerIsTrusted: (
    license: Certificate,
    issuer: Certificate | undefined,
    licensors: readonly Licensor[],
  ) => boolean;
  readonly rightsLabelIsInTime: (license: Certificate, now: Date) => boolean;
  readonly openRightsLabelKey: (license: Certificate, keyPair: RsaKeyPair) => ContentKey;
  /** The plaintext of the rights data. */
  readonly decryptRights: (license: Certificate, key: ContentKey) => string;
  readonly useLicenseRequest: (
    label: OpenedRightsLabel,
    licensee: Principal,
    rights: readonly UsageGrant[],
    state: ServerState,
    operation: LicensingOperation,
  ) => UseLicenseRequest;
  readonly issueUseLicense: (request: UseLicenseRequest, operation: LicensingOperation) => string;
  /** The text of an error that stands in place of a use license. */
  readonly exceptionString: (exceptionName: string, message: string) => string;
}

export const conformingLicensing: LicensingRules = {
  rightsLabelLicensors: licensorsOf,
  rightsLabelSignatureHolds: license => verifySignature(license).valid,
  rightsLabelFitsMode: (license, mode) => {
    // Mode 2 takes what Mode 1 has signed; the other way round is refused (3.4.4.1).
    if (mode === 'mode2') return true;
    const { hashAlgorithm, keyBits, enablingBits } = modes[mode];
    return (
      license.signature?.algorithm === hashAlgorithm &&
      license.issuedPrincipal?.publicKey.bits === keyBits &&
      license.enablingBits?.type === enablingBits
    );
  },
  rightsLabelPrincipalMatches: samePrincipal,
  rightsLabelIssuerIsTrusted: (license, issuer, licensors) => {
    const isLicensor = (candidate: Principal): boolean =>
      licensors.some(({ principal }) => samePrincipal(candidate, principal));
    // Published online; offline, a client licensor certificate of such a server comes next (2.2.9.2).
    return (
      isLicensor(license.issuer) ||
      (issuer?.issuedPrincipal !== undefined &&
        issuer.descriptor?.objectType === 'Client-Licensor-Certificate' &&
        samePrincipal(license.issuer, issuer.issuedPrincipal) &&
        isLicensor(issuer.issuer) &&
        verifySignature(issuer).valid)
    );
  },
  rightsLabelIsInTime: ({ validity }, now) => validity === undefined || contains(validity, now),
  openRightsLabelKey: conformingAcquireContentKey.openKey,
  decryptRights: (license, key) => decryptRightsData(encryptedRightsDataOf(license), key),
  useLicenseRequest: ({ license, contentKey, rightsData }, licensee, rights, state) => {
    const body = requiredChild(license.root, 'BODY');
    const work = requiredChild(body, 'WORK');
    const owner = ownerElement(work);
    const referral = findReferral(body);
    const revocation = optionalChild(work, 'CONDITIONLIST');
    const name = rightsData.descriptor?.name;
    return {
      mode: state.cryptographicMode,
      // Its own SLC, also where another's key opened the license (3.4.4.1).
      issuer: licensorOf(state).principal,
      signWith: state.keyPair,
      licensee,
      contentKey,
      rights,
      work: requiredChild(work, 'OBJECT'),
      ...(owner && { owner }),
      ...(referral && { referral }),
      ...(revocation && { revocation }),
      policies: rightsData.policies,
      ...(name !== undefined && { name }),
    };
  },
  issueUseLicense: buildUseLicense,
  exceptionString: (exceptionName, message) => `${exceptionName}: ${message}`,
};
