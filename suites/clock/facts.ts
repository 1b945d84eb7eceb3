import { stateFile, type ClockState } from '../../harness/clock/state.ts';
import { describeState } from '../../harness/report/describe-state.ts';
import { readRunJson } from '../../harness/report/run-folder.ts';
import type { SuiteFacts } from '../../harness/report/suite-facts.ts';
import { clockVersions } from '../../harness/target/clock.ts';
import { catalogue } from './catalogue.ts';

/** What reports say of this suite and its target. */
export const clockFacts: SuiteFacts = {
  catalogue,
  stateFile,
  describeTarget(folder, name) {
    const state = readRunJson(folder, stateFile) as ClockState;
    return describeState(state, name, addressesOf(state));
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
