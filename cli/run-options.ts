import { InvalidArgumentError, Option, type Command } from 'commander';
import { countingNumber, wholeNumber } from './numbers.ts';
import type { TargetOptions } from './target-options.ts';

/** The projects of playwright.config.ts. */
const projects = ['rmsi-soap11', 'rmsi-soap12'];

/** The options of `assay run` that choose checks and outputs. */
export interface RunOptions extends TargetOptions {
  readonly strict: boolean;
  readonly grep?: string;
  readonly project?: readonly string[];
  readonly shard?: string;
  readonly lastFailed?: boolean;
  readonly workers?: number;
  readonly seed?: number;
  readonly out: string;
  readonly report: boolean;
}

/** Adds the options that `run` and `start` share. */
export function addRunOptions(command: Command): Command {
  return command
    .option('--strict', 'a broken SHOULD counts like a broken MUST', false)
    .option('--grep <regex>', 'only requirements whose id, title or tag matches', readPattern)
    .addOption(new Option('--project <name...>', 'only these projects').choices(projects))
    .option('--shard <current/all>', 'only this part of the checks, e.g. 1/3', readShard)
    .option('--last-failed', 'only what failed in the last run')
    .option('--workers <number>', 'worker processes', countingNumber)
    .option('--seed <number>', 'seed of the random version ranges', wholeNumber)
    .option('--out <folder>', 'where runs are kept', 'reports')
    .addOption(new Option('--no-report', 'do not generate the Allure report'));
}

// Playwright refuses what follows, too, but with a stack trace.

function readPattern(value: string): string {
  try {
    new RegExp(value, 'gi');
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new InvalidArgumentError(`${reason}. Expected a regular expression.`);
  }
  return value;
}

function readShard(value: string): string {
  const [, current, all] = /^(\d+)\/(\d+)$/.exec(value) ?? [];
  if (current === undefined || Number(current) < 1 || Number(current) > Number(all))
    throw new InvalidArgumentError('Expected CURRENT/ALL, from 1/ALL to ALL/ALL.');
  return value;
}
