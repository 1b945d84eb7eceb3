import { expect } from '../../harness/verdict/expect.ts';
import { judgeAll } from '../../harness/verdict/violation.ts';
import { check } from './check.ts';
import { expectKeyOf } from './content-key.ts';
import type { RmsiContext } from './context.ts';
import {
  above,
  compareDataVersions,
  formatDataVersion,
  parseDataVersion,
  type VersionRange,
} from './data-version.ts';
import { malformedException, unsupportedException } from './negotiation-model.ts';
import type { SweepAnswer } from './sweep.ts';

const parts = [0, 1, 2, 3] as const;

check(['rmsi.version.compared', 'rmsi.version.range-compared'], async context => {
  await judgeAll(await context.sweep(), answer => {
    expectPredicted(context, answer);
  });
});

// The order of the parts shows where two versions are compared: minimum with maximum in the first
// check, maximum with the server's in the second.
check('rmsi.version.minimum-significance', async context => {
  const { maximum: highest } = await context.range();
  const answers = (await context.sweep()).filter(({ request }) => {
    const maximum = parseDataVersion(request.maximum);
    return maximum !== undefined && compareDataVersions(maximum, highest) <= 0;
  });
  await judgeAll(answers, answer => {
    expectPredicted(context, answer);
  });
});

check('rmsi.version.maximum-significance', async context => {
  const answers = (await context.sweep()).filter(
    ({ request }) => request.minimum === '0.0.0.0' || request.minimum === request.maximum,
  );
  await judgeAll(answers, answer => {
    expectPredicted(context, answer);
  });
});

check('rmsi.version.maximum-version-assumed', async context => {
  const range = await context.range();
  const minimum = formatDataVersion(range.minimum);
  await judgeAll(versionsAbove(range), async maximum => {
    const reply = await context.acquireContentKey({ minimum, maximum });
    expect(reply, `the range ${minimum} to ${maximum}`).toFault();
  });
});

check('rmsi.version.maximum-above-server', async context => {
  await judgeAll(versionsAbove(await context.range()), async version => {
    const reply = await context.acquireContentKey({ minimum: version, maximum: version });
    expect(reply, `version ${version}`).toFault();
  });
});

check(
  ['rmsi.version.maximum-above-server-fault', 'rmsi.faults.unsupported-version'],
  async context => {
    await judgeAll(versionsAbove(await context.range()), async version => {
      const reply = await context.acquireContentKey({ minimum: version, maximum: version });
      expect(reply, `version ${version}`).toFault(unsupportedException);
    });
  },
);

check('rmsi.version.minimum-above-maximum', async context => {
  const range = await context.range();
  // Reversed in whatever order the parts are compared: that order is another check's.
  const higher = range.maximum.map(part => part + 1n).join('.');
  const reversed = [
    { minimum: formatDataVersion(range.maximum), maximum: '0.0.0.0' },
    { minimum: higher, maximum: '0.0.0.0' },
  ];
  await judgeAll(reversed, async request => {
    const reply = await context.acquireContentKey(request);
    expect(reply, `${request.minimum} to ${request.maximum}`).toFault(malformedException);
  });
});

function versionsAbove({ maximum }: VersionRange): readonly string[] {
  return parts.map(part => formatDataVersion(above(maximum, part)));
}

/** Judges what the model of 3.1.4.1 decides; malformed values are 3.1.4.2's, a SHOULD. */
function expectPredicted(context: RmsiContext, answer: SweepAnswer): void {
  const { outcome } = answer.prediction;
  if (outcome !== 'accepted' && outcome !== 'refused') return;
  try {
    if (outcome === 'refused') expect(answer.reply, answer.what).toFault();
    else expectKeyOf(answer.reply, context.licence('aes'), answer.what);
  } catch (error) {
    context.cite(answer.exchange);
    throw error;
  }
}
