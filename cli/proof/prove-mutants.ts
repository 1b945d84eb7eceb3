import type { MutantResult } from '../../harness/report/kill-sheet.ts';
import type { RmsContext } from '../../harness/rms/context.ts';
import { runChecks, type CheckOutcome, type Tried } from '../../harness/runner/run-checks.ts';
import type { ProfileName } from '../../harness/target/profile.ts';
import type { Outcome } from '../../harness/verdict/decide.ts';
import { describeFinding } from '../../harness/verdict/violation.ts';
import type { Mutant } from '../../reference/mutants/mutant.ts';
import type { Behaviour } from '../../reference/rms/behaviour.ts';
import type { ReferenceState } from '../../reference/rms/deployments.ts';
import type { RmsiRequirementId } from '../../suites/rmsi/catalogue.ts';
import type { RmsiCheck } from '../../suites/rmsi/collect-checks.ts';
import { rmsiSuite } from '../../suites/rmsi/suite.ts';
import { startReferenceTarget } from '../reference-target.ts';

/** The seed of every proof, so that two proofs ask the same. */
export const proofSeed = 20_260_101;

/** What is tried on a mutant. */
export type RmsiTried = Tried<RmsiRequirementId, RmsContext>;

/** A conforming server that no check may call anything else. */
export interface ConformingServer {
  readonly state: ReferenceState;
  readonly profile: ProfileName;
}

/** Runs all checks against one mutant and compares what went red with what it declares. */
export async function proveMutant(
  mutant: Mutant,
  state: ReferenceState,
  tried: RmsiTried,
): Promise<MutantResult> {
  const started = performance.now();
  const { profile = 'specification', behaviour } = mutant;
  const outcomes = await runAgainst({ state, profile }, tried, behaviour);
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
}

/**
 * Runs all checks against conforming servers; whatever is not kept is a false alarm, named. A check
 * can be inapplicable to one of them, but not to all.
 */
export async function findFalseAlarms(
  servers: readonly ConformingServer[],
  checks: readonly RmsiCheck[],
): Promise<readonly string[]> {
  const alarms: string[] = [];
  const left = new Set(checks.flatMap(({ requirements }) => requirements as readonly string[]));
  for (const server of servers) {
    const where = `${server.state.own.cryptographicMode}, ${server.profile}`;
    for (const { requirement, version, outcome } of await runAgainst(server, { checks })) {
      if (outcome.kind === 'kept') left.delete(requirement);
      if (outcome.kind === 'broken' || outcome.kind === 'blocked')
        alarms.push(`${requirement} (${where}, ${version}): ${describe(outcome)}`);
    }
  }
  return [...alarms, ...[...left].map(id => `${id}: kept by no conforming server`)];
}

function describe(outcome: Extract<Outcome, { kind: 'broken' | 'blocked' }>): string {
  if (outcome.kind === 'blocked') return `blocked, ${outcome.reason}`;
  const [finding] = outcome.findings;
  return `broken, ${finding === undefined ? 'without a finding' : describeFinding(finding)}`;
}

async function runAgainst(
  { state, profile }: ConformingServer,
  tried: RmsiTried,
  behaviour: Partial<Behaviour> = {},
): Promise<readonly CheckOutcome[]> {
  const { target, close } = await startReferenceTarget({ state, profile, behaviour });
  try {
    return await runChecks(rmsiSuite, { ...target, profile, seed: proofSeed }, tried);
  } finally {
    await close();
  }
}
