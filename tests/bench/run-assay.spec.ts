import { expect } from '@playwright/test';
import { assayRun } from '../../bench/run-assay.ts';
import { test } from '../cli/run-cli.ts';

test('what is measured is the suite at work: nothing is blocked for want of users or leave', async ({
  cli,
}) => {
  const { results, verdictTimes } = await assayRun(await cli.reference(), [
    '--only',
    'rmsi.precertify.*,rmsi.decommission.key-returned',
  ]);
  const { pass } = results.totals;
  expect(pass).toBeGreaterThan(10);
  expect(results.verdicts).toHaveLength(pass);
  expect(verdictTimes).toHaveLength(pass);
});
