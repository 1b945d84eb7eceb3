import { execFile } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from '@playwright/test';
import { findTool } from '../../harness/tools/find-tool.ts';
import { root } from '../cli/run-cli.ts';
import { readTemplate } from './pipeline.ts';

/** Instructions with their continuation lines joined; no docker engine reads them here. */
const instructions = readTemplate('Dockerfile')
  .replace(/^#.*\n/gm, '')
  .replaceAll('\\\n', ' ')
  .split('\n')
  .filter(line => line !== '')
  .map(line => {
    const [, name = '', rest = ''] = /^([A-Z]+) +(.*)$/.exec(line) ?? [];
    return { name, rest };
  });
const of = (wanted: string) =>
  instructions.filter(({ name }) => name === wanted).map(({ rest }) => rest);
const ignored = readFileSync(join(root, '.dockerignore'), 'utf8').trim().split('\n');

test('Dockerfile: it begins with Node 20 on Debian, and ends as another user than root', () => {
  const known = ['FROM', 'RUN', 'WORKDIR', 'COPY', 'USER', 'ENTRYPOINT', 'CMD'];
  expect(instructions.filter(({ name }) => !known.includes(name))).toEqual([]);
  expect(instructions[0]).toEqual({ name: 'FROM', rest: 'node:20-bookworm-slim' });
  expect(of('USER')).toEqual(['node']);
  const names = instructions.map(({ name }) => name);
  expect(names.lastIndexOf('RUN')).toBeLessThan(names.indexOf('USER'));
});

test('Dockerfile: what it copies exists and is not ignored, and what it starts does', () => {
  for (const copied of of('COPY').flatMap(rest => rest.split(/ +/).slice(0, -1))) {
    expect(existsSync(join(root, copied)), copied).toBe(true);
    expect(ignored).not.toContain(copied);
  }
  const [program, script = ''] = JSON.parse(of('ENTRYPOINT')[0] ?? '[]') as string[];
  expect(program).toBe('node');
  expect(existsSync(join(root, script))).toBe(true);
});

test('Dockerfile: neither history, packages, runs nor keys go into the image', () => {
  expect(ignored).toEqual(
    expect.arrayContaining(['.git', 'node_modules', 'reports', '**/*.pem', '**/.env']),
  );
});

test('Dockerfile: Debian has the packages that it installs', async () => {
  const [install = ''] = of('RUN');
  const packages = /apt-get install -y --no-install-recommends ([^&]*)/.exec(install)?.[1] ?? '';
  const names = packages.trim().split(/ +/);
  const forReports = ['chromium', 'default-jre-headless'];
  const forNegotiate = ['g++', 'krb5-user', 'libkrb5-dev', 'make', 'python3'];
  expect(names).toEqual(expect.arrayContaining([...forReports, ...forNegotiate]));
  const aptCache = findTool(['apt-cache'], process.env);
  test.skip(
    aptCache === undefined,
    'There is no apt-cache here: only Debian and its kin can look the names of packages up.',
  );
  const { stdout } = await promisify(execFile)(aptCache ?? '', ['pkgnames'], {
    maxBuffer: 64 * 1024 * 1024,
  });
  const known = new Set(stdout.split('\n'));
  // Without lists apt knows what is installed, no more.
  test.skip(known.size < 10_000, 'apt has no package lists here; `apt-get update` fetches them.');
  expect(names.filter(name => !known.has(name))).toEqual([]);
});
