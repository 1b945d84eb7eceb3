import { didYouMean } from '../nearest.ts';
import { UserError } from '../user-error.ts';
import type { Catalogue, Level, Requirement } from './requirement.ts';

/** What chooses requirements; all that are given have to agree. */
export interface Choice {
  /** Ids, or patterns of ids in which `*` stands for anything. */
  readonly only?: readonly string[];
  /** Numbers of sections; each stands for all below it, too. */
  readonly section?: readonly string[];
  readonly level?: readonly Level[];
}

type Row = readonly [id: string, requirement: Requirement];

/**
 * The ids of the requirements that are chosen and that a check decides.
 *
 * @throws UserError for an id, a pattern or a section that no catalogue has, for the id of a
 *   requirement without a check, and when nothing is left
 */
export function selectRequirements(
  catalogues: readonly Catalogue[],
  choice: Choice,
): readonly string[] {
  const all = catalogues.flatMap(({ requirements }) => Object.entries(requirements));
  const rows = all.filter(([, { untested }]) => untested === undefined);
  const { only, section, level } = choice;
  const ids = only && new Set(only.flatMap(wanted => idsOf(wanted, all)));
  for (const number of section ?? []) refuseUnknownSection(number, rows);
  const chosen = rows.filter(
    ([id, row]) =>
      (ids?.has(id) ?? true) &&
      (section?.some(number => liesIn(row, number)) ?? true) &&
      (level?.includes(row.level) ?? true),
  );
  if (chosen.length > 0) return chosen.map(([id]) => id);
  throw new UserError(
    'No check was selected: --only, --section and --level have none in common. Leave one out.',
  );
}

function idsOf(wanted: string, all: readonly Row[]): readonly string[] {
  const ids = all.map(([id]) => id);
  if (!wanted.includes('*')) {
    const row = all.find(([id]) => id === wanted);
    if (row === undefined) throw unknownId(wanted, ids);
    const { untested } = row[1];
    if (untested === undefined) return [wanted];
    throw new UserError(
      `Expected requirements that a check decides; ${wanted} has none: ${untested} Leave it out of --only.`,
    );
  }
  const pieces = wanted.split('*').map(piece => piece.replaceAll(/[^\w-]/g, String.raw`\$&`));
  const pattern = new RegExp(`^${pieces.join('.*')}$`);
  const found = all.filter(([id, { untested }]) => untested === undefined && pattern.test(id));
  if (found.length > 0) return found.map(([id]) => id);
  throw unknownId(wanted, ids);
}

function unknownId(wanted: string, ids: readonly string[]): UserError {
  const hint = didYouMean(wanted.replaceAll('*', ''), ids);
  return new UserError(
    `Expected the id of a requirement for --only, or a pattern such as rmsi.version.*; no requirement that has a check is called "${wanted}".${hint} \`npx assay list\` shows them.`,
  );
}

function refuseUnknownSection(number: string, rows: readonly Row[]): void {
  if (rows.some(([, row]) => liesIn(row, number))) return;
  const sections = [...new Set(rows.map(([, row]) => row.section))].sort((left, right) =>
    left.localeCompare(right, 'en', { numeric: true }),
  );
  throw new UserError(
    `Expected a section with checks for --section; found "${number}". There are ${sections.join(', ')}, and those above them.`,
  );
}

/** `3.1` holds 3.1 and 3.1.4, and not 3.10. */
export function liesIn({ section }: Requirement, number: string): boolean {
  return section === number || section.startsWith(`${number}.`);
}
