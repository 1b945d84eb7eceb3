import { clockMutants } from '../reference/mutants/clock/mutants.ts';
import type { Mutant } from '../reference/mutants/mutant.ts';
import { playReadyMutants } from '../reference/mutants/playready/mutants.ts';
import { rmsiMutants } from '../reference/mutants/rmsi/mutants.ts';
import { wmdrmMutants } from '../reference/mutants/wmdrm/mutants.ts';

/** The mutants of all reference servers. */
export const allMutants: readonly Mutant<object>[] = [
  ...rmsiMutants,
  ...playReadyMutants,
  ...wmdrmMutants,
  ...clockMutants,
];
