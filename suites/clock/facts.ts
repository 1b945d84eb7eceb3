import { stateFile, type ClockState } from '../../harness/clock/state.ts';
import { readRunJson } from '../../harness/report/run-folder.ts';
import { createRedactor } from '../../harness/report/redact.ts';
import type { SuiteFacts } from '../../harness/report/suite-facts.ts';
import { clockVersions } from '../../harness/target/clock.ts';
import { catalogue } from './catalogue.ts';

/** What reports say of this suite and its target. */
export const clockFacts: SuiteFacts = {
  catalogue,
  stateFile,
  describeTarget(folder, name) {
    const state = readRunJson(folder, stateFile) as ClockState;
    const redactor = createRedactor();
    return {
      seed: state.seed,
      target: {
        name: redactor.text(name),
        deployments: Object.fromEntries(
          addressesOf(state).map(([key, url]) => [redactor.text(key), redactor.text(url)]),
        ),
        insecure: state.tls.insecure === true,
        permissions: state.permissions,
        reachable: state.unreachable === undefined,
        ...(state.unreachable === undefined ? {} : { unreachable: state.unreachable }),
      },
    };
  },
};

function addressesOf({
  services,
  owners,
}: ClockState): readonly (readonly [name: string, url: string])[] {
  const clocks = clockVersions.flatMap(version => {
    const { link, service } = services[version] ?? {};
    return [
      ...(link === undefined ? [] : [[`clock.${version}.link`, link] as const]),
      ...(service === undefined ? [] : [[`clock.${version}.service`, service] as const]),
    ];
  });
  return [...clocks, ...owners.map(({ name, url }) => [`service ${name}`, url] as const)];
}
