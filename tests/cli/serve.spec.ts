import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@playwright/test';
import { Agent, request } from 'undici';

const root = fileURLToPath(new URL('../..', import.meta.url));

function assay(...args: string[]): ChildProcess {
  return spawn(process.execPath, ['cli/bin.mjs', ...args], { cwd: root });
}

async function exitOf(child: ChildProcess): Promise<number | null> {
  if (child.exitCode === null) await once(child, 'exit');
  return child.exitCode;
}

/** What a stream says until it matches, or until it ends. */
async function read(stream: NodeJS.ReadableStream | null, until?: RegExp): Promise<string> {
  let text = '';
  for await (const chunk of stream ?? []) {
    text += String(chunk);
    if (until?.test(text) === true) break;
  }
  return text;
}

for (const signal of ['SIGINT', 'SIGTERM'] as const)
  test(`serves until ${signal}, and then ends cleanly`, async () => {
    const serving = assay('serve');
    const said = await read(serving.stdout, /decommissioned\/_wmcs\n/);
    const urls = said.trim().split('\n');
    expect(urls.map(url => new URL(url).pathname)).toEqual([
      '/normal/_wmcs',
      '/decommissioned/_wmcs',
    ]);
    const url = `${urls[1] ?? ''}/decommission/decommission.asmx?wsdl`;
    expect((await fetch(url)).status).toBe(200);
    serving.kill(signal);
    expect(await exitOf(serving)).toBe(0);
    await expect(fetch(url)).rejects.toThrow();
  });

test('with --https it says which certificate to trust', async () => {
  const serving = assay('serve', '--https', '--mode', 'mode2');
  const said = await read(serving.stdout, /CA file: .*\n/);
  const ca = await readFile(`${root}/${/CA file: (.*)/.exec(said)?.[1] ?? ''}`, 'utf8');
  const [url] = /https:.*/.exec(said) ?? [''];
  const dispatcher = new Agent({ connect: { ca } });
  const { statusCode } = await request(`${url}/licensing/server.asmx`, { dispatcher });
  expect(statusCode).toBe(200);
  await dispatcher.close();
  serving.kill();
  expect(await exitOf(serving)).toBe(0);
});

test('a busy port is one sentence and exit status 3', async () => {
  const busy = createServer().listen(0, '127.0.0.1');
  await once(busy, 'listening');
  const port = String((busy.address() as AddressInfo).port);
  const failing = assay('serve', '--port', port);
  const said = await read(failing.stderr);
  const code = await exitOf(failing);
  busy.close();
  expect(said).toContain(`Expected port ${port} on 127.0.0.1 to be free`);
  expect(said).not.toContain('    at ');
  expect(code).toBe(3);
});

for (const args of [
  ['--port', 'http'],
  ['--port', '65536'],
  ['--https-port', '-1'],
  ['--mode', 'mode3'],
])
  test(`serve ${args.join(' ')} is wrong usage`, async () => {
    const failing = assay('serve', ...args);
    const said = await read(failing.stderr);
    const code = await exitOf(failing);
    expect(said).toContain(args[1]);
    expect(code).toBe(3);
  });
