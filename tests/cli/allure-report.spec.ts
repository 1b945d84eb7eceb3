import { existsSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { generateReport } from '../../cli/allure-report.ts';

test('without Java one sentence says so, and where the verdicts are', async ({}, testInfo) => {
  const folder = testInfo.outputPath('run');
  const written: string[] = [];
  const write = process.stderr.write.bind(process.stderr);
  process.stderr.write = (text: string | Uint8Array) => written.push(String(text)) > 0;
  try {
    expect(await generateReport(folder, () => undefined, { PATH: '' })).toBeUndefined();
  } finally {
    process.stderr.write = write;
  }
  expect(written.join('')).toMatch(
    /^assay: no Allure report was made: Java was not found; run `npx assay setup`\. The verdicts stand in .*results\.json; --no-report does without\.\n$/,
  );
  expect(existsSync(folder)).toBe(false);
});
