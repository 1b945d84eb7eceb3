import { execFile } from 'node:child_process';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { promisify } from 'node:util';
import { test as base, expect } from '@playwright/test';
import { createRedactor } from '../../harness/report/redact.ts';
import { renderCurl, renderOutcome, renderRequest } from '../../harness/report/render-exchange.ts';
import type { WireRequest } from '../../harness/transport/wire.ts';
import { findTool } from '../../harness/tools/find-tool.ts';
import { fc } from '../fast-check.ts';

const run = promisify(execFile);

/** One request as a server on loopback received it. */
interface Received {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

const test = base.extend<object, { echo: { origin: string; last: () => Received } }>({
  echo: [
    async ({}, use) => {
      let last: Received | undefined;
      const server = createServer((request, response) => {
        const chunks: Buffer[] = [];
        request.on('data', (chunk: Buffer) => chunks.push(chunk));
        request.on('end', () => {
          const { method = '', url = '', headers } = request;
          last = { method, url, headers, body: Buffer.concat(chunks) };
          response.end('received');
        });
      });
      await new Promise<void>(done => server.listen(0, '127.0.0.1', done));
      const { port } = server.address() as AddressInfo;
      await use({
        origin: `http://127.0.0.1:${port}`,
        last: () => {
          if (last === undefined) throw new Error('Nothing was received.');
          return last;
        },
      });
      server.closeAllConnections();
      server.close();
    },
    { scope: 'worker' },
  ],
});

const redactor = createRedactor();
const withoutCurl =
  findTool(['curl'], process.env) === undefined || findTool(['sh'], process.env) === undefined;

const soapRequest = (url: string, body: string): WireRequest => ({
  url,
  method: 'POST',
  headers: { 'content-type': 'text/xml; charset=utf-8', soapaction: '"urn:a/It\'s $HOME"' },
  body: Buffer.from(body),
});

test.describe('the script', () => {
  test.skip(withoutCurl, 'there is no curl here; install it to prove that the scripts run');

  test('sends what was sent, byte for byte, and shows the answer', async ({ echo }) => {
    const body = `<a b='c' d="e">\n\t$HOME \`id\` \\n \\ !! %41 ; # 'quoted' é 🚆 \r\n</a>\n`;
    const request = soapRequest(`${echo.origin}/a/b.asmx?c=%20d&e={1,2}[3-4]`, body);
    const { stdout } = await run('sh', ['-c', renderCurl(request, redactor)]);
    expect(echo.last()).toMatchObject({
      method: 'POST',
      url: '/a/b.asmx?c=%20d&e={1,2}[3-4]',
      headers: request.headers,
    });
    expect(echo.last().body.toString('utf8')).toBe(body);
    expect(stdout).toMatch(/^HTTP\/1\.1 200 OK\r\n[\s\S]*received$/);
  });

  test('sends any text', async ({ echo }) => {
    const hard = fc.constantFrom("'", '"', '\\', '\n', '$', '`', '@', '!', '\r', '%', '&', '<');
    const character = fc.oneof(fc.string({ unit: 'grapheme', maxLength: 3 }), hard);
    const text = fc.array(character, { maxLength: 30 }).map(parts => parts.join(''));
    await fc.assert(
      fc.asyncProperty(text, async content => {
        fc.pre(!content.includes('\0'));
        const body = `<a>${content}</a>`;
        await run('sh', ['-c', renderCurl(soapRequest(`${echo.origin}/`, body), redactor)]);
        expect(echo.last().body.toString('utf8')).toBe(Buffer.from(body).toString('utf8'));
      }),
      { numRuns: 30 },
    );
  });

  test('sends a GET without a body', async ({ echo }) => {
    const request: WireRequest = { url: `${echo.origin}/?wsdl`, method: 'GET', headers: {} };
    await run('sh', ['-c', renderCurl(request, redactor)]);
    expect(echo.last()).toMatchObject({ method: 'GET', url: '/?wsdl' });
    expect(echo.last().body).toHaveLength(0);
    expect(echo.last().headers).not.toHaveProperty('content-length');
  });
});

test('a request is shown as it went', () => {
  expect(renderRequest(soapRequest('http://host:81/a?b', '<a/>'), redactor)).toBe(
    [
      'POST /a?b HTTP/1.1',
      'host: host:81',
      'content-type: text/xml; charset=utf-8',
      'soapaction: "urn:a/It\'s $HOME"',
      '',
      '<a/>',
    ].join('\n'),
  );
});

const response = (body: Uint8Array, contentType = 'text/xml') =>
  ({
    kind: 'response',
    status: 500,
    headers: [
      ['content-type', contentType],
      ['set-cookie', 'session=1'],
    ],
    body,
    durationMs: 1,
  }) as const;

test('a response is shown as it came, repeated headers and all', () => {
  expect(renderOutcome(response(Buffer.from('<b/>')), redactor)).toBe(
    'HTTP/1.1 500\ncontent-type: text/xml\nset-cookie: [redacted]\n\n<b/>',
  );
  expect(renderOutcome(response(Buffer.alloc(0)), redactor)).toMatch(/\n\n\(empty body\)$/);
});

test('no response is one line that says why', () => {
  const failure = {
    kind: 'failure',
    code: 'closed',
    message: 'It closed.',
    durationMs: 1,
  } as const;
  expect(renderOutcome(failure, redactor)).toBe('(no complete response: It closed. [closed])');
});

test('a long body is cut, and says how much is missing', () => {
  const shown = renderOutcome(response(Buffer.from('x'.repeat(65_536 + 7))), redactor);
  expect(shown.endsWith('x\n(7 more characters)')).toBe(true);
  expect(renderOutcome(response(Buffer.from('x'.repeat(65_536))), redactor)).toMatch(/x$/);
});

const key = Buffer.from('sixteen byte key');
const secret = key.toString('base64');

test('a key that stands across the cut is not shown by half', () => {
  const hiding = createRedactor();
  hiding.hide(key);
  for (let before = 65_536 - secret.length; before <= 65_536; before++) {
    const body = Buffer.from(`${'-'.repeat(before)}${secret}${'-'.repeat(99)}`);
    expect(renderOutcome(response(body), hiding)).not.toContain(secret.slice(0, 6));
  }
});

for (const [name, encode] of [
  ['utf-16le', (text: string) => Buffer.from(`\uFEFF${text}`, 'utf16le')],
  ['utf-16be', (text: string) => Buffer.from(`\uFEFF${text}`, 'utf16le').swap16()],
  ['utf-16le, broken off', (text: string) => Buffer.from(`\uFEFF${text}\uD800`, 'utf16le')],
] as const)
  test(`a key in ${name} is recognised`, () => {
    const hiding = createRedactor();
    hiding.hide(key);
    const type = 'text/xml; charset=utf-16';
    const shown = renderOutcome(response(encode(`<a>${secret}</a>`), type), hiding);
    expect(shown).toContain('<a>[redacted]</a>');
    expect(shown).not.toContain('\0');
  });

test('a key goes from every part of an exchange', () => {
  const hiding = createRedactor();
  hiding.hide(key);
  const request: WireRequest = {
    url: `http://user:pass@host/${secret.replace(/=+$/, '')}`,
    method: 'POST',
    headers: { authorization: 'Basic dTpw', 'x-key': secret },
    body: Buffer.from(`<a>${key.toString('hex')}</a>`),
  };
  const headers = [['x-key', secret]] as const;
  const texts = [
    renderCurl(request, hiding),
    renderRequest(request, hiding),
    renderOutcome({ ...response(Buffer.from(secret)), headers }, hiding),
  ];
  for (const text of texts) {
    expect(text).toContain('[redacted]');
    for (const leak of [secret.slice(0, 8), key.toString('hex'), 'user:pass', 'dTpw'])
      expect(text).not.toContain(leak);
  }
});
