import {
  compareDataVersions,
  formatDataVersion,
  parseDataVersion,
} from '../../harness/rms/data-version.ts';
import { expectPredicted, judgeRanges, rangesAbove } from '../../harness/rms/judge-versions.ts';
import { malformedException, unsupportedException } from '../../harness/rms/negotiation-model.ts';
import { expect } from '../../harness/verdict/expect.ts';
import { check } from './check.ts';

check(['rmsi.version.compared', 'rmsi.version.range-compared'], context =>
  expectPredicted(context),
);

// The order of the parts shows where two versions are compared: minimum with maximum in the first
// check, maximum with the server's in the second.
check('rmsi.version.minimum-significance', async context => {
  const { maximum: highest } = await context.range();
  await expectPredicted(context, ({ request }) => {
    const maximum = parseDataVersion(request.maximum);
    return maximum !== undefined && compareDataVersions(maximum, highest) <= 0;
  });
});

check('rmsi.version.maximum-significance', context =>
  expectPredicted(
    context,
    ({ request: { minimum, maximum } }) => minimum === '0.0.0.0' || minimum === maximum,
  ),
);

check('rmsi.version.maximum-version-assumed', async context => {
  const range = await context.range();
  const ranges = rangesAbove(range, formatDataVersion(range.minimum));
  await judgeRanges(context, ranges, (reply, what) => {
    expect(reply, what).toFault();
  });
});

check('rmsi.version.maximum-above-server', async context => {
  await judgeRanges(context, rangesAbove(await context.range()), (reply, what) => {
    expect(reply, what).toFault();
  });
});

const faults = [
  'rmsi.version.maximum-above-server-fault',
  'rmsi.faults.unsupported-version',
] as const;
check(faults, async context => {
  await judgeRanges(context, rangesAbove(await context.range()), (reply, what) => {
    expect(reply, what).toFault(unsupportedException);
  });
});

check('rmsi.version.minimum-above-maximum', async context => {
  const { maximum } = await context.range();
  // Reversed in whatever order the parts are compared: that order is another check's.
  const higher = maximum.map(part => part + 1n).join('.');
  const reversed = [formatDataVersion(maximum), higher].map(minimum => ({
    minimum,
    maximum: '0.0.0.0',
  }));
  await judgeRanges(context, reversed, (reply, what) => {
    expect(reply, what).toFault(malformedException);
  });
});
