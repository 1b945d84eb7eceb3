import type { MutantResult } from '../../harness/report/kill-sheet.ts';
import type { Mutant } from '../../reference/mutants/mutant.ts';
import type { ServerState } from '../../reference/rms/state.ts';
import type { RmsiCheck } from '../../suites/rmsi/collect-checks.ts';
import { runChecks } from '../../suites/rmsi/run-checks.ts';
import { startReferenceTarget } from '../reference-target.ts';

/** The seed of every proof, so that two proofs ask the same. */
export const proofSeed = 20_260_101;

/** Runs all checks against one mutant and compares what went red with what it declares. */
export async function proveMutant(
  mutant: Mutant,
  state: ServerState,
  checks: readonly RmsiCheck[],
): Promise<MutantResult> {
  const started = performance.now();
  const { target, close } = await startReferenceTarget({ state, behaviour: mutant.behaviour });
  try {
    const outcomes = await runChecks({ ...target, seed: proofSeed }, checks);
    const broken = outcomes.filter(({ outcome }) => outcome.kind === 'broken');
    const red = [...new Set<string>(broken.map(({ requirement }) => requirement))].sort();
    return {
      name: mutant.name,
      breaks: mutant.breaks,
      red,
      survived: mutant.breaks.filter(id => !red.includes(id)),
      collateral: red.filter(id => !mutant.breaks.includes(id)),
      durationMs: Math.round(performance.now() - started),
    };
  } finally {
    await close();
  }
}

/** Runs all checks against a conforming server; whatever is not kept is a false alarm, named. */
export async function findFalseAlarms(
  state: ServerState,
  checks: readonly RmsiCheck[],
): Promise<readonly string[]> {
  const { target, close } = await startReferenceTarget({ state });
  try {
    const outcomes = await runChecks({ ...target, seed: proofSeed }, checks);
    return outcomes
      .filter(({ outcome }) => outcome.kind !== 'kept')
      .map(
        ({ requirement, version, outcome }) =>
          `${requirement} (${state.cryptographicMode}, ${version}): ${outcome.kind}`,
      );
  } finally {
    await close();
  }
}
