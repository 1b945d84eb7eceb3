import type { Behaviour } from '../../playready/behaviour.ts';
import type { Mutant } from '../mutant.ts';
import { acknowledgeMutants } from './acknowledge.ts';
import { acquireLicenseMutants } from './acquire-license.ts';
import { challengeMutants } from './challenge.ts';
import { deleteMutants } from './delete.ts';
import { faultMutants } from './faults.ts';
import { meteringMutants } from './metering.ts';
import { opaqueMutants } from './opaque.ts';
import { packagingMutants } from './packaging.ts';
import { responseSignatureMutants } from './response-signature.ts';
import { serverStateMutants } from './server-states.ts';
import { testServerMutants } from './test-server.ts';
import { transportMutants } from './transport.ts';

/** All mutants of the PlayReady server; each requirement that has a check is broken by at least one. */
export const playReadyMutants: readonly Mutant<Behaviour>[] = [
  ...transportMutants,
  ...faultMutants,
  ...acquireLicenseMutants,
  ...responseSignatureMutants,
  ...serverStateMutants,
  ...challengeMutants,
  ...acknowledgeMutants,
  ...meteringMutants,
  ...packagingMutants,
  ...deleteMutants,
  ...opaqueMutants,
  ...testServerMutants,
];
