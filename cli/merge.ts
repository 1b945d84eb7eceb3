import { existsSync, readdirSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import { Command, Option } from 'commander';
import { finishAllureResults } from '../harness/report/allure-results.ts';
import { copyShards } from '../harness/report/copy-shards.ts';
import { renderJunit } from '../harness/report/junit.ts';
import { ledgerTable } from '../harness/report/ledger-table.ts';
import { renderMarkdown } from '../harness/report/markdown-summary.ts';
import { mergeResults } from '../harness/report/merge-results.ts';
import { runFiles, writeRunFile, writeRunJson } from '../harness/report/run-folder.ts';
import { readShards } from '../harness/report/shards.ts';
import { summarise } from '../harness/report/summary.ts';
import { UserError } from '../harness/user-error.ts';
import { exitCode, type ExitCode } from '../harness/verdict/exit-code.ts';
import { generateReport } from './allure-report.ts';
import { jsonOption, outputOf } from './output.ts';
import { suites } from './suites.ts';

interface MergeCommandOptions {
  readonly out: string;
  readonly incomplete: boolean;
  readonly report: boolean;
  readonly json?: true;
}

/**
 * `assay merge`: makes one run of the shards that `assay run --shard` left, with the same files and
 * the same exit status as a run in one piece.
 */
export function mergeCommand(exit: (code: ExitCode) => void): Command {
  return new Command('merge')
    .description('put the shards of a run together')
    .argument('<folder...>', 'folders of shards, or folders that hold them')
    .requiredOption('--out <folder>', 'the folder of the merged run; a new one')
    .option('--incomplete', 'merge although shards are missing', false)
    .addOption(new Option('--no-report', 'do not generate the Allure report'))
    .option(...jsonOption)
    .action(async (folders: readonly string[], options: MergeCommandOptions) => {
      exit(await merge(folders, options));
    });
}

async function merge(folders: readonly string[], options: MergeCommandOptions): Promise<ExitCode> {
  const { out, incomplete, report } = options;
  const { say, result } = outputOf(options);
  const folder = resolve(out);
  if (existsSync(folder) && readdirSync(folder).length > 0)
    throw new UserError(
      `Expected a new or empty folder for --out; ${out} holds files. Name another one, or remove it first.`,
    );
  const shards = readShards(folders.map(each => resolve(each)));
  const results = mergeResults(shards, { name: basename(folder), incomplete });
  if (results.verdicts.length === 0)
    throw new UserError(
      'Expected verdicts; these shards hold none. Look at how they were selected.',
    );
  copyShards(shards, folder);
  // Last what others take for a finished run.
  writeRunFile(folder, runFiles.junit, renderJunit(results));
  writeRunFile(folder, runFiles.summary, renderMarkdown(results));
  writeRunFile(folder, runFiles.ledgerTable, ledgerTable(results.ledger.rows));
  finishAllureResults(
    folder,
    results,
    suites.map(({ facts }) => facts),
  );
  writeRunJson(folder, runFiles.results, results);
  say(`${summarise(results, folder)}\nresults: ${folder}/${runFiles.results}`);
  const complete = !report || (await generateReport(folder, say)) !== undefined;
  result(results);
  const conformant = results.exitCode === exitCode.conformant;
  return conformant && !complete ? exitCode.incomplete : results.exitCode;
}
