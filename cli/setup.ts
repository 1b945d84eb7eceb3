import { Command } from 'commander';
import { thisMachine } from './machine.ts';
import { jsonOption, outputOf } from './output.ts';
import { setUp } from './set-up.ts';

/** `assay setup`: makes Java and Chromium ready; `start` does the same first. */
export function setupCommand(): Command {
  return new Command('setup')
    .description('find or install Java and Chromium, which the report and the tests need')
    .option(...jsonOption)
    .action(async (options: { json?: true }) => {
      const { say, result } = outputOf(options);
      const said: string[] = [];
      await setUp({
        ...thisMachine(),
        say: line => {
          say(line);
          said.push(line);
        },
      });
      result(said);
    });
}
