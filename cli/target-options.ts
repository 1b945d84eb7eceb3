import { readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { Option, type Command } from 'commander';
import { loadTarget } from '../harness/target/load-target.ts';
import { resolveTarget } from '../harness/target/resolve-target.ts';
import type { Target, TargetDescription } from '../harness/target/target.ts';
import { UserError } from '../harness/user-error.ts';
import {
  addDeploymentOption,
  withDeployments,
  type DeploymentOption,
} from './deployment-option.ts';
import { countingNumber } from './numbers.ts';
import {
  addPermissionOptions,
  statedPermissions,
  type PermissionOptions,
} from './permission-options.ts';
import { protocolChoices, targetOfUrl, type ProtocolChoice } from './target-of-url.ts';

/** The options of `assay run` that describe the target. */
export interface TargetOptions extends PermissionOptions {
  readonly target?: string;
  readonly protocol?: ProtocolChoice;
  readonly deployment: DeploymentOption;
  readonly ca?: string;
  readonly insecure?: boolean;
  readonly serverCertificate?: string;
  readonly deadline?: number;
}

/** Adds the options that describe a target. */
export function addTargetOptions(command: Command): Command {
  return addDeploymentOption(addPermissionOptions(command))
    .option('--target <file>', 'a target file (docs/targets.md)')
    .addOption(
      new Option(
        '--protocol <name>',
        'what a URL alone is of; unless given, its form decides',
      ).choices(protocolChoices),
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
  if (url !== undefined && file !== undefined)
    throw new UserError('Expected either a URL or --target, found both; leave one out.');
  const described = withDeployments(file === undefined ? {} : loadTarget(file), options.deployment);
  // A state that was named beside a URL says what the URL is.
  const given =
    url === undefined ? described : besides(described, targetOfUrl(url, options.protocol));
  const { deployments, playready, wmdrm, clock, services } = given;
  if ((deployments ?? playready ?? wmdrm ?? clock ?? services) === undefined)
    throw new UserError(
      'Expected a target; give the URL of a server (https://rms.example.com/_wmcs, or https://drm.example.com/rightsmanager.asmx), or --target FILE.',
    );
  const tls = {
    ...given.tls,
    ...(options.insecure === true ? { insecure: true } : {}),
  };
  const target = resolveTarget(
    {
      ...given,
      ...statedPermissions(given, options),
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

/** What was named one by one stands over what a URL alone says. */
function besides(named: TargetDescription, ofUrl: TargetDescription): TargetDescription {
  const { deployments, playready, wmdrm } = ofUrl;
  return {
    ...ofUrl,
    ...named,
    ...(deployments !== undefined && { deployments: { ...deployments, ...named.deployments } }),
    ...(playready !== undefined && {
      playready: {
        ...playready,
        ...named.playready,
        deployments: { ...playready.deployments, ...named.playready?.deployments },
      },
    }),
    ...(wmdrm !== undefined && {
      wmdrm: {
        ...wmdrm,
        ...named.wmdrm,
        deployments: { ...wmdrm.deployments, ...named.wmdrm?.deployments },
      },
    }),
  };
}
