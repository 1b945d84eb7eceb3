import type { BlockedCode } from './blocked.ts';
import type { Requirement } from './requirement.ts';
import type { Finding } from './violation.ts';
import type { WaivedBy } from './waiver.ts';

/** DESIGN.md, vocabulary: `warn` is a broken SHOULD, `blocked` could not be decided. */
export const verdicts = ['pass', 'fail', 'warn', 'blocked', 'inapplicable', 'waived'] as const;
export type Verdict = (typeof verdicts)[number];

/** A choice that a verdict rests on, of something that no public text states. */
export interface AssumedChoice {
  readonly name: string;
  readonly choice: string;
  /** Whether the target vouches for it; else it is the harness's own. */
  readonly declared: boolean;
}

/** One row of results.json: one requirement, decided once per Playwright project. */
export interface VerdictRecord extends Pick<
  Requirement,
  'section' | 'level' | 'mark' | 'actor' | 'operation' | 'title' | 'statement'
> {
  readonly requirement: string;
  readonly project: string;
  readonly specification: string;
  readonly verdict: Verdict;
  /** With `blocked`: which of the closed list, and what was missing here. */
  readonly blocked?: { readonly code: BlockedCode; readonly reason: string };
  /** With `inapplicable`: why. */
  readonly inapplicable?: string;
  /** With `waived`: by what, and the verdict without it. */
  readonly waived?: WaivedBy;
  /** With `fail`, `warn` and `waived`: every difference. */
  readonly findings: readonly Finding[];
  /** What the verdict rests on besides the specification; left out where there is nothing. */
  readonly assumptions?: readonly AssumedChoice[];
  /** What was seen and is no violation. */
  readonly notes: readonly string[];
  /** Files below the run's folder. */
  readonly evidence: readonly string[];
  /** Requests that the check sent. */
  readonly exchanges: number;
  readonly durationMs: number;
}
