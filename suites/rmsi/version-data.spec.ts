import {
  expectFormat,
  expectInFaults,
  expectInSuccesses,
} from '../../harness/rms/judge-versions.ts';
import { expectVersionData } from '../../harness/rms/version-data.ts';
import { judgeAll } from '../../harness/verdict/violation.ts';
import { check } from './check.ts';

const headers = ['rmsi.version.header-present', 'rmsi.version.common-header-present'] as const;
check(headers, async ({ successes }) => {
  await judgeAll(await successes(), ({ operation, reply, what }) => {
    expectVersionData(reply, operation, what);
  });
});

for (const bound of ['minimum', 'maximum'] as const) {
  check(`rmsi.version.${bound}-format`, context => expectFormat(context, bound));
  check(`rmsi.version.response-${bound}`, context => expectInSuccesses(context, bound));
  check(`rmsi.version.fault-${bound}`, context => expectInFaults(context, bound));
  check(`rmsi.version.reply-${bound}`, async context => {
    const all = context.profile.faultsCarryVersionData;
    const demands = all ? [expectInSuccesses, expectInFaults] : [expectInSuccesses];
    await judgeAll(demands, judge => judge(context, bound));
  });
}
