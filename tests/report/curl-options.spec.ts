import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { promisify } from 'node:util';
import { expect, test } from '@playwright/test';
import { curlOptions, type SentBy } from '../../harness/report/curl-options.ts';
import { createRedactor } from '../../harness/report/redact.ts';
import { renderCurl, renderRequest } from '../../harness/report/render-exchange.ts';
import { findTool } from '../../harness/tools/find-tool.ts';
import {
  startRecordingServer,
  type RecordingServer,
} from '../transport/authentication/recording-server.ts';

const run = promisify(execFile);
const secret = `p'w "x" $HOME`;
const env = { ...process.env, ASSAY_TEST_SECRET: secret };
const password = { env: 'ASSAY_TEST_SECRET' };
let server: RecordingServer;

test.beforeAll(async () => {
  server = await startRecordingServer((_, response) => response.end('received'));
});

test.afterAll(async () => {
  await server.close();
});

test.beforeEach(() => {
  server.arrived.length = 0;
});

const request = () => ({ url: `${server.origin}/a`, method: 'GET' as const, headers: {} });
const redactor = createRedactor([secret]);

const runs = (sentBy: SentBy) =>
  run('sh', ['-c', renderCurl(request(), redactor, sentBy)], { env });

test.describe('the script', () => {
  const withoutCurl = findTool(['curl'], process.env) === undefined;
  test.skip(withoutCurl, 'there is no curl here; install it to prove that the scripts run');

  for (const [what, sentBy, header, expected] of [
    [
      'Basic',
      { authentication: { type: 'basic', user: "o'neill", password } },
      'authorization',
      `Basic ${Buffer.from(`o'neill:${secret}`).toString('base64')}`,
    ],
    [
      'Bearer',
      { authentication: { type: 'bearer', token: password } },
      'authorization',
      `Bearer ${secret}`,
    ],
    [
      'a header',
      { authentication: { type: 'headers', headers: { 'x-key': password } } },
      'x-key',
      secret,
    ],
    ['a plain header', { authentication: { type: 'headers', headers: { a: "'b" } } }, 'a', "'b"],
  ] as const)
    test(`authenticates by ${what}, and holds no secret`, async () => {
      expect(renderCurl(request(), redactor, sentBy)).not.toContain(secret);
      await runs(sentBy);
      expect(server.arrived[0]?.headers[header]).toBe(expected);
    });

  test('reads a secret from the file that the target names', async ({}, testInfo) => {
    const file = testInfo.outputPath("it's a token");
    writeFileSync(file, `${secret}\n`);
    await runs({ authentication: { type: 'bearer', token: { file } } });
    expect(server.arrived[0]?.headers.authorization).toBe(`Bearer ${secret}`);
  });

  test('goes through the proxy', async () => {
    const through = { url: server.origin, user: 'alice', password };
    const url = 'http://rms.example.invalid/a';
    await run('sh', ['-c', renderCurl({ ...request(), url }, redactor, { proxy: through })], {
      env,
    });
    expect(server.arrived[0]).toMatchObject({
      url,
      headers: {
        'proxy-authorization': `Basic ${Buffer.from(`alice:${secret}`).toString('base64')}`,
      },
    });
  });

  test('stops where a secret is missing, and names it', async () => {
    const authentication = { type: 'bearer', token: { env: 'ASSAY_NO_SUCH' } } as const;
    await expect(runs({ authentication })).rejects.toThrow(/ASSAY_NO_SUCH/);
    expect(server.arrived).toEqual([]);
  });
});

test('NTLM and Negotiate, TLS and its files', () => {
  const key = { file: '/k' };
  expect(curlOptions({ authentication: { type: 'negotiate' } })).toEqual([
    '--negotiate',
    "--user ':'",
  ]);
  expect(
    curlOptions({
      authentication: { type: 'ntlm', user: 'alice', domain: 'CONTOSO', password },
      tls: {
        ...{ ca: 'PEM', minimumVersion: 'TLSv1.3' },
        clientCertificate: { certificate: 'PEM', key, passphrase: password },
      },
    }),
  ).toEqual([
    '--ntlm',
    `--user 'CONTOSO\\alice:'"\${ASSAY_TEST_SECRET:?}"`,
    '--cacert "${ASSAY_CA:?set it to tls.ca of the target file}"',
    '--tlsv1.3',
    '--cert "${ASSAY_CERTIFICATE:?set it to tls.clientCertificate.certificate of the target file}"',
    "--key '/k'",
    '--pass "${ASSAY_TEST_SECRET:?}"',
  ]);
  expect(curlOptions({ tls: { ca: 'PEM', insecure: true } })).toEqual(['--insecure']);
});

test('the request shows that it was authenticated, and not by what', () => {
  const show = (authentication: NonNullable<SentBy['authentication']>) =>
    renderRequest(request(), redactor, { authentication });
  for (const type of ['basic', 'ntlm'] as const)
    expect(show({ type, user: 'alice', password })).toContain('\nauthorization: [redacted]\n');
  const headers = show({ type: 'headers', headers: { 'x-key': password, 'x-tenant': 'a' } });
  expect(headers).toContain('\nx-key: [redacted]\nx-tenant: a\n');
});
