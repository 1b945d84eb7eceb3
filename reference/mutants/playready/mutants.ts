import type { Behaviour } from '../../playready/behaviour.ts';
import type { Mutant } from '../mutant.ts';
import { faultMutants } from './faults.ts';
import { transportMutants } from './transport.ts';

/** All mutants of the PlayReady server; each requirement that has a check is broken by at least one. */
export const playReadyMutants: readonly Mutant<Behaviour>[] = [
  ...transportMutants,
  ...faultMutants,
];
