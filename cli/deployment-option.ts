import { InvalidArgumentError, type Command } from 'commander';
import { deploymentNames } from '../harness/rms/state.ts';
import { playReadyDeployments } from '../harness/target/playready.ts';
import type { TargetDescription } from '../harness/target/target.ts';

/** What `--deployment` collects: URLs by server state, those of PlayReady behind a prefix. */
export type DeploymentOption = Readonly<Record<string, string>>;

const prefix = 'playready.';
const states: readonly string[] = [
  ...deploymentNames,
  ...playReadyDeployments.map(name => `${prefix}${name}`),
];

/** Adds `--deployment`, which names server states one by one. */
export function addDeploymentOption(command: Command): Command {
  return command.option(
    '--deployment <state=url>',
    `a URL in one server state: ${deploymentNames.join(', ')}, or ${prefix}normal ...; repeatable`,
    collect,
    {},
  );
}

/** Puts collected deployments over those that a target describes. */
export function withDeployments(
  described: TargetDescription,
  given: DeploymentOption,
): TargetDescription {
  const entries = Object.entries(given);
  const rms = entries.filter(([state]) => !state.startsWith(prefix));
  const playready = entries
    .filter(([state]) => state.startsWith(prefix))
    .map(([state, url]) => [state.slice(prefix.length), url] as const);
  const { deployments = {}, playready: known } = described;
  return {
    ...described,
    ...(rms.length > 0 && { deployments: { ...deployments, ...Object.fromEntries(rms) } }),
    ...(playready.length > 0 && {
      playready: {
        ...known,
        deployments: { ...known?.deployments, ...Object.fromEntries(playready) },
      },
    }),
  };
}

function collect(value: string, previous: DeploymentOption): DeploymentOption {
  const [state = '', url] = value.split(/=(.*)/s);
  if (url === undefined || !states.includes(state))
    throw new InvalidArgumentError(`Expected STATE=URL with a state of ${states.join(', ')}.`);
  return { ...previous, [state]: url };
}
