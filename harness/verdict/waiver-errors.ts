import type { VerdictRecord } from './verdict.ts';
import { covers, isExpired, type Waiver } from './waiver.ts';

/** What is wrong with a waiver; each fails a run. */
export const waiverErrorKinds = ['stale', 'unmatched', 'expired', 'evidence-changed'] as const;
export type WaiverErrorKind = (typeof waiverErrorKinds)[number];

export interface WaiverError {
  readonly requirement: string;
  readonly project?: string;
  readonly kind: WaiverErrorKind;
  /** One sentence: what came, what to do next. */
  readonly message: string;
}

/**
 * The waivers that don't describe what a run has found. A waiver without a record, of a requirement
 * that was not selected or that another shard decides, is not looked at; so the errors of a whole
 * run are those of all its shards' records together.
 *
 * @param startedAt - when the run started, ISO 8601
 */
export function waiverErrors(
  waivers: readonly Waiver[],
  records: readonly VerdictRecord[],
  startedAt: string,
): readonly WaiverError[] {
  return waivers.flatMap(waiver => {
    const covered = records.filter(record => covers(waiver, record));
    return covered.length === 0 ? [] : judge(waiver, covered, startedAt);
  });
}

function judge(
  waiver: Waiver,
  covered: readonly VerdictRecord[],
  startedAt: string,
): readonly WaiverError[] {
  const projectsWith = (...verdicts: readonly string[]) =>
    covered.filter(({ verdict }) => verdicts.includes(verdict)).map(({ project }) => project);
  const passed = projectsWith('pass');
  const failed = projectsWith('fail', 'warn');
  const waived = projectsWith('waived');
  const found: WaiverError[] = [];
  const add = (kind: WaiverErrorKind, text: string) => {
    const { requirement, project } = waiver;
    const place = { requirement, ...(project !== undefined && { project }) };
    found.push({ ...place, kind, message: `The waiver for ${requirement} ${text}` });
  };
  if (passed.length > 0)
    add(
      'stale',
      failed.length + waived.length > 0
        ? `no longer applies in ${passed.join(', ')}: the server keeps the rule there. Limit the waiver with \`project\`.`
        : `no longer applies: the server keeps the rule (${passed.join(', ')}). Delete the waiver.`,
    );
  if (failed.length > 0)
    if (isExpired(waiver, startedAt))
      add(
        'expired',
        `expired on ${waiver.expires}, and the rule is still broken (${failed.join(', ')}). Ask ${waiver.owner} to mend the server or to renew the waiver.`,
      );
    else
      add(
        'evidence-changed',
        `expected other evidence than the findings show (${failed.join(', ')}). Look at the findings; if the deviation is known, too, mend the waiver's \`evidence\`.`,
      );
  if (passed.length + failed.length + waived.length === 0)
    add(
      'unmatched',
      `matches nothing: the rule could not be decided (${covered.map(({ project, verdict }) => `${verdict} in ${project}`).join(', ')}). Mend what keeps it from being decided, or delete the waiver.`,
    );
  return found;
}
