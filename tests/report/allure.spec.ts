import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { chromium, expect, test, type Browser, type Page } from '@playwright/test';
import { findChromium, findJava } from '../../harness/tools/find-tool.ts';
import { hostileMarkup, runAgainstBrokenServer, type BrokenRun } from './broken-run.ts';
import {
  casesBelow,
  embeddedFiles,
  filesBelow,
  type Texts,
  type TreeNode,
} from './report-files.ts';

// One run serves all tests of this file.
test.describe.configure({ mode: 'default' });
test.skip(
  findJava(process.env) === undefined,
  'Without Java there is no Allure report; run `npx assay setup`.',
);

const brokenMust = 'rmsi.decommission.key-type';
const brokenShould = 'rmsi.decommission.not-decommissioned';
const blocked = 'rmsi.transport.https';

let run: BrokenRun;
let embedded: Texts;

test.beforeAll(async ({}, testInfo) => {
  testInfo.setTimeout(240_000);
  run = await runAgainstBrokenServer(testInfo.outputPath('runs'));
  embedded = embeddedFiles(readFileSync(reportFile(), 'utf8'));
});

test('the run fails by its verdicts and says where the report is', () => {
  expect(run.stderr).toBe('');
  expect(run.stdout).toContain('allure-report/index.html');
  expect(run.code).toBe(1);
  for (const project of ['rmsi-soap11', 'rmsi-soap12'])
    expect(run.verdicts(project)).toMatchObject({
      [brokenMust]: 'fail',
      [brokenShould]: 'warn',
      [blocked]: 'blocked',
    });
  expect(run.results.totals).toMatchObject({ fail: 2, warn: 2, blocked: 2 });
});

test('the report counts what results.json counts, and calls nothing else passed', () => {
  const { totals, verdicts } = run.results;
  expect(totals.pass).toBeGreaterThan(20);
  expect(readJson('widgets/summary.json')).toMatchObject({
    statistic: {
      ...{ passed: totals.pass, failed: totals.fail, broken: totals.warn, unknown: 0 },
      skipped: totals.blocked + totals.inapplicable + totals.waived,
    },
  });
  const passed = testCases().filter(({ status }) => status === 'passed');
  expect(passed.map(({ name }) => idIn(name)).sort()).toEqual(
    verdicts
      .filter(({ verdict }) => verdict === 'pass')
      .map(({ requirement }) => requirement)
      .sort(),
  );
});

test('passing checks, too, show a request, its answer and a curl script', () => {
  for (const { name, testStage } of testCases())
    if (idIn(name) !== blocked)
      expect(
        testStage.steps.map(step => step.name),
        name,
      ).toEqual(expect.arrayContaining(['01-request.txt', '01-response.txt', '01-curl.sh']));
});

test('each kind of verdict has a category of its own', () => {
  const tree = readJson('data/categories.json') as TreeNode;
  const byCategory = tree.children?.map(({ name, children = [] }) => [
    name,
    [...new Set(casesBelow(children).map(leaf => `${idIn(leaf.name)} ${leaf.status ?? ''}`))],
  ]);
  expect(Object.fromEntries(byCategory ?? [])).toEqual({
    'Broken MUST': [`${brokenMust} failed`],
    'Broken SHOULD (warning)': [`${brokenShould} broken`],
    'Blocked: could not be decided': [`${blocked} skipped`],
  });
});

test('no content key stands in any file of the run', () => {
  expect(run.keys.length).toBeGreaterThan(1);
  const texts = new Map([...filesBelow(join(run.folder, '..')), ...embedded]);
  const spellings = run.keys.flatMap(key => {
    const bytes = Buffer.from(key, 'base64');
    const hex = bytes.toString('hex');
    return [key, key.replace(/=+$/, ''), hex, hex.toUpperCase(), bytes.toString('latin1')];
  });
  const leaks = [...texts].filter(([, text]) =>
    spellings.some(spelling => text.includes(spelling)),
  );
  expect(leaks.map(([name]) => name)).toEqual([]);
  const redacted = [...texts].filter(([, text]) => text.includes('<ContentKey>[redacted]<'));
  expect(redacted.map(([name]) => name)).toEqual(
    expect.arrayContaining([
      expect.stringContaining('evidence/rmsi-soap12/rmsi.decommission.key-type/01-response.txt'),
      expect.stringContaining('allure-results/'),
      expect.stringContaining('data/attachments/'),
    ]),
  );
});

test.describe('in Chromium', () => {
  let browser: Browser | undefined;
  let page: Page;
  let requests: string[];

  test.beforeAll(async () => {
    const executablePath = await findChromium(process.env);
    test.skip(executablePath === undefined, 'There is no Chromium; run `npx assay setup`.');
    browser = await chromium.launch({
      ...(executablePath === undefined ? {} : { executablePath }),
      // Root can't have the sandbox, and containers have little shared memory.
      args: ['--no-sandbox', '--disable-dev-shm-usage'],
    });
  });
  test.afterAll(async () => {
    await browser?.close();
  });

  test.beforeEach(async () => {
    if (browser === undefined) return;
    page = await browser.newPage({ viewport: { width: 1600, height: 1000 } });
    page.setDefaultTimeout(20_000);
    requests = [];
    page.on('request', request => requests.push(request.url()));
    await page.goto(`file://${reportFile()}`);
    await expect(page.getByText('Broken MUST')).toBeVisible();
  });
  test.afterEach(async () => {
    expect(await page.evaluate('window.pwned')).toBeUndefined();
    const foreign = requests.filter(
      url => !/^(data|blob):/.test(url) && url !== `file://${reportFile()}`,
    );
    expect(foreign).toEqual([]);
    await page.close();
  });

  test('a failing requirement is found by id, with clause, request and curl', async () => {
    await openCase('Broken MUST', brokenMust);
    const [record] = run.results.verdicts.filter(({ requirement }) => requirement === brokenMust);
    await expect(page.getByText(`MS-RMSI 3.2.4.1 › ${brokenMust}`)).toBeVisible();
    await expect(
      page.getByText(`fail: MS-RMSI 3.2.4.1 (MUST): ${record?.statement ?? '-'}`).last(),
    ).toBeVisible();
    await expect(page.getByText('expected ContentKeyType DES; came "AES"').last()).toBeVisible();
    await expect(page.getByRole('link', { name: 'MS-RMSI 3.2.4.1' })).toHaveAttribute(
      'href',
      /^https:.*ms-rmsi/,
    );
    await expect(page.getByText('Severity: critical')).toBeVisible();
    const request = await openAttachment('03-request.txt');
    expect(request).toMatch(
      /^POST \/decommissioned\/_wmcs\/decommission\/decommission\.asmx HTTP\/1\.1\n/,
    );
    expect(request).toContain('AcquireContentKeyParams>');
    const response = await openAttachment('03-response.txt');
    expect(response).toContain('<ContentKey>[redacted]</ContentKey>');
    expect(response).toContain('<ContentKeyType>AES</ContentKeyType>');
    const curl = await openAttachment('03-curl.sh');
    expect(curl).toMatch(/^curl --silent .*\n {2}--request POST /);
    expect(curl).toContain('/decommissioned/_wmcs/decommission/decommission.asmx');
  });

  test('what a hostile server wrote is shown and does not run', async () => {
    await openCase('Broken SHOULD (warning)', brokenShould);
    await expect(page.getByText(hostileMarkup).last()).toBeVisible();
    expect(await openAttachment('02-response.txt')).toContain(`x-markup: ${hostileMarkup}`);
    for (const view of ['categories', 'suites', 'graph', 'timeline', 'behaviors', 'packages']) {
      await page.goto(`file://${reportFile()}#${view}`);
      await expect(page.locator('#content')).not.toBeEmpty();
    }
  });

  test('a blocked check says what is missing, and is no pass', async () => {
    await openCase('Blocked: could not be decided', blocked);
    await expect(page.getByText('Skipped', { exact: true })).toBeVisible();
    await expect(
      page
        .getByText('deployment-missing: The target names no decommissioned-https deployment')
        .last(),
    ).toBeVisible();
  });

  /** Opens a category, its one message, and the first case below it. */
  async function openCase(category: string, requirement: string): Promise<void> {
    await page.goto(`file://${reportFile()}#categories`);
    await page.getByText(category, { exact: true }).click();
    await page
      .getByText(/^(fail|warn|blocked): MS-RMSI/)
      .first()
      .click();
    await page.getByText(`${requirement}: `).first().click();
  }

  async function openAttachment(name: string): Promise<string> {
    await page.getByText(name, { exact: true }).click();
    return page
      .locator(`.attachment-row:has-text("${name}") + .attachment-row__preview pre`)
      .innerText();
  }
});

interface TestCase {
  readonly name: string;
  readonly status: string;
  readonly testStage: { readonly steps: readonly { readonly name: string }[] };
}

function testCases(): readonly TestCase[] {
  return [...embedded.keys()]
    .filter(name => name.startsWith('data/test-cases/'))
    .map(name => readJson(name) as TestCase);
}

function idIn(name: string): string {
  return name.split(':', 1)[0] ?? '';
}

function reportFile(): string {
  return join(run.folder, 'allure-report', 'index.html');
}

function readJson(name: string): unknown {
  return JSON.parse(embedded.get(name) ?? 'null');
}
