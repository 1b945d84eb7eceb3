import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { expect, test } from '@playwright/test';
import { findChromium, findJava, findTool } from '../../harness/tools/find-tool.ts';

function place(folder: string, name: string, mode = 0o755): string {
  mkdirSync(folder, { recursive: true });
  const file = join(folder, name);
  writeFileSync(file, '#!/bin/sh\n');
  chmodSync(file, mode);
  return file;
}

const nowhere = (): Promise<string> => Promise.resolve('/nonexistent/chrome');

test('the first name wins over the first folder', ({}, testInfo) => {
  const [one, two] = [testInfo.outputPath('one'), testInfo.outputPath('two')];
  place(one, 'google-chrome');
  const chromium = place(two, 'chromium');
  const env = { PATH: [one, two].join(delimiter) };
  expect(findTool(['chromium', 'google-chrome'], env)).toBe(chromium);
});

test('a file that may not be executed, and a folder, are passed over', ({}, testInfo) => {
  const [one, two, three] = [
    testInfo.outputPath('one'),
    testInfo.outputPath('two'),
    testInfo.outputPath('three'),
  ];
  place(one, 'java', 0o644);
  mkdirSync(join(two, 'java'), { recursive: true });
  const java = place(three, 'java');
  expect(findTool(['java'], { PATH: [one, two].join(delimiter) })).toBeUndefined();
  expect(findTool(['java'], { PATH: [one, two, three].join(delimiter) })).toBe(java);
});

test('an empty or missing PATH finds nothing, not even here', () => {
  expect(findTool(['package.json'], { PATH: '' })).toBeUndefined();
  expect(findTool(['package.json'], {})).toBeUndefined();
});

test('Java of JAVA_HOME wins; a JAVA_HOME without Java does not matter', ({}, testInfo) => {
  const java = place(testInfo.outputPath('path'), 'java');
  const ofHome = place(testInfo.outputPath('home/bin'), 'java');
  const PATH = testInfo.outputPath('path');
  expect(findJava({ PATH })).toBe(java);
  expect(findJava({ PATH, JAVA_HOME: testInfo.outputPath('home') })).toBe(ofHome);
  expect(findJava({ PATH, JAVA_HOME: testInfo.outputPath('empty') })).toBe(java);
  expect(findJava({ PATH: testInfo.outputPath('empty') })).toBeUndefined();
});

test('Chromium: CHROMIUM_PATH, then PATH, then the one of Playwright', async ({}, testInfo) => {
  const given = place(testInfo.outputPath('given'), 'my-chromium');
  const onPath = place(testInfo.outputPath('path'), 'google-chrome');
  const own = place(testInfo.outputPath('own'), 'chrome');
  const PATH = testInfo.outputPath('path');
  const fetched = (): Promise<string> => Promise.resolve(own);
  expect(await findChromium({ PATH, CHROMIUM_PATH: given }, fetched)).toBe(given);
  expect(await findChromium({ PATH, CHROMIUM_PATH: testInfo.outputPath('no') }, fetched)).toBe(
    onPath,
  );
  expect(await findChromium({ PATH: testInfo.outputPath('empty') }, fetched)).toBe(own);
  expect(await findChromium({ PATH: testInfo.outputPath('empty') }, nowhere)).toBeUndefined();
});
