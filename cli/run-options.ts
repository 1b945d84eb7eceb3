import { readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { InvalidArgumentError, Option, type Command } from 'commander';
import { deploymentNames } from '../harness/rms/state.ts';
import { loadTarget } from '../harness/target/load-target.ts';
import { resolveTarget } from '../harness/target/resolve-target.ts';
import type { Target, TargetDescription } from '../harness/target/target.ts';
import { UserError } from '../harness/user-error.ts';

/** The projects of playwright.config.ts. */
const projects = ['rmsi-soap11', 'rmsi-soap12'];

/** The options of `assay run` that describe the target. */
export interface TargetOptions {
  readonly target?: string;
  readonly deployment: Readonly<Record<string, string>>;
  readonly ca?: string;
  readonly insecure?: boolean;
  readonly serverCertificate?: string;
  readonly deadline?: number;
}

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

/** Adds the options that describe a target. */
export function addTargetOptions(command: Command): Command {
  return command
    .option('--target <file>', 'a target file (docs/targets.md)')
    .option(
      '--deployment <state=url>',
      `a base URL in one server state: ${deploymentNames.join(', ')}; repeatable`,
      collectDeployment,
      {},
    )
    .option('--ca <file>', 'PEM file with the certificate authority of the server')
    .option('--insecure', 'accept any server certificate (shown in every report)')
    .option('--server-certificate <file>', "the server's licensor certificate (XrML)")
    .option('--deadline <ms>', 'longest wait for one answer, in milliseconds', countingNumber);
}

/**
 * The target that the command line describes: a file, a URL, or single deployments.
 *
 * @throws UserError when it describes none, or two at once
 */
export function targetOf(url: string | undefined, options: TargetOptions): Target {
  const file = options.target;
  const given: TargetDescription = file === undefined ? { deployments: {} } : loadTarget(file);
  const deployments = { ...given.deployments, ...options.deployment };
  if (url !== undefined && file !== undefined)
    throw new UserError('Expected either a URL or --target, found both; leave one out.');
  if (url !== undefined) deployments['decommissioned'] ??= url;
  if (Object.keys(deployments).length === 0)
    throw new UserError(
      'Expected a target; give the base URL of a server (https://rms.example.com/_wmcs), or --target FILE.',
    );
  const tls = {
    ...given.tls,
    ...(options.insecure === true ? { insecure: true } : {}),
  };
  const target = resolveTarget(
    {
      ...given,
      deployments,
      tls,
      limits: {
        ...given.limits,
        ...(options.deadline === undefined ? {} : { deadlineMs: options.deadline }),
      },
    },
    file === undefined ? '.' : dirname(file),
  );
  const { ca, serverCertificate } = options;
  return {
    ...target,
    ...(ca === undefined ? {} : { tls: { ...target.tls, ca: readOptionFile('--ca', ca) } }),
    ...(serverCertificate === undefined
      ? {}
      : { serverCertificate: readOptionFile('--server-certificate', serverCertificate) }),
  };
}

function readOptionFile(option: string, file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    throw new UserError(`Expected a file for ${option} at ${file}; it can't be read.`);
  }
}

function collectDeployment(
  value: string,
  previous: Readonly<Record<string, string>>,
): Record<string, string> {
  const [state = '', url] = value.split(/=(.*)/s);
  if (url === undefined || !(deploymentNames as readonly string[]).includes(state))
    throw new InvalidArgumentError(
      `Expected STATE=URL with a state of ${deploymentNames.join(', ')}.`,
    );
  return { ...previous, [state]: url };
}

function wholeNumber(value: string): number {
  if (!/^\d+$/.test(value)) throw new InvalidArgumentError('Expected a whole number.');
  return Number(value);
}

function countingNumber(value: string): number {
  if (!/^0*[1-9]\d*$/.test(value))
    throw new InvalidArgumentError('Expected a whole number above 0.');
  return Number(value);
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
