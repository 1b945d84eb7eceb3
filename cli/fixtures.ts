import path from 'node:path';
import { Command } from 'commander';
import { UserError } from '../harness/user-error.ts';
import { jsonOption, outputOf } from './output.ts';
import { deriveFixtures } from '../harness/wsdl/derive.ts';
import { fixtureRoot } from '../harness/wsdl/fixture.ts';
import { deriveDriverSchemas, setFolder } from '../harness/wsdl/message-schema.ts';
import { type Specification, specifications } from '../harness/wsdl/services.ts';
import { writeDerived, type WriteResult } from '../harness/wsdl/write-derived.ts';

/** `assay fixtures`: derives requests and schema sets from the extracted WSDLs. */
export function fixturesCommand(): Command {
  return new Command('fixtures')
    .description('derive the request fixtures and the schema sets from the WSDLs in schemas')
    .option('--spec <name>', `one of ${specifications.join(', ')}; all of them when left out`)
    .option('--out <folder>', 'where to write the fixtures', fixtureRoot)
    .option('--sets <folder>', 'where to write the schema sets', setFolder)
    .option(...jsonOption)
    .action((options: { spec?: string; out: string; sets: string; json?: true }) => {
      const { spec, out, sets } = options;
      const { say, result } = outputOf(options);
      const done: object[] = [];
      for (const specification of chosen(spec)) {
        const fixtures = write(out, deriveFixtures(specification), specification, '<?assay ');
        const drivers = write(
          sets,
          deriveDriverSchemas(specification),
          specification,
          '<!-- Written by `npx assay fixtures`',
        );
        say(
          `${specification}: ${summary(fixtures, 'fixtures', out)}; ${summary(drivers, 'schema sets', sets)}`,
        );
        done.push({ specification, fixtures, schemaSets: drivers });
      }
      result(done);
    });
}

function chosen(spec: string | undefined): readonly Specification[] {
  if (spec === undefined) return specifications;
  const found = specifications.filter(specification => specification === spec.toLowerCase());
  if (found.length === 0)
    throw new UserError(
      `Expected --spec to be one of ${specifications.join(', ')}; it is "${spec}".`,
    );
  return found;
}

function write(
  folder: string,
  files: Parameters<typeof writeDerived>[1],
  specification: Specification,
  mark: string,
): WriteResult {
  try {
    return writeDerived(path.resolve(folder), files, specification, mark);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new UserError(`Can't write to ${folder} (${reason}); pass a writable folder.`);
  }
}

function summary({ written, changed, removed }: WriteResult, what: string, folder: string): string {
  const stale = removed === 0 ? '' : `, ${removed} stale removed`;
  return `${written} ${what} written to ${path.relative('', path.resolve(folder)) || '.'} (${changed} changed${stale})`;
}
