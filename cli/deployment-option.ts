import { InvalidArgumentError, type Command } from 'commander';
import { deploymentNames } from '../harness/rms/state.ts';
import { playReadyDeployments } from '../harness/target/playready.ts';
import type { TargetDescription } from '../harness/target/target.ts';
import { wmdrmDeployments } from '../harness/target/wmdrm.ts';

/** What `--deployment` collects: URLs by server state, those of PlayReady and WMDRM behind a prefix. */
export type DeploymentOption = Readonly<Record<string, string>>;

const states: readonly string[] = [
  ...deploymentNames,
  ...playReadyDeployments.map(name => `playready.${name}`),
  ...wmdrmDeployments.map(name => `wmdrm.${name}`),
];

/** Adds `--deployment`, which names server states one by one. */
export function addDeploymentOption(command: Command): Command {
  return command.option(
    '--deployment <state=url>',
    `a URL in one server state: ${deploymentNames.join(', ')}, or playready.normal ..., wmdrm.normal ...; repeatable`,
    collect,
    {},
  );
}

/** Puts collected deployments over those that a target describes. */
export function withDeployments(
  described: TargetDescription,
  given: DeploymentOption,
): TargetDescription {
  const rms = Object.entries(given).filter(([state]) => !state.includes('.'));
  const forPlayReady = behind('playready.', given);
  const forWmdrm = behind('wmdrm.', given);
  const { deployments = {}, playready, wmdrm } = described;
  return {
    ...described,
    ...(rms.length > 0 && { deployments: { ...deployments, ...Object.fromEntries(rms) } }),
    ...(forPlayReady !== undefined && {
      playready: { ...playready, deployments: { ...playready?.deployments, ...forPlayReady } },
    }),
    ...(forWmdrm !== undefined && {
      wmdrm: { ...wmdrm, deployments: { ...wmdrm?.deployments, ...forWmdrm } },
    }),
  };
}

/** The states behind a prefix, without it; undefined where there are none. */
function behind(prefix: string, given: DeploymentOption): DeploymentOption | undefined {
  const entries = Object.entries(given).filter(([state]) => state.startsWith(prefix));
  if (entries.length === 0) return undefined;
  return Object.fromEntries(entries.map(([state, url]) => [state.slice(prefix.length), url]));
}

function collect(value: string, previous: DeploymentOption): DeploymentOption {
  const [state = '', url] = value.split(/=(.*)/s);
  if (url === undefined || !states.includes(state))
    throw new InvalidArgumentError(`Expected STATE=URL with a state of ${states.join(', ')}.`);
  return { ...previous, [state]: url };
}
