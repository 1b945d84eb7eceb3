import { InvalidArgumentError, Option, type Command } from 'commander';
import { failOnChoices, type FailOn } from '../harness/verdict/policy.ts';
import type { Level } from '../harness/verdict/requirement.ts';
import { countingNumber, wholeNumber } from './numbers.ts';
import { jsonOption } from './output.ts';
import { projects } from './suites.ts';
import type { TargetOptions } from './target-options.ts';

const levels: readonly Level[] = ['MUST', 'SHOULD', 'MAY'];

/** The options of `assay run` that choose checks and outputs. */
export interface RunOptions extends TargetOptions {
  readonly strict: boolean;
  readonly failOn?: FailOn;
  readonly waivers?: string;
  readonly only?: readonly string[];
  readonly section?: readonly string[];
  readonly level?: readonly Level[];
  readonly grep?: string;
  readonly project?: readonly string[];
  readonly shard?: string;
  readonly lastFailed?: boolean;
  readonly workers?: number;
  readonly seed?: number;
  readonly out: string;
  readonly report: boolean;
  readonly json?: true;
}

/** Adds the options that `run` and `start` share. */
export function addRunOptions(command: Command): Command {
  return command
    .option('--strict', 'a broken SHOULD or MAY counts like a broken MUST: --fail-on may', false)
    .addOption(
      new Option(
        '--fail-on <level>',
        'the lowest level whose broken rules make the exit status 1; must unless given',
      )
        .choices(failOnChoices)
        .conflicts('strict'),
    )
    .option('--waivers <file>', "known deviations; instead of the target's (docs/waivers.md)")
    .option(
      '--only <id...>',
      'only these requirements; * stands for anything: rmsi.version.*',
      collectWords,
    )
    .option(
      '--section <number...>',
      'only requirements of these sections and all below them',
      collectSections,
    )
    .addOption(new Option('--level <level...>', 'only these levels').choices(levels))
    .option('--grep <regex>', 'only requirements whose id, title or tag matches', readPattern)
    .addOption(new Option('--project <name...>', 'only these projects').choices(projects))
    .option('--shard <current/all>', 'only this part of the checks, e.g. 1/3', readShard)
    .option('--last-failed', 'only what failed, warned or was blocked in the last run')
    .option('--workers <number>', 'worker processes', countingNumber)
    .option('--seed <number>', 'seed of the random version ranges', wholeNumber)
    .option('--out <folder>', 'where runs are kept', 'reports')
    .addOption(new Option('--no-report', 'do not generate the Allure report'))
    .option(...jsonOption);
}

/** From which level on a broken rule decides the exit status. */
export function failOnOption({ failOn, strict }: Pick<RunOptions, 'failOn' | 'strict'>): FailOn {
  return failOn ?? (strict ? 'may' : 'must');
}

/** Words one by one, or with commas between them. */
function collectWords(value: string, previous: readonly string[] = []): readonly string[] {
  // The option takes every word that follows it.
  if (value.includes('://'))
    throw new InvalidArgumentError('Expected no URL here; it has to stand before this option.');
  return [...previous, ...value.split(',').filter(word => word !== '')];
}

function collectSections(value: string, previous?: readonly string[]): readonly string[] {
  const sections = collectWords(value, previous);
  for (const section of sections)
    if (!/^\d+(?:\.\d+)*$/.test(section))
      throw new InvalidArgumentError('Expected the number of a section, e.g. 3.2.4.1.');
  return sections;
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
