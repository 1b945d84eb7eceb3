import { readdirSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { join } from 'node:path';
import { chromium, expect, test } from '@playwright/test';
import { readRecordings } from '../../harness/recordings/read-recordings.ts';
import { findChromium } from '../../harness/tools/find-tool.ts';
import { startWebServer } from '../discovery/web-server.ts';
import { filesBelow, newFolder } from '../recordings/folder.ts';
import {
  entry,
  har,
  keyMessage,
  license,
  licenseResponse,
  ofPlayer,
  playReadyRequest,
  playReadyResponse,
} from '../recordings/messages.ts';
import { captureFile } from '../recordings/take.ts';
import { command, root, stackFrame, type Ended } from './run-cli.ts';
import { spellings } from './spellings.ts';

const url = 'https://license.example.com/rightsmanager.asmx';
const challenge = license();

const assay = (...args: readonly string[]): Promise<Ended> =>
  command([join(root, 'cli/bin.mjs'), ...args]);

test('what was found, removed and skipped is told, and is in the folder', async () => {
  const out = join(newFolder(), 'recordings');
  const file = captureFile(
    har([
      entry('https://app.example.com/', undefined, {}),
      entry(url, challenge, { ...ofPlayer, Cookie: 'a=b' }),
      entry('https://app.example.com/x.js', undefined, {}),
      entry(url, playReadyRequest('Steal', ''), {}),
    ]),
  );
  const { code, stdout, stderr } = await assay('import', file, '--out', out);
  expect(stderr).toBe('');
  expect(code).toBe(0);
  expect(stdout).toBe(
    [
      'recording                      protocol   operation       status  removed',
      '0001-playready-AcquireLicense  playready  AcquireLicense  200     1',
      '',
      'for review:',
      '  0001-playready-AcquireLicense: removed request header cookie (a credential, by its name)',
      '',
      `recordings: ${out}`,
      'skipped 2: other traffic',
      'skipped 1: a message of PlayReady or RMS, of an operation that is not known',
      '',
    ].join('\n'),
  );
  const [found] = readRecordings(out);
  expect(Buffer.from(found?.request.body ?? []).toString()).toBe(challenge);
});

test('--json says the same, and a second file adds to the folder', async () => {
  const out = newFolder();
  const capture = captureFile(har([entry(url, challenge, ofPlayer)]));
  const message = captureFile(Buffer.from(keyMessage(license('x')), 'utf16le'));
  const { code, stdout } = await assay('import', capture, message, '--out', out, '--json');
  expect(code).toBe(0);
  const removed: unknown[] = [];
  const row = { protocol: 'playready', operation: 'AcquireLicense', exact: true, removed };
  expect(JSON.parse(stdout)).toEqual({
    out,
    recordings: [
      { name: '0001-playready-AcquireLicense', ...row, status: 200, warnings: [] },
      {
        ...{ name: '0002-playready-AcquireLicense', ...row },
        warnings: [expect.stringContaining('CustomData')],
      },
    ],
    skipped: [],
  });
});

test('nothing found is 2, and one sentence that helps', async () => {
  const out = join(newFolder(), 'recordings');
  const nothing = captureFile(har([entry('https://app.example.com/', undefined, {})]));
  const { code, stderr, stdout } = await assay('import', nothing, '--out', out);
  expect(code).toBe(2);
  expect(stdout).toBe('skipped 1: other traffic\n');
  expect(stderr).toMatch(/^assay: Expected a PlayReady, RMS or WMDRM exchange in .*docs.*\n$/);
  expect(readdirSync(join(out, '..'))).toEqual([]);
});

for (const [what, content, sentence] of [
  ['a file that is no HAR', '{"log":{}}', 'Expected a HAR in'],
  ['a ZIP', 'PK\u0003\u0004', 'unpack it (unzip capture.har -d FOLDER)'],
] as const)
  test(`${what} is 3, and leaves nothing behind`, async () => {
    const out = join(newFolder(), 'recordings');
    const good = captureFile(har([entry(url, challenge, ofPlayer)]));
    const { code, stderr } = await assay('import', good, captureFile(content), '--out', out);
    expect(code).toBe(3);
    expect(stderr).toContain(sentence);
    expect(stderr).not.toMatch(stackFrame);
    expect(readdirSync(join(out, '..'))).toEqual([]);
  });

test('a folder that can not be made is 3', async () => {
  const capture = captureFile(har([entry(url, challenge, ofPlayer)]));
  const { code, stderr } = await assay('import', capture, '--out', join(capture, 'x'));
  expect(stderr).toContain("it can't be made (ENOTDIR)");
  expect(code).toBe(3);
});

/** Secrets that no two ways of writing them down spell alike, by where they stand. */
const secrets = ['cookie', 'token', 'query', 'answer', 'set', 'password', 'key'].map(
  name => [name, `Zq7/${name}+w&%=x{"y"}`] as const,
);
const secret = Object.fromEntries(secrets);

test('no output holds a secret', async () => {
  const out = newFolder();
  const of = (name: string) => secret[name] ?? '';
  const quoted = encodeURIComponent(of('query'));
  const asked = `https://me:${encodeURIComponent(of('password'))}@license.example.com/x.asmx?auth=${quoted}`;
  const headers = { ...ofPlayer, Cookie: `sid=${of('cookie')}`, 'X-Custom': of('token') };
  const withKey = playReadyResponse(
    'AcquirePackagingData',
    `<KeyData>${Buffer.from(of('key')).toString('base64')}</KeyData>`,
  );
  const answering = (text: string) => ({
    response: {
      headers: [
        { name: 'Set-Cookie', value: `sid=${of('set')}` },
        { name: 'X-Answer', value: of('answer') },
        { name: 'Server', value: `x ${of('token')}` },
      ],
      content: { text, mimeType: 'text/xml' },
    },
  });
  const file = captureFile(
    har([
      entry(asked, challenge, headers, answering(licenseResponse)),
      entry(asked, challenge, headers, answering(licenseResponse.replace('>1<', `>${quoted}<`))),
      entry(asked, playReadyRequest('AcquirePackagingData', ''), headers, answering(withKey)),
    ]),
  );
  const { code, stdout, stderr } = await assay('--debug', 'import', file, '--out', out);
  expect(code).toBe(0);
  const left = [
    { path: 'stdout', text: stdout },
    { path: 'stderr', text: stderr },
    ...filesBelow(out),
  ];
  expect(left).toHaveLength(2 + 3 + 3 + 1);
  for (const [name, value] of secrets)
    for (const spelling of spellings(value))
      for (const { path, text } of left)
        for (const each of [spelling, JSON.stringify(spelling).slice(1, -1)])
          expect(text.includes(each), `${name} in ${path}`).toBe(false);
  for (const what of ['cookie', 'x-custom', 'set-cookie', 'x-answer', 'query auth', 'password'])
    expect(stdout).toContain(what);
});

test('a HAR that Playwright itself recorded, bodies within and beside it', async () => {
  const executablePath = await findChromium(process.env);
  test.skip(executablePath === undefined, 'There is no Chromium; run `npx assay setup`.');
  const server = await startWebServer(answer);
  const browser = await chromium.launch({
    ...(executablePath !== undefined && { executablePath }),
    args: ['--no-sandbox', '--disable-dev-shm-usage'],
  });
  for (const content of ['embed', 'attach'] as const) {
    const file = join(newFolder(), 'capture.har');
    const context = await browser.newContext({ recordHar: { path: file, content } });
    const page = await context.newPage();
    await page.goto(`${server.origin}/`);
    await page.evaluate(play, {
      challenge,
      headers: ofPlayer,
      wrapped: [...Buffer.from(`\ufeff${keyMessage(challenge)}`, 'utf16le')],
    });
    await context.close();
    const out = newFolder();
    const { code, stdout } = await assay('import', file, '--out', out);
    expect(code, stdout).toBe(0);
    const found = readRecordings(out);
    expect(found.map(({ operation }) => operation)).toEqual(['AcquireLicense', 'AcquireLicense']);
    for (const { request, response, removed, source } of found) {
      expect(Buffer.from(request.body).toString()).toBe(challenge);
      expect(request.exact).toBe(true);
      expect(request.headers['soapaction']).toBe(ofPlayer.SOAPAction);
      expect(Buffer.from(response?.body ?? []).toString()).toBe(licenseResponse);
      expect(removed.map(({ name }) => name)).toContain('set-cookie');
      expect(source?.tool).toContain('Playwright');
    }
    expect(found[1]?.source?.unwrapped).toBe('LicenseAcquisition');
    for (const { path, text } of filesBelow(out)) expect(/Zq7/.test(text), path).toBe(false);
  }
  await browser.close();
  await server.close();
});

function answer({ url: path }: IncomingMessage, response: ServerResponse): void {
  const license = path?.startsWith('/license') === true;
  response.writeHead(200, {
    'content-type': license ? 'text/xml; charset=utf-8' : 'text/html',
    'set-cookie': 'sid=Zq7-secret; HttpOnly',
  });
  response.end(license ? licenseResponse : '<title>player</title>');
}

/** What a player does, in the page: the challenge by itself, and the message of Edge around it. */
async function play({
  challenge: text,
  headers,
  wrapped,
}: {
  readonly challenge: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly wrapped: readonly number[];
}): Promise<void> {
  const asText = await fetch('/license?session=Zq7-secret', {
    method: 'POST',
    headers,
    body: text,
  });
  await asText.text();
  const type = { 'Content-Type': 'text/xml' };
  const body = new Uint8Array(wrapped);
  const asBytes = await fetch('/license/proxy', { method: 'POST', headers: type, body });
  await asBytes.text();
}
