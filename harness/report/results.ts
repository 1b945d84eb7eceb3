import { createHash } from 'node:crypto';
import { exitCodeOf, type FailOn } from '../verdict/policy.ts';
import type { ExitCode } from '../verdict/exit-code.ts';
import type { Permissions } from '../target/permissions.ts';
import type { Actor, Catalogue, Level, Requirement } from '../verdict/requirement.ts';
import { emptyLedger, type Ledger } from './ledger.ts';
import type { TargetProfile } from './target-profile.ts';
import { assayVersion } from './version.ts';
import { verdicts, type Verdict, type VerdictRecord } from '../verdict/verdict.ts';
import { waiverErrors, type WaiverError } from '../verdict/waiver-errors.ts';
import type { Waiver } from '../verdict/waiver.ts';

/** What results.json holds; its schema is schemas/harness/results.schema.json. */
export interface Results {
  readonly format: 1;
  readonly assay: { readonly version: string; readonly node: string; readonly platform: string };
  readonly run: RunFacts;
  readonly target: TargetFacts;
  readonly specifications: readonly SpecificationFacts[];
  readonly exitCode: ExitCode;
  readonly totals: Readonly<Record<Verdict, number>>;
  /** The known deviations that the run was given, and how they fared. */
  readonly waivers?: WaiverFacts;
  readonly verdicts: readonly VerdictRecord[];
  /** What the run had the server issue. */
  readonly ledger: Ledger;
  /** The rest of the catalogue: what this suite does not decide, and why. */
  readonly untested: readonly UntestedRequirement[];
}

export interface RunFacts {
  readonly name: string;
  /** ISO 8601, UTC. */
  readonly startedAt: string;
  readonly finishedAt: string;
  readonly strict: boolean;
  /** From which level on a broken rule decides the exit status; `strict` is `may`. */
  readonly failOn?: FailOn;
  readonly seed: number;
  readonly workers: number;
  readonly shard?: string;
  /** The options that chose checks, as words of a command line; shards of one run share them. */
  readonly selection?: readonly string[];
  /** Of results merged from shards: how many the run was split into, and which were not there. */
  readonly merged?: { readonly shards: number; readonly missing: readonly string[] };
}

/** The waivers that a run was given. */
export interface WaiversGiven {
  readonly file: string;
  readonly entries: readonly Waiver[];
}

export interface WaiverFacts extends WaiversGiven {
  /** Verdicts that were waived. */
  readonly applied: number;
  /** Any of these fails the run. */
  readonly errors: readonly WaiverError[];
}

export interface TargetFacts {
  readonly name: string;
  /** Base URLs by server state, without credentials. */
  readonly deployments: Readonly<Record<string, string>>;
  /** Whether any certificate was accepted. */
  readonly insecure: boolean;
  readonly reachable: boolean;
  readonly unreachable?: string;
  /** What the run was allowed to cause. */
  readonly permissions?: Permissions;
  readonly profile?: TargetProfile;
}

export interface SpecificationFacts {
  readonly name: string;
  readonly revision: string;
  /** SHA-256 of the catalogue, so that two runs can be told to have asked the same. */
  readonly catalogueDigest: string;
  /** Rows in all, rows that bind the server, and of those the ones that have a check. */
  readonly requirements: number;
  readonly server: number;
  readonly checked: number;
}

export interface UntestedRequirement {
  readonly requirement: string;
  readonly section: string;
  readonly level: Level;
  readonly actor: Actor;
  readonly reason: string;
}

/** Puts the results of a run together. */
export function makeResults(
  run: RunFacts,
  target: TargetFacts,
  catalogues: readonly Catalogue[],
  records: readonly VerdictRecord[],
  waivers?: WaiversGiven,
  ledger: Ledger = emptyLedger,
): Results {
  return settleResults(
    {
      format: 1,
      assay: { version: assayVersion(), node: process.version, platform: process.platform },
      run,
      target,
      specifications: catalogues.map(describeCatalogue),
      ...(waivers !== undefined && { waivers }),
      ledger,
      untested: catalogues.flatMap(untestedOf),
    },
    records,
  );
}

/** What results hold besides verdicts and what follows from them. */
export interface Circumstances extends Omit<
  Results,
  'exitCode' | 'totals' | 'verdicts' | 'waivers'
> {
  readonly waivers?: WaiversGiven;
}

/**
 * Adds the verdicts, sorted by requirement and project, and what follows from them: totals, errors
 * of waivers and exit status. The same for a run and for one that is merged from shards.
 */
export function settleResults(
  { ledger, untested, waivers: given, ...circumstances }: Circumstances,
  records: readonly VerdictRecord[],
): Results {
  const sorted = [...records].sort(
    (left, right) =>
      left.requirement.localeCompare(right.requirement) ||
      left.project.localeCompare(right.project),
  );
  const kinds = sorted.map(({ verdict }) => verdict);
  const { run, target } = circumstances;
  const waivers = given && settleWaivers(given, sorted, { run, target });
  const failOn = failOnOf(run);
  return {
    ...circumstances,
    exitCode: exitCodeOf(sorted, {
      failOn,
      reachable: target.reachable,
      waiverErrors: waivers?.errors.length ?? 0,
    }),
    totals: Object.fromEntries(
      verdicts.map(kind => [kind, kinds.filter(verdict => verdict === kind).length]),
    ) as Record<Verdict, number>,
    ...(waivers !== undefined && { waivers }),
    verdicts: sorted,
    ledger,
    untested,
  };
}

/** From which level on a broken rule decides the exit status of this run. */
export function failOnOf({ failOn, strict }: Pick<RunFacts, 'failOn' | 'strict'>): FailOn {
  return failOn ?? (strict ? 'may' : 'must');
}

/** What a server that was not reached does, nobody knows: then no waiver is wrong. */
function settleWaivers(
  { file, entries }: WaiversGiven,
  records: readonly VerdictRecord[],
  { run, target }: Pick<Results, 'run' | 'target'>,
): WaiverFacts {
  return {
    file,
    entries,
    applied: records.filter(({ verdict }) => verdict === 'waived').length,
    errors: target.reachable ? waiverErrors(entries, records, run.startedAt) : [],
  };
}

function rowsOf(catalogue: Catalogue): readonly (readonly [string, Requirement])[] {
  return Object.entries(catalogue.requirements);
}

function describeCatalogue(catalogue: Catalogue): SpecificationFacts {
  const rows = rowsOf(catalogue).map(([, row]) => row);
  const server = rows.filter(({ actor }) => actor === 'server');
  return {
    name: catalogue.specification,
    revision: catalogue.revision,
    catalogueDigest: createHash('sha256').update(JSON.stringify(catalogue)).digest('hex'),
    requirements: rows.length,
    server: server.length,
    checked: server.filter(({ untested }) => untested === undefined).length,
  };
}

function untestedOf(catalogue: Catalogue): readonly UntestedRequirement[] {
  return rowsOf(catalogue).flatMap(([requirement, { section, level, actor, untested }]) =>
    untested === undefined ? [] : [{ requirement, section, level, actor, reason: untested }],
  );
}
