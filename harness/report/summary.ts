import { exitCode } from '../verdict/exit-code.ts';
import { explainVerdict, explainWaiver } from '../verdict/explain.ts';
import { decidesFailure } from '../verdict/policy.ts';
import { verdicts } from '../verdict/verdict.ts';
import { insecureRemark } from './insecure.ts';
import { failOnOf, type Results } from './results.ts';
import { sideEffects } from './side-effects.ts';
import { profileLine } from './target-profile.ts';

/** What an exit status says of the target. */
export const meanings: Readonly<Record<Results['exitCode'], string>> = {
  [exitCode.conformant]: 'conformant: no MUST that was checked is broken',
  [exitCode.violated]: 'not conformant',
  [exitCode.incomplete]: 'incomplete: something could not be decided',
  [exitCode.usage]: 'nothing was checked',
  [exitCode.unreachable]: 'the target could not be reached',
};

/** What the exit status of these results says of the target, and what it leaves unsaid. */
export function meaningOf(results: Results): string {
  const failOn = failOnOf(results.run);
  const errors = results.waivers?.errors.length ?? 0;
  const isBroken = results.verdicts.some(record =>
    decidesFailure(record, failOn === 'never' ? 'must' : failOn),
  );
  if (results.exitCode === exitCode.violated && !isBroken)
    return `${errors} ${errors === 1 ? 'error' : 'errors'} of waivers in ${results.waivers?.file ?? ''}`;
  if (results.exitCode !== exitCode.conformant || failOn !== 'never')
    return meanings[results.exitCode];
  const { blocked } = results.totals;
  const unsaid = [
    ...(isBroken ? ['a MUST is broken'] : []),
    ...(blocked > 0 ? [`${blocked} blocked`] : []),
    ...(errors > 0 ? [`${errors} errors of waivers`] : []),
  ];
  if (unsaid.length === 0) return meanings[exitCode.conformant];
  return `${isBroken ? 'not conformant' : 'incomplete'}, and no failure by --fail-on never: ${unsaid.join(', ')}`;
}

/** Requirements that a group of blocked ones names. */
const named = 6;

/**
 * The end of a run on the terminal: every verdict that is no pass with its explanation, blocked ones
 * grouped by their reason, the totals with their denominator, and what the exit status means.
 */
export function summarise(results: Results, folder = ''): string {
  const lines: string[] = [];
  const broken = results.verdicts.filter(({ verdict }) => verdict === 'fail' || verdict === 'warn');
  for (const record of broken)
    lines.push(
      `${record.verdict.toUpperCase()}  ${record.requirement} [${record.project}]`,
      ...explainVerdict(record, folder)
        .split('\n')
        .map(line => `      ${line}`),
      '',
    );
  for (const { requirement, project, waived } of results.verdicts)
    if (waived !== undefined)
      lines.push(`WAIVED  ${requirement} [${project}]`, `      ${explainWaiver(waived)}`, '');
  for (const { kind, message } of results.waivers?.errors ?? [])
    lines.push(`WAIVER  ${kind}`, `      ${message}`, '');
  for (const [reason, requirements] of blockedByReason(results))
    lines.push(`BLOCKED  ${reason}`, `      ${shorten(requirements)}`, '');
  for (const note of notes(results)) lines.push(`NOTE  ${note}`);
  const counted = verdicts.filter(kind => results.totals[kind] > 0);
  const totals = counted.map(kind => `${results.totals[kind]} ${kind}`).join(', ');
  const insecure = insecureRemark(results);
  lines.push(
    ...(insecure === undefined ? [] : [insecure]),
    `${results.verdicts.length} verdicts: ${totals === '' ? 'none' : totals}`,
    ...results.specifications.map(
      ({ name, revision, requirements, server, checked }) =>
        `${name} ${revision}: ${requirements} requirements in the catalogue, ${server} bind the server, ${checked} of these have a check`,
    ),
    ...sideEffects(results),
    ...profileLines(results),
    `${results.target.name}: ${meaningOf(results)} (exit ${results.exitCode})`,
  );
  return lines.join('\n').replace(obeyed, '\u{fffd}');
}

/**
 * What a terminal would obey, or turn round: control and format characters, in whatever a server
 * said.
 */
const obeyed = /(?!\n)[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;

/** The requirements that are blocked, by code and first line of the reason. */
export function blockedByReason(results: Results): ReadonlyMap<string, readonly string[]> {
  const groups = new Map<string, string[]>();
  for (const { requirement, blocked } of results.verdicts) {
    if (blocked === undefined) continue;
    const reason = `${blocked.code}: ${blocked.reason.split('\n')[0] ?? ''}`;
    groups.set(reason, [...(groups.get(reason) ?? []), requirement]);
  }
  return groups;
}

/** The ids once each, and only the first few: all stand in results.json. */
function shorten(requirements: readonly string[]): string {
  const ids = [...new Set(requirements)];
  const more = ids.length - named;
  return `${ids.slice(0, named).join(', ')}${more > 0 ? ` and ${more} more requirements` : ''}`;
}

function notes(results: Results): readonly string[] {
  return results.verdicts.flatMap(({ requirement, project, notes: seen }) =>
    seen.map(note => `${requirement} [${project}]: ${note}`),
  );
}

function profileLines({ target: { profile } }: Results): readonly string[] {
  const line = profile && profileLine(profile);
  return line === undefined ? [] : [line];
}
