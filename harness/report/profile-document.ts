import type { ProfileInference } from '../target/infer-profile.ts';
import type { Level } from '../verdict/requirement.ts';
import type { Verdict, VerdictRecord } from '../verdict/verdict.ts';
import type { Results } from './results.ts';

/** What profile.json holds; its schema is schemas/harness/profile.schema.json. */
export interface ProfileDocument extends ProfileInference {
  readonly format: 1;
  readonly target: string;
  /** Every SHOULD and MAY that was decided, and every row about products. */
  readonly rows: readonly ProfileRow[];
  readonly notes: readonly ProductNote[];
}

/** What the server does with one sentence that leaves it a choice. */
export interface ProfileRow {
  readonly requirement: string;
  readonly section: string;
  readonly level: Level;
  /** Of all its verdicts: one broken is broken, one kept and none broken is kept. */
  readonly observed: 'kept' | 'broken' | 'undecided' | 'inapplicable';
}

/** What was seen of a product note of MS-RMSI section 7. */
export interface ProductNote {
  readonly note: number;
  readonly documented: string;
  readonly observed: string;
}

/** The profile that a server showed in a run. */
export function makeProfileDocument(
  results: Results,
  inference: ProfileInference,
): ProfileDocument {
  const byRequirement = new Map<string, VerdictRecord[]>();
  for (const record of results.verdicts)
    if (record.level !== 'MUST')
      byRequirement.set(record.requirement, [
        ...(byRequirement.get(record.requirement) ?? []),
        record,
      ]);
  return {
    format: 1,
    target: results.target.name,
    ...inference,
    rows: [...byRequirement].flatMap(([requirement, records]) => {
      const [first] = records;
      if (first === undefined) return [];
      const { section, level } = first;
      return { requirement, section, level, observed: observedIn(records) };
    }),
    notes: notesOf(results, inference),
  };
}

function observedIn(records: readonly VerdictRecord[]): ProfileRow['observed'] {
  // A waived deviation is one.
  const verdicts = new Set(records.map(({ verdict }) => meaning[verdict]));
  for (const one of ['broken', 'kept', 'undecided'] as const) if (verdicts.has(one)) return one;
  return 'inapplicable';
}

const meaning: Readonly<Record<Verdict, ProfileRow['observed']>> = {
  pass: 'kept',
  fail: 'broken',
  warn: 'broken',
  waived: 'broken',
  blocked: 'undecided',
  inapplicable: 'inapplicable',
};

function notesOf(
  { target: { deployments } }: Results,
  { observed }: ProfileInference,
): readonly ProductNote[] {
  const { faults, faultsWithVersionData, minimum, maximum } = observed;
  const secure = Object.values(deployments).some(url => url.startsWith('https:'));
  const decommissioned = Object.keys(deployments).some(name => name.includes('decommissioned'));
  const stated = (versions: readonly string[]): string => versions.join(', ') || 'none stated';
  return [
    {
      note: 1,
      documented: 'HTTPS is supported, and not configured by default',
      observed: secure ? 'the target names an https: URL' : 'the target names no https: URL',
    },
    {
      note: 2,
      documented: 'Windows servers put no VersionData on faults',
      observed: `${faultsWithVersionData} of ${faults} faults had it`,
    },
    {
      note: 3,
      documented: 'MinimumVersion is 1.0.0.0; MaximumVersion is 1.0.0.0, 1.1.0.0 or 1.2.0.0',
      observed: `MinimumVersion ${stated(minimum)}; MaximumVersion ${stated(maximum)}`,
    },
    {
      note: 4,
      documented: 'AuthenticationMode is Windows',
      observed: 'not observed: it is the requestor who writes it',
    },
    {
      note: 5,
      documented: 'AuthenticationMode of an Identification is Windows',
      observed: 'not observed: it is the requestor who writes it',
    },
    {
      note: 6,
      documented: 'decommissioning is disabled by default',
      observed: decommissioned
        ? 'the target names a decommissioned deployment'
        : 'the target names no decommissioned deployment',
    },
  ];
}
