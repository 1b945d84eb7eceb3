import { isDeepStrictEqual } from 'node:util';
import { runChecks } from '../../harness/runner/run-checks.ts';
import { soapVersions, type SoapVersion } from '../../harness/soap/version.ts';
import type { Mutant } from '../../reference/mutants/mutant.ts';
import { conforming, type Behaviour } from '../../reference/rms/behaviour.ts';
import type { ReferenceState } from '../../reference/rms/deployments.ts';
import { conformingEnvelope } from '../../reference/rms/envelope-rules.ts';
import { conformingFault } from '../../reference/rms/fault-rules.ts';
import { conformingTransport } from '../../reference/rms/transport-rules.ts';
import { rmsiSuite } from '../../suites/rmsi/suite.ts';
import { startReferenceTarget } from '../reference-target.ts';
import { proofSeed, type RmsiTried } from './prove-mutants.ts';

type Rule = (...args: unknown[]) => unknown;

/**
 * Runs one check, or a part of one, alone against the conforming server, preflight included, and names
 * the mutants that can answer it otherwise: whatever the server asks one of its rules, the mutants that
 * break that rule are asked, too. A mutant that answers every one of these questions as the conforming
 * rule does is the same server to this check, so the check need not be tried on it.
 */
export async function findTellable(
  state: ReferenceState,
  unit: RmsiTried['checks'][number],
  mutants: readonly Mutant[],
): Promise<ReadonlySet<string>> {
  const told = new Set<string>();
  const behaviour = watched(mutants, told);
  const { target, close } = await startReferenceTarget({ state, behaviour });
  try {
    await runChecks(rmsiSuite, { ...target, seed: proofSeed }, { checks: [unit] });
  } finally {
    await close();
  }
  return told;
}

/** The conforming rules, each with the mutants that break it asked beside it. */
function watched(mutants: readonly Mutant[], told: Set<string>): Behaviour {
  const rules = Object.entries(conforming).map(([name, rule]: [string, unknown]) => {
    const breaking = mutants.flatMap(({ name: mutant, behaviour }) => {
      const broken: unknown = behaviour[name as keyof Behaviour];
      return broken === undefined ? [] : [{ mutant, broken }];
    });
    if (typeof rule === 'function') return [name, askedBeside(rule as Rule, breaking, told)];
    // A value is not asked for; whatever breaks it counts for every check.
    for (const { mutant } of breaking) told.add(mutant);
    return [name, rule];
  });
  return Object.fromEntries(rules) as Behaviour;
}

function askedBeside(
  rule: Rule,
  breaking: readonly { readonly mutant: string; readonly broken: unknown }[],
  told: Set<string>,
): Rule {
  return (...args) => {
    const answer = attempt(rule, args);
    // A rule that answers nothing may be one that does something, such as keeping a key.
    const isSilent = 'value' in answer && answer.value === undefined;
    for (const { mutant, broken } of breaking)
      if (
        !told.has(mutant) &&
        (isSilent || !isDeepStrictEqual(attempt(broken as Rule, args), answer))
      )
        told.add(mutant);
    if ('error' in answer) throw answer.error;
    return answer.value;
  };
}

function attempt(rule: Rule, args: unknown[]): { value: unknown } | { error: unknown } {
  try {
    return { value: rule(...args) };
  } catch (error) {
    return { error };
  }
}

const { statusOfSuccess, statusOfFault, contentType, finish } = conformingTransport;
const { writeFaultCode, writeFault, writeFaultHeader } = conformingFault;

/** Rules that are told the SOAP version. */
const rulesOfVersions: ReadonlySet<string> = new Set([
  ...Object.keys({ statusOfSuccess, statusOfFault, contentType, finish }),
  ...Object.keys({ writeFaultCode, writeFault, writeFaultHeader }),
  ...Object.keys(conformingEnvelope),
]);

/**
 * The SOAP versions in which a mutant has to be tried: both when it breaks a rule that knows of them.
 * The others answer alike in both, so they take turns by `turn`.
 */
export function versionsFor(behaviour: Partial<Behaviour>, turn: number): readonly SoapVersion[] {
  const known = Object.keys(behaviour).some(rule => rulesOfVersions.has(rule));
  return known ? soapVersions : soapVersions.filter((_, index) => index === turn % 2);
}
