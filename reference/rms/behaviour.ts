import {
  conformingAcquireContentKey,
  type AcquireContentKeyRules,
} from './acquire-content-key-rules.ts';
import { conformingEnvelope, type EnvelopeRules } from './envelope-rules.ts';
import { conformingFault, type FaultRules } from './fault-rules.ts';
import {
  conformingGetLicensorCertificate,
  type GetLicensorCertificateRules,
} from './get-licensor-certificate-rules.ts';
import { conformingTransport, type TransportRules } from './transport-rules.ts';
import { conformingVersion, type VersionRules } from './version-rules.ts';

/**
 * Every rule the server obeys, each one value or one small function. A mutant is a
 * `Partial<Behaviour>`: the rule it breaks, and nothing else. A function that wants to break its
 * rule in one case only calls the one in `conforming` for the others.
 */
export interface Behaviour
  extends
    TransportRules,
    EnvelopeRules,
    FaultRules,
    VersionRules,
    AcquireContentKeyRules,
    GetLicensorCertificateRules {}

export const conforming: Behaviour = {
  ...conformingTransport,
  ...conformingEnvelope,
  ...conformingFault,
  ...conformingVersion,
  ...conformingAcquireContentKey,
  ...conformingGetLicensorCertificate,
};
