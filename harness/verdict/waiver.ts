import type { Verdict, VerdictRecord } from './verdict.ts';
import type { Finding } from './violation.ts';

/** What every finding of a waived failure is expected to say. */
export type WaiverEvidence =
  /** The name of an exception, as a finding quotes it. */
  | { readonly fault: string }
  /** The whole `actual` of a finding. */
  | { readonly text: string };

/** A known deviation that fails no run until it expires (schemas/harness/waivers.schema.json). */
export interface Waiver {
  readonly requirement: string;
  /** The Playwright project; all of them unless given. */
  readonly project?: string;
  readonly reason: string;
  readonly owner: string;
  /** The last day that it holds, `2027-03-31`, in UTC. */
  readonly expires: string;
  /** Together they are what the findings say, no more and no less. */
  readonly evidence?: readonly WaiverEvidence[];
}

/** What a record says of the waiver that covers it. */
export interface WaivedBy extends Pick<Waiver, 'reason' | 'owner' | 'expires'> {
  /** The verdict without the waiver. */
  readonly insteadOf: Extract<Verdict, 'fail' | 'warn'>;
}

/** Whether a waiver speaks of this record. */
export function covers(waiver: Waiver, record: VerdictRecord): boolean {
  return (
    waiver.requirement === record.requirement &&
    (waiver.project === undefined || waiver.project === record.project)
  );
}

/** Whether the waiver's last day had passed in UTC when the run started (ISO 8601). */
export function isExpired(waiver: Waiver, startedAt: string): boolean {
  return new Date(startedAt).toISOString().slice(0, 10) > waiver.expires;
}

/** Whether the findings say what the waiver expects, all of it and nothing else. */
export function showsEvidence(waiver: Waiver, findings: readonly Finding[]): boolean {
  const { evidence } = waiver;
  if (evidence === undefined) return true;
  return (
    findings.every(finding => evidence.some(expected => says(finding, expected))) &&
    evidence.every(expected => findings.some(finding => says(finding, expected)))
  );
}

/**
 * Gives a failure that a waiver covers the verdict `waived`; its findings stay. Any other record is
 * returned as it is: an expired waiver, or one that expected something else, hides nothing.
 *
 * @param startedAt - when the run started, ISO 8601
 * @param findings - all of them, where the record leaves some out
 */
export function waive(
  record: VerdictRecord,
  waivers: readonly Waiver[],
  startedAt: string,
  findings: readonly Finding[] = record.findings,
): VerdictRecord {
  const { verdict } = record;
  if (verdict !== 'fail' && verdict !== 'warn') return record;
  const waiver = waivers.find(
    each => covers(each, record) && !isExpired(each, startedAt) && showsEvidence(each, findings),
  );
  if (waiver === undefined) return record;
  const { reason, owner, expires } = waiver;
  return { ...record, verdict: 'waived', waived: { insteadOf: verdict, reason, owner, expires } };
}

function says({ actual }: Finding, expected: WaiverEvidence): boolean {
  return 'text' in expected ? actual === expected.text : names(actual, expected.fault);
}

/** Whether a text has the name as a word of its own, with or without its namespace. */
function names(text: string, name: string): boolean {
  for (let at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + 1)) {
    const end = at + name.length;
    const qualified = name.includes('.') ? /[\w.]/ : /\w/;
    if (!qualified.test(text[at - 1] ?? ' ') && !/\w/.test(text[end] ?? ' ')) return true;
  }
  return false;
}
