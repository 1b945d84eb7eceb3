import {
  conformingAcquireContentKey,
  type AcquireContentKeyRules,
} from './acquire-content-key-rules.ts';
import {
  conformingAcquireIssuanceLicense,
  type AcquireIssuanceLicenseRules,
} from './acquire-issuance-license-rules.ts';
import { conformingAcquireLicense, type AcquireLicenseRules } from './acquire-license-rules.ts';
import {
  conformingAcquirePreLicense,
  type AcquirePreLicenseRules,
} from './acquire-pre-license-rules.ts';
import { conformingDirectory, type DirectoryRules } from './directory-rules.ts';
import {
  conformingEditIssuanceLicense,
  type EditIssuanceLicenseRules,
} from './edit-issuance-license-rules.ts';
import { conformingEnvelope, type EnvelopeRules } from './envelope-rules.ts';
import { conformingFault, type FaultRules } from './fault-rules.ts';
import {
  conformingGetLicensorCertificate,
  type GetLicensorCertificateRules,
} from './get-licensor-certificate-rules.ts';
import { conformingGrants, type GrantRules } from './grant-rules.ts';
import { conformingLicensing, type LicensingRules } from './licensing-rules.ts';
import { conformingPersona, type PersonaRules } from './persona-rules.ts';
import { conformingPrecertify, type PrecertifyRules } from './precertify-rules.ts';
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
    GetLicensorCertificateRules,
    DirectoryRules,
    PrecertifyRules,
    LicensingRules,
    GrantRules,
    PersonaRules,
    AcquirePreLicenseRules,
    AcquireLicenseRules,
    AcquireIssuanceLicenseRules,
    EditIssuanceLicenseRules {}

export const conforming: Behaviour = {
  ...conformingTransport,
  ...conformingEnvelope,
  ...conformingFault,
  ...conformingVersion,
  ...conformingAcquireContentKey,
  ...conformingGetLicensorCertificate,
  ...conformingDirectory,
  ...conformingPrecertify,
  ...conformingLicensing,
  ...conformingGrants,
  ...conformingPersona,
  ...conformingAcquirePreLicense,
  ...conformingAcquireLicense,
  ...conformingAcquireIssuanceLicense,
  ...conformingEditIssuanceLicense,
};
