import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@playwright/test';
import { Agent, request } from 'undici';
import { deploymentNames } from '../../harness/rms/state.ts';
import { clockVersions } from '../../harness/target/clock.ts';
import { loadTarget } from '../../harness/target/load-target.ts';
import { playReadyDeployments, type PlayReadyTarget } from '../../harness/target/playready.ts';
import { resolveTarget } from '../../harness/target/resolve-target.ts';
import { wmdrmDeployments } from '../../harness/target/wmdrm.ts';
import {
  announced,
  exceptionOf,
  message,
  post,
  serverNamespace,
  versionData,
} from '../reference/client.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

// Each server makes a dozen RSA keys first: seconds, and a minute on a machine that is busy.
test.describe.configure({ timeout: 180_000 });

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

/** The deployments of every `assay serve`, in the order in which they are printed. */
const names = [
  'normal',
  'decommissioned',
  'publishing-disabled',
  'trusting',
  'trusting-decommissioned',
  'mode1',
  'mode2',
];

/** The other servers, as they are printed behind these. */
const others = [
  ...playReadyDeployments.map(name => `playready.${name}`),
  ...wmdrmDeployments.map(name => `wmdrm.${name}`),
  'wmdrm.higherLayer',
  ...clockVersions.flatMap(version => [`clock.${version}.link`, `clock.${version}.service`]),
  'service provisioning',
  'service device state',
];

for (const signal of ['SIGINT', 'SIGTERM'] as const)
  test(`serves until ${signal}, and then ends cleanly`, async () => {
    const serving = assay('serve');
    const said = await read(serving.stdout, /recordings: .*\n/);
    const lines = said.trim().split('\n');
    const recordings = /^recordings: (.*)$/.exec(lines.at(-1) ?? '')?.[1] ?? '';
    const rows = lines.slice(0, -1).map(line => line.split(/ {2,}/));
    expect(rows.map(([name]) => name)).toEqual([...names, ...others]);
    for (const [name = '', url = ''] of rows.slice(0, names.length))
      expect(new URL(url).pathname, name).toBe(`/${name}/_wmcs`);
    const url = `${rows[1]?.[1] ?? ''}/decommission/decommission.asmx?wsdl`;
    expect((await fetch(url)).status).toBe(200);
    expect(existsSync(recordings)).toBe(true);
    serving.kill(signal);
    expect(await exitOf(serving)).toBe(0);
    await expect(fetch(url)).rejects.toThrow();
    expect(existsSync(recordings)).toBe(false);
  });

test('with --json it says the same for scripts', async () => {
  const serving = assay('serve', '--https', '--json');
  const said = JSON.parse(await read(serving.stdout, /\n/)) as Record<
    'deployments' | 'https',
    Record<string, string>
  > & {
    ca: string;
    playready: PlayReadyTarget;
    clock: object;
    services: readonly { body?: string }[];
  };
  serving.kill();
  expect(Object.keys(said)).toEqual([
    ...['deployments', 'https', 'ca'],
    ...['playready', 'wmdrm', 'clock', 'services'],
  ]);
  expect(Object.keys(said.playready.deployments)).toEqual(playReadyDeployments);
  expect(Object.keys(said.clock)).toEqual([...clockVersions, 'toleranceSeconds']);
  expect(said.services.map(({ body }) => body !== undefined)).toEqual([true, false]);
  for (const [scheme, urls] of [
    ['http:', said.deployments],
    ['https:', said.https],
  ] as const) {
    expect(Object.keys(urls)).toEqual(names);
    for (const [name, url] of Object.entries(urls))
      expect(url).toMatch(new RegExp(`^${scheme}//127\\.0\\.0\\.1:\\d+/${name}/_wmcs$`));
  }
  expect(await readFile(`${root}/${said.ca}`, 'utf8')).toContain('BEGIN CERTIFICATE');
  expect(await exitOf(serving)).toBe(0);
});

for (const [args, maximum, onFaults] of [
  [[], '1.2.0.0', true],
  [['--profile', 'rms-1.0'], '1.0.0.0', false],
] as const)
  test(`serve ${args.join(' ')} answers as that product does`, async () => {
    const serving = assay('serve', '--json', ...args);
    const { deployments } = JSON.parse(await read(serving.stdout, /\n/)) as {
      deployments: Record<string, string>;
    };
    const url = `${deployments['normal'] ?? ''}/licensing/server.asmx`;
    const ask = (highest: string) =>
      post(
        url,
        'soap11',
        message(
          'soap11',
          versionData('1.0.0.0', highest, serverNamespace),
          `<GetLicensorCertificate xmlns="${serverNamespace}"/>`,
        ),
      );
    const accepted = await ask('1.0.0.0');
    const refused = await ask('9.0.0.0');
    serving.kill();
    const range = ['MinimumVersion 1.0.0.0', `MaximumVersion ${maximum}`];
    expect(announced(accepted, serverNamespace)).toEqual(range);
    expect(exceptionOf(refused)).toContain('UnsupportedDataVersionException');
    expect(announced(refused, serverNamespace)).toEqual(onFaults ? range : []);
    expect(await exitOf(serving)).toBe(0);
  });

test('with --write-target it leaves a file that names all servers', async ({}, info) => {
  const file = info.outputPath('reference.yaml');
  const serving = assay('serve', '--https', '--json', '--write-target', file);
  const said = JSON.parse(await read(serving.stdout, /\n/)) as {
    deployments: Record<string, string>;
    playready: PlayReadyTarget;
    ca: string;
  };
  const target = resolveTarget(loadTarget(file), dirname(file));
  serving.kill();
  expect(target.playready).toEqual(said.playready);
  expect(Object.keys(target.clock?.services ?? {})).toEqual(clockVersions);
  expect(target.services?.map(({ name }) => name)).toEqual(['provisioning', 'device state']);
  expect(Object.keys(target.deployments).toSorted()).toEqual([...deploymentNames].toSorted());
  expect(target.deployments['normal']).toBe(said.deployments['normal']);
  expect(target.tls.ca).toBe(await readFile(said.ca, 'utf8'));
  expect(await exitOf(serving)).toBe(0);
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
  ['--profile', 'rms-3.0'],
])
  test(`serve ${args.join(' ')} is wrong usage`, async () => {
    const failing = assay('serve', ...args);
    const said = await read(failing.stderr);
    const code = await exitOf(failing);
    expect(said).toContain(args[1]);
    expect(code).toBe(3);
  });
