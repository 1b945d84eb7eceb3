import type { Behaviour } from '../../clock/behaviour.ts';
import type { Mutant } from '../mutant.ts';
import { clientOwnerMutants } from './client-owner.ts';
import { httpMutants } from './http.ts';
import { linkMutants } from './links.ts';
import { petitionMutants } from './petition.ts';
import { responseMutants } from './response.ts';

/** All mutants of the PlayReady services; each requirement that has a check is broken by at least one. */
export const clockMutants: readonly Mutant<Behaviour>[] = [
  ...linkMutants,
  ...httpMutants,
  ...petitionMutants,
  ...responseMutants,
  ...clientOwnerMutants,
];
