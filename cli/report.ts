import { Command, Option } from 'commander';
import { summarise } from '../harness/report/summary.ts';
import { exitCode, type ExitCode } from '../harness/verdict/exit-code.ts';
import { generateReport } from './allure-report.ts';
import { readEndedRun } from './latest-run.ts';

interface ReportOptions {
  readonly out: string;
  readonly page: boolean;
  readonly json?: true;
}

/** `assay report`: shows a run that has ended, and makes its Allure report anew. */
export function reportCommand(exit: (code: ExitCode) => void): Command {
  return new Command('report')
    .description('show a run that has ended, and make its Allure report anew')
    .argument('[run]', "the run's folder; the newest one unless given")
    .option('--out <folder>', 'where runs are kept', 'reports')
    .addOption(new Option('--no-page', 'do not make the Allure report'))
    .option('--json', 'print results.json and nothing else')
    .action(async (run: string | undefined, { out, page, json }: ReportOptions) => {
      const { folder, results } = readEndedRun(run, out);
      if (json === true) {
        process.stdout.write(`${JSON.stringify(results, null, 2)}\n`);
        return;
      }
      process.stdout.write(`${summarise(results, folder)}\n`);
      if (page && (await generateReport(folder)) === undefined) exit(exitCode.incomplete);
    });
}
