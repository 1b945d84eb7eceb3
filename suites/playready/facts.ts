import { readRunJson } from '../../harness/report/run-folder.ts';
import { createRedactor } from '../../harness/report/redact.ts';
import type { SuiteFacts } from '../../harness/report/suite-facts.ts';
import { stateFile, type PlayReadyState } from '../../harness/rights-manager/state.ts';
import { catalogue } from './catalogue.ts';

/** What reports say of this suite and its target. */
export const playReadyFacts: SuiteFacts = {
  catalogue,
  stateFile,
  describeTarget(folder, name) {
    const state = readRunJson(folder, stateFile) as PlayReadyState;
    const redactor = createRedactor();
    return {
      seed: state.seed,
      target: {
        name: redactor.text(name),
        deployments: Object.fromEntries(
          Object.entries(state.deployments).map(([key, url]) => [
            `playready.${key}`,
            redactor.text(url),
          ]),
        ),
        insecure: state.tls.insecure === true,
        permissions: state.permissions,
        reachable: state.unreachable === undefined,
        ...(state.unreachable === undefined ? {} : { unreachable: state.unreachable }),
      },
    };
  },
};
