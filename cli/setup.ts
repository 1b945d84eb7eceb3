import { Command } from 'commander';
import { setUp } from './set-up.ts';

/** `assay setup`: makes Java and Chromium ready; `start` does the same first. */
export function setupCommand(): Command {
  return new Command('setup')
    .description('find or install Java and Chromium, which the report and the tests need')
    .action(() => setUp());
}
