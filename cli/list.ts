import { Command, Option } from 'commander';
import { UserError } from '../harness/user-error.ts';
import { liesIn } from '../harness/verdict/select.ts';
import { requirementRows, type RequirementRow } from './requirement-row.ts';

const levels = ['MUST', 'SHOULD', 'MAY'] as const;

interface ListOptions {
  readonly section?: readonly string[];
  readonly level?: readonly RequirementRow['level'][];
  readonly untested?: true;
  readonly json?: true;
}

/** `assay list`: the requirements of the catalogues, a line each. */
export function listCommand(): Command {
  return new Command('list')
    .description('list the requirements of the catalogues')
    .option('--section <number...>', 'only these sections and all below')
    .addOption(new Option('--level <level...>', 'only these levels').choices(levels))
    .option('--untested', 'only those without a check, with the reason')
    .option('--json', 'print whole rows as JSON')
    .action((options: ListOptions) => {
      const all = requirementRows();
      for (const number of options.section ?? []) refuseUnknownSection(number, all);
      const rows = all.filter(row => isAsked(row, options));
      process.stdout.write(
        options.json === true
          ? `${JSON.stringify(rows, null, 2)}\n`
          : render(rows, options.untested === true),
      );
    });
}

function refuseUnknownSection(number: string, rows: readonly RequirementRow[]): void {
  if (rows.some(row => liesIn(row, number))) return;
  const sections = [...new Set(rows.map(({ section }) => section))];
  throw new UserError(
    `Expected a section of the catalogues for --section; found "${number}". There are ${sections.join(', ')}, and those above them.`,
  );
}

function isAsked(row: RequirementRow, { section, level, untested }: ListOptions): boolean {
  return (
    (section?.some(asked => liesIn(row, asked)) ?? true) &&
    (level?.includes(row.level) ?? true) &&
    (untested !== true || row.untested !== undefined)
  );
}

function render(rows: readonly RequirementRow[], reasons: boolean): string {
  const width = Math.max(0, ...rows.map(({ requirement }) => requirement.length));
  const lines = rows.map(({ requirement, level, section, title, untested, mutants }) => {
    const proof =
      untested === undefined
        ? `${mutants.length} ${mutants.length === 1 ? 'mutant' : 'mutants'}`
        : 'no check';
    const text = reasons ? (untested ?? '') : title;
    return [requirement.padEnd(width), level.padEnd(6), section.padEnd(8), proof.padEnd(10), text]
      .join('  ')
      .trimEnd();
  });
  const checked = rows.filter(({ untested }) => untested === undefined).length;
  lines.push(`${rows.length} requirements, ${checked} with a check`);
  return `${lines.join('\n')}\n`;
}
