import { describeState } from '../../harness/report/describe-state.ts';
import { readRunJson } from '../../harness/report/run-folder.ts';
import type { SuiteFacts } from '../../harness/report/suite-facts.ts';
import { stateFile, type PlayReadyState } from '../../harness/rights-manager/state.ts';
import { namedUrls } from '../../harness/target/named-urls.ts';
import { catalogue } from './catalogue.ts';

/** What reports say of this suite and its target. */
export const playReadyFacts: SuiteFacts = {
  catalogue,
  stateFile,
  describeTarget(folder, name) {
    const state = readRunJson(folder, stateFile) as PlayReadyState;
    return describeState(state, name, namedUrls({ playready: state }));
  },
};
