import { describeState } from '../../harness/report/describe-state.ts';
import type { SuiteFacts } from '../../harness/report/suite-facts.ts';
import { readRunJson } from '../../harness/report/run-folder.ts';
import { targetProfile } from '../../harness/report/target-profile.ts';
import { catalogue } from './catalogue.ts';
import { stateFile, type RmsState } from '../../harness/rms/state.ts';

/** What reports say of this suite and its target. */
export const rmsiFacts: SuiteFacts = {
  catalogue,
  stateFile,
  describeTarget(folder, name) {
    const state = readRunJson(folder, stateFile) as RmsState;
    const described = describeState(state, name, Object.entries(state.deployments));
    const profile = targetProfile(state.profile, state.inferred);
    return {
      ...described,
      ...(state.inferred !== undefined && { inferred: state.inferred }),
      target: { ...described.target, profile },
    };
  },
};
