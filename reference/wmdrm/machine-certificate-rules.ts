import {
  certificateExponent,
  certificateNamespace,
  certificateVersion,
} from '../../harness/wmdrm/machine-certificate.ts';
import type { MachineCertificate } from './machine-certificate.ts';
import type { MachineCertificateRule } from './refusal.ts';

/** How MACHINECERTIFICATE is validated (MS-DRM 3.2.5.3). */
export interface MachineCertificateRules {
  /** Whether a rule holds, those before it holding. */
  readonly machineCertificateKeeps: (
    rule: MachineCertificateRule,
    certificate: MachineCertificate,
  ) => boolean;
}

const holds: Readonly<Record<MachineCertificateRule, (read: MachineCertificate) => boolean>> = {
  collection: ({ hasCollection, version, namespace }) =>
    hasCollection && version !== undefined && namespace !== undefined,
  collectionVersion: ({ version }) => version === certificateVersion,
  collectionNamespace: ({ namespace }) => namespace === certificateNamespace,
  certificate: ({ certificates }) => certificates.length > 0,
  dataTag: ({ certificates }) =>
    certificates.every(({ text }) => text.includes('<c:Data') && text.includes('</c:Data>')),
  exponentMissing: ({ certificates }) =>
    certificates.every(({ exponent }) => exponent !== undefined),
  exponent: ({ certificates }) =>
    certificates.every(({ exponent }) => exponent === certificateExponent),
  // Which value it has to have is not in what could be recovered.
  modulusMissing: ({ certificates }) => certificates.every(({ modulus }) => modulus !== undefined),
};

export const conformingMachineCertificate: MachineCertificateRules = {
  machineCertificateKeeps: (rule, certificate) => holds[rule](certificate),
};
