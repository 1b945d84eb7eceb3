import type { Answered } from '../runner/soap-context.ts';
import type { Reply } from '../soap/reply.ts';
import { Blocked, Inapplicable } from '../verdict/blocked.ts';
import { expect, quote } from '../verdict/expect.ts';
import { judgeAll, violate } from '../verdict/violation.ts';
import type { RmsContext } from './context.ts';
import {
  above,
  compareDataVersions,
  formatDataVersion,
  parseDataVersion,
  type VersionRange,
} from './data-version.ts';
import type { VersionRequest } from './negotiation-model.ts';
import type { OperationName } from './operations.ts';
import type { SweepAnswer } from './sweep.ts';
import { expectVersionData, readVersionData } from './version-data.ts';

export type Bound = 'minimum' | 'maximum';

const elementOf = { minimum: 'MinimumVersion', maximum: 'MaximumVersion' } as const;
const parts = [0, 1, 2, 3] as const;

/** Every response that states the bound states it in the form `a.b.c.d` (MS-RMSI 2.2.4.3). */
export async function expectFormat(context: RmsContext, bound: Bound): Promise<void> {
  const replies = [...(await context.successes()), ...(await faultsIfAny(context))];
  const stated = replies.flatMap(({ operation, what, reply }) => {
    const text = readVersionData(reply, operation)?.[bound];
    return text === undefined ? [] : [{ what, text }];
  });
  if (stated.length === 0)
    throw new Blocked('version-unknown', `No response holds a ${elementOf[bound]}.`);
  await judgeAll(stated, ({ what, text }) => {
    if (parseDataVersion(text) === undefined)
      violate(`${elementOf[bound]} of the form a.b.c.d`, quote(text), what);
  });
}

async function faultsIfAny(context: RmsContext): Promise<readonly Answered<OperationName>[]> {
  try {
    return await context.faults();
  } catch (error) {
    if (error instanceof Blocked && error.code === 'no-fault') return [];
    throw error;
  }
}

/**
 * Successes state the bound (MS-RMSI 3.1.4.1); the minimum is not above the maximum; the maximum is
 * accepted.
 */
export async function expectInSuccesses(context: RmsContext, bound: Bound): Promise<void> {
  await judgeAll(await context.successes(), async ({ operation, reply, what }) => {
    const stated = statedBound(reply, operation, bound, what);
    const data = readVersionData(reply, operation);
    const version = parseDataVersion(stated);
    // What is not of the form a.b.c.d is the format check's finding.
    if (version === undefined) return;
    if (bound === 'maximum')
      return expectAccepted(context, operation, stated, `${operation} at MaximumVersion`);
    const maximum = parseDataVersion(data?.maximum ?? '');
    if (maximum !== undefined && compareDataVersions(version, maximum) > 0)
      violate('a MinimumVersion not above MaximumVersion', `${stated} and ${data?.maximum ?? ''}`);
  });
}

/**
 * Every fault states the bound that successes state (MS-RMSI 3.1.4.1); lowering a request to its range
 * succeeds. Inapplicable where the target's profile leaves VersionData off its faults.
 */
export async function expectInFaults(context: RmsContext, bound: Bound): Promise<void> {
  const { faultsCarryVersionData, statement, section } = context.profile;
  if (!faultsCarryVersionData)
    throw new Inapplicable(
      `The target is ${statement}, whose faults have no VersionData (${section}).`,
    );
  const range = await context.range();
  await judgeAll(await context.faults(), async ({ operation, what, reply }) => {
    const stated = statedBound(reply, operation, bound, what);
    const version = parseDataVersion(stated);
    if (version === undefined) return;
    if (compareDataVersions(version, range[bound]) !== 0)
      violate(
        `${elementOf[bound]} ${formatDataVersion(range[bound])}, as in successes`,
        quote(stated),
        what,
      );
    const lowered = `${operation} lowered to the MaximumVersion of a fault`;
    if (bound === 'maximum') await expectAccepted(context, operation, stated, lowered);
  });
}

function statedBound(reply: Reply, operation: OperationName, bound: Bound, what: string): string {
  const text = expectVersionData(reply, operation, what)[bound];
  return text ?? violate(`a ${elementOf[bound]} in VersionData`, 'none', what);
}

async function expectAccepted(
  { ask, expectSuccess }: RmsContext,
  operation: OperationName,
  version: string,
  what: string,
): Promise<void> {
  const reply = await ask(operation, { minimum: version, maximum: version });
  await expectSuccess(operation, reply, what);
}

/** Ranges that begin at `minimum`, or are one version alone, and end above the server's. */
export function rangesAbove(
  { maximum }: VersionRange,
  minimum?: string,
): readonly VersionRequest[] {
  return parts
    .map(part => formatDataVersion(above(maximum, part)))
    .map(version => ({ minimum: minimum ?? version, maximum: version }));
}

/** Sends each range to every interface that the target offers. */
export async function judgeRanges(
  { ask, successes }: RmsContext,
  ranges: readonly VersionRequest[],
  judge: (reply: Reply, what: string) => void,
): Promise<void> {
  const cases = (await successes()).flatMap(({ operation }) =>
    ranges.map(range => ({ operation, range })),
  );
  await judgeAll(cases, async ({ operation, range }) => {
    const what = `${operation} with the range ${range.minimum} to ${range.maximum}`;
    judge(await ask(operation, range), what);
  });
}

/**
 * Judges those answers of the sweep that `judge` is about, and makes what it finds part of the
 * evidence.
 */
export async function judgeSweep(
  context: RmsContext,
  asked: (answer: SweepAnswer) => boolean,
  judge: (answer: SweepAnswer) => Promise<void> | void,
): Promise<void> {
  await judgeAll((await context.sweep()).filter(asked), async answer => {
    try {
      await judge(answer);
    } catch (error) {
      context.cite(answer.exchange);
      throw error;
    }
  });
}

/**
 * Judges what the model of MS-RMSI 3.1.4.1 decides, accepted or refused; malformed values are
 * 3.1.4.2's, a SHOULD.
 */
export async function expectPredicted(
  context: RmsContext,
  asked: (answer: SweepAnswer) => boolean = () => true,
): Promise<void> {
  await judgeSweep(context, asked, async ({ operation, reply, what, prediction: { outcome } }) => {
    if (outcome === 'refused') expect(reply, what).toFault();
    if (outcome === 'accepted') await context.expectSuccess(operation, reply, what);
  });
}
