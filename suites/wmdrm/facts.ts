import { stateFile, type WmdrmState } from '../../harness/license-server/state.ts';
import { describeState } from '../../harness/report/describe-state.ts';
import { readRunJson } from '../../harness/report/run-folder.ts';
import type { SuiteFacts } from '../../harness/report/suite-facts.ts';
import { namedUrls } from '../../harness/target/named-urls.ts';
import { catalogue } from './catalogue.ts';

/** What reports say of this suite and its target. */
export const wmdrmFacts: SuiteFacts = {
  catalogue,
  stateFile,
  describeTarget(folder, name) {
    const state = readRunJson(folder, stateFile) as WmdrmState;
    return describeState(state, name, namedUrls({ wmdrm: state }));
  },
};
