import type { Behaviour } from '../../wmdrm/behaviour.ts';
import type { Mutant } from '../mutant.ts';
import { formMutants } from './form.ts';
import { license1Mutants } from './license1.ts';
import { license7Mutants } from './license7.ts';
import { nonsilentMutants } from './nonsilent.ts';
import { responseMutants } from './response.ts';
import { revocationMutants } from './revocation.ts';
import { stateMutants } from './state.ts';
import { v1ChallengeMutants } from './v1challenge.ts';
import { version1Mutants } from './version1.ts';
import { version11Mutants } from './version11.ts';
import { version7Mutants } from './version7.ts';

/** All mutants of the WMDRM server; each requirement that has a check is broken by at least one. */
export const wmdrmMutants: readonly Mutant<Behaviour>[] = [
  ...formMutants,
  ...version1Mutants,
  ...license1Mutants,
  ...version7Mutants,
  ...v1ChallengeMutants,
  ...responseMutants,
  ...license7Mutants,
  ...revocationMutants,
  ...nonsilentMutants,
  ...stateMutants,
  ...version11Mutants,
];
