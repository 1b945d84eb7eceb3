import type { Mutant } from '../mutant.ts';
import { decommissionMutants } from './decommission.ts';
import { faultMutants } from './faults.ts';
import { transportMutants } from './transport.ts';
import { versionMutants } from './version.ts';

/** All mutants of MS-RMSI; each requirement that has a check is broken by at least one. */
export const rmsiMutants: readonly Mutant[] = [
  ...transportMutants,
  ...versionMutants,
  ...faultMutants,
  ...decommissionMutants,
];
