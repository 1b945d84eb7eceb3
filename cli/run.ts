import { Command } from 'commander';
import type { ExitCode } from '../harness/verdict/exit-code.ts';
import { dryRun } from './dry-run.ts';
import { addRunOptions, type RunOptions } from './run-options.ts';
import { runSuite } from './run-suite.ts';
import { addTargetOptions, targetOf } from './target-options.ts';

/** `assay run`: judges a target. `exit` takes the status that results.json gives. */
export function runCommand(exit: (code: ExitCode) => void): Command {
  const command = new Command('run')
    .description('judge a server against the specification')
    .argument(
      '[url]',
      'URL of a server: https://rms.example.com/_wmcs, https://drm.example.com/rightsmanager.asmx',
    )
    .option('--dry-run', 'say what would be sent, requirement by requirement, and send nothing')
    .action(async (url: string | undefined, options: RunOptions & { readonly dryRun?: true }) => {
      const target = targetOf(url, options);
      if (options.dryRun === true) await dryRun(target, options);
      else exit((await runSuite(target, options)).code);
    });
  return addRunOptions(addTargetOptions(command));
}
