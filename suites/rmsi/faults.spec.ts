import { judgeSweep } from '../../harness/rms/judge-versions.ts';
import { nullInputs } from '../../harness/rms/null-inputs.ts';
import { isMalformed } from '../../harness/rms/sweep.ts';
import { expect } from '../../harness/verdict/expect.ts';
import { judgeAll } from '../../harness/verdict/violation.ts';
import { check } from './check.ts';

check('rmsi.faults.version-data-validated', context =>
  judgeSweep(context, isMalformed, ({ reply, what }) => {
    expect(reply, what).toFault();
  }),
);

check('rmsi.faults.malformed-version', context =>
  judgeSweep(context, isMalformed, ({ reply, what, prediction }) => {
    expect(reply, what).toFaultWithOneOf(prediction.exceptions);
  }),
);

check('rmsi.faults.null-argument', async ({ ask, successes }) => {
  const cases = (await successes()).flatMap(({ operation }) =>
    nullInputs[operation].map(fixture => ({ operation, fixture })),
  );
  await judgeAll(cases, async ({ operation, fixture }) => {
    const reply = await ask(operation, { fixture });
    expect(reply, `${operation}/${fixture}`).toFault('ArgumentNullException');
  });
});
