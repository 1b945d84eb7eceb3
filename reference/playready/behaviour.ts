import { conformingAcquireLicense, type AcquireLicenseRules } from './acquire-license-rules.ts';
import { conformingChallenge, type ChallengeRules } from './challenge-rules.ts';
import { conformingDelete, type DeleteRules } from './delete-rules.ts';
import { conformingDomain, type DomainRules } from './domain-rules.ts';
import { conformingFault, type FaultRules } from './fault-rules.ts';
import { conformingMetering, type MeteringRules } from './metering-rules.ts';
import { conformingPackaging, type PackagingRules } from './packaging-rules.ts';
import { conformingStop, type StopRules } from './stop-rules.ts';
import { conformingTestServer, type TestServerRules } from './test-server-rules.ts';
import { conformingTransport, type TransportRules } from './transport-rules.ts';

/**
 * Every rule the server obeys, each one value or one small function. A mutant is a
 * `Partial<Behaviour>`: the rule it breaks, and nothing else. A function that wants to break its
 * rule in one case only calls the one in `conforming` for the others.
 */
export interface Behaviour
  extends
    TransportRules,
    FaultRules,
    ChallengeRules,
    AcquireLicenseRules,
    MeteringRules,
    PackagingRules,
    DomainRules,
    DeleteRules,
    StopRules,
    TestServerRules {}

export const conforming: Behaviour = {
  ...conformingTransport,
  ...conformingFault,
  ...conformingChallenge,
  ...conformingAcquireLicense,
  ...conformingMetering,
  ...conformingPackaging,
  ...conformingDomain,
  ...conformingDelete,
  ...conformingStop,
  ...conformingTestServer,
};
