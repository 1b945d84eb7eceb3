import type { Mutant } from '../mutant.ts';
import { acquireLicenseMutants } from './acquire-license.ts';
import { decommissionMutants } from './decommission.ts';
import { faultMutants } from './faults.ts';
import { precertifyMutants } from './precertify.ts';
import { preLicenseMutants } from './prelicense.ts';
import { profileMutants } from './profile.ts';
import { republishMutants } from './republish.ts';
import { transportMutants } from './transport.ts';
import { versionMutants } from './version.ts';

/** All mutants of MS-RMSI; each requirement that has a check is broken by at least one. */
export const rmsiMutants: readonly Mutant[] = [
  ...transportMutants,
  ...versionMutants,
  ...faultMutants,
  ...decommissionMutants,
  ...profileMutants,
  ...precertifyMutants,
  ...republishMutants,
  ...preLicenseMutants,
  ...acquireLicenseMutants,
];
