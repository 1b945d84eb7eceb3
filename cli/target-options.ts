import { readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { InvalidArgumentError, type Command } from 'commander';
import { deploymentNames } from '../harness/rms/state.ts';
import { loadTarget } from '../harness/target/load-target.ts';
import { resolveTarget } from '../harness/target/resolve-target.ts';
import type { Target, TargetDescription } from '../harness/target/target.ts';
import { UserError } from '../harness/user-error.ts';
import { countingNumber } from './numbers.ts';
import {
  addPermissionOptions,
  statedPermissions,
  type PermissionOptions,
} from './permission-options.ts';

/** The options of `assay run` that describe the target. */
export interface TargetOptions extends PermissionOptions {
  readonly target?: string;
  readonly deployment: Readonly<Record<string, string>>;
  readonly ca?: string;
  readonly insecure?: boolean;
  readonly serverCertificate?: string;
  readonly deadline?: number;
}

/** Adds the options that describe a target. */
export function addTargetOptions(command: Command): Command {
  return addPermissionOptions(command)
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
      ...statedPermissions(given, options),
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

/**
 * The text of a file that an option names.
 *
 * @throws UserError when it can't be read
 */
export function readOptionFile(option: string, file: string): string {
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
