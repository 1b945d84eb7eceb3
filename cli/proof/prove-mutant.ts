import type { MutantResult } from '../../harness/report/kill-sheet.ts';
import type { RunnableSuite } from '../../harness/runner/runnable-suite.ts';
import { runChecks, type Tried } from '../../harness/runner/run-checks.ts';
import type { Mutant } from '../../reference/mutants/mutant.ts';
import type { Protocol } from '../protocols/protocol.ts';

/** Runs checks against one mutant and compares what went red with what it declares. */
export async function proveMutant(
  mutant: Mutant<object>,
  { start }: Protocol,
  suite: RunnableSuite,
  tried: Tried,
): Promise<MutantResult> {
  const started = performance.now();
  const { profile, behaviour } = mutant;
  const { plan, close } = await start({ behaviour, ...(profile !== undefined && { profile }) });
  const outcomes = await runChecks(suite, plan, tried).finally(close);
  const broken = outcomes.filter(({ outcome }) => outcome.kind === 'broken');
  const red = [...new Set(broken.map(({ requirement }) => requirement))].sort();
  return {
    name: mutant.name,
    breaks: mutant.breaks,
    red,
    survived: mutant.breaks.filter(id => !red.includes(id)),
    collateral: red.filter(id => !mutant.breaks.includes(id)),
    durationMs: Math.round(performance.now() - started),
  };
}
