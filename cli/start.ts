import { Command } from 'commander';
import type { ExitCode } from '../harness/verdict/exit-code.ts';
import { thisMachine } from './machine.ts';
import { outputOf } from './output.ts';
import { addRunOptions, type RunOptions } from './run-options.ts';
import { runSuite } from './run-suite.ts';
import { setUp } from './set-up.ts';

/** `assay start`: sets up, then judges the embedded reference servers; what `npm start` does. */
export function startCommand(exit: (code: ExitCode) => void): Command {
  const command = new Command('start')
    .description('set up, then judge the embedded reference server')
    .action(async (options: RunOptions) => {
      await setUp({ ...thisMachine(), say: outputOf(options).say });
      exit((await runSuite(undefined, options)).code);
    });
  return addRunOptions(command);
}
