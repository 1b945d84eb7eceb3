import { expect } from '../../harness/verdict/expect.ts';
import { judgeAll } from '../../harness/verdict/violation.ts';
import { check } from './check.ts';
import type { RmsiContext } from './context.ts';
import { nullInputs } from './null-inputs.ts';
import type { SweepAnswer } from './sweep.ts';

check('rmsi.faults.version-data-validated', async context => {
  await judgeMalformed(context, ({ reply, what }) => {
    expect(reply, what).toFault();
  });
});

check('rmsi.faults.malformed-version', async context => {
  await judgeMalformed(context, ({ reply, what, prediction }) => {
    expect(reply, what).toFaultWithOneOf(prediction.exceptions);
  });
});

check('rmsi.faults.null-argument', async ({ acquireContentKey }) => {
  await judgeAll(nullInputs, async fixture => {
    const reply = await acquireContentKey({ fixture });
    expect(reply, fixture).toFault('ArgumentNullException');
  });
});

async function judgeMalformed(
  context: RmsiContext,
  judge: (answer: SweepAnswer) => void,
): Promise<void> {
  const malformed = (await context.sweep()).filter(
    ({ prediction }) => prediction.outcome === 'malformed',
  );
  await judgeAll(malformed, answer => {
    try {
      judge(answer);
    } catch (error) {
      context.cite(answer.exchange);
      throw error;
    }
  });
}
