import { Command, Option } from 'commander';
import { summarise } from '../harness/report/summary.ts';
import { exitCode, type ExitCode } from '../harness/verdict/exit-code.ts';
import { generateReport } from './allure-report.ts';
import { readEndedRun } from './latest-run.ts';
import { jsonOption, outputOf } from './output.ts';

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
    .option(...jsonOption)
    .action(async (run: string | undefined, options: ReportOptions) => {
      const { out, page } = options;
      const { say, result } = outputOf(options);
      const { folder, results } = readEndedRun(run, out);
      say(summarise(results, folder));
      if (page && (await generateReport(folder, say)) === undefined) exit(exitCode.incomplete);
      result(results);
    });
}
