import type { SuiteFacts } from '../../harness/report/suite-facts.ts';
import { readRunJson } from '../../harness/report/run-folder.ts';
import { targetProfile } from '../../harness/report/target-profile.ts';
import { createRedactor } from '../../harness/report/redact.ts';
import { catalogue } from './catalogue.ts';
import { stateFile, type RmsState } from '../../harness/rms/state.ts';

/** What reports say of this suite and its target. */
export const rmsiFacts: SuiteFacts = {
  catalogue,
  stateFile,
  describeTarget(folder, name) {
    const state = readRunJson(folder, stateFile) as RmsState;
    const redactor = createRedactor();
    return {
      seed: state.seed,
      ...(state.inferred !== undefined && { inferred: state.inferred }),
      target: {
        name: redactor.text(name),
        deployments: Object.fromEntries(
          Object.entries(state.deployments).map(([key, url]) => [key, redactor.text(url)]),
        ),
        insecure: state.tls.insecure === true,
        permissions: state.permissions,
        profile: targetProfile(state.profile, state.inferred),
        reachable: state.unreachable === undefined,
        ...(state.unreachable === undefined ? {} : { unreachable: state.unreachable }),
      },
    };
  },
};
