import { createPrivateKey, generateKeyPairSync } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import { makeServerCertificate } from '../../reference/rms/tls.ts';
import { startEchoServer } from './echo-server.ts';
import { command, readRun, root, test, type Ended } from './run-cli.ts';
import { spellings } from './spellings.ts';

const bin = join(root, 'cli/bin.mjs');
const grep = ['--grep', 'rmsi.decommission.key-returned:|rmsi.faults.null-argument:'];

/** A secret that no two ways of writing it down spell alike. */
const secret = (name: string): string => `Zq7/${name}+w&%=x{"y"}`;

/** Everything that a command left: what it printed, and every file below its folder, by name. */
function leftBy({ stdout, stderr }: Ended, out: string): ReadonlyMap<string, string> {
  const files = readdirSync(out, { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile())
    .map(entry => join(entry.parentPath, entry.name));
  return new Map([
    ['stdout', stdout],
    ['stderr', stderr],
    ...files.map(file => [file, readFileSync(file, 'latin1')] as const),
  ]);
}

/** Where a secret is found, and how it is spelled there. */
function leaks(left: ReadonlyMap<string, string>, secrets: readonly string[]): readonly string[] {
  return [...left].flatMap(([where, text]) =>
    secrets.flatMap(each =>
      spellings(each)
        .filter(spelling => text.includes(spelling) || text.includes(quoted(spelling)))
        .map(spelling => `${where}: ${spelling}`),
    ),
  );
}

/** As JSON and markup have it. */
function quoted(text: string): string {
  return JSON.stringify(text).slice(1, -1);
}

test('what is looked for is found in each spelling', () => {
  for (const spelling of spellings(secret('a')))
    expect(leaks(new Map([['there', `x ${spelling} y`]]), [secret('a')])).not.toEqual([]);
});

const { privateKey } = generateKeyPairSync('rsa', {
  modulusLength: 2048,
  publicKeyEncoding: { type: 'spki', format: 'pem' },
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
});
/** A line out of the middle of the key: none of it may be anywhere. */
const keyLine = keyLineOf(privateKey);

function keyLineOf(pem: string): string {
  return pem.split('\n')[2] ?? '';
}

for (const { kind, authentication, environment, files, sent, challenge } of [
  {
    kind: 'basic, by environment',
    authentication: { type: 'basic', user: 'tester', password: { env: 'A_SECRET' } },
    environment: { A_SECRET: secret('basic') },
    sent: true,
  },
  {
    kind: 'bearer, by file',
    authentication: { type: 'bearer', token: { file: 'secret.txt' } },
    files: secret('bearer'),
    sent: true,
  },
  {
    kind: 'header, by environment',
    authentication: { type: 'headers', headers: { 'X-Api-Key': { env: 'A_SECRET' } } },
    environment: { A_SECRET: secret('header') },
    sent: true,
  },
  {
    kind: 'ntlm, by file',
    authentication: { type: 'ntlm', user: 'tester', password: { file: 'secret.txt' } },
    files: secret('ntlm'),
    sent: false,
    challenge: 'NTLM',
  },
] as readonly {
  kind: string;
  authentication: object;
  environment?: Readonly<Record<string, string>>;
  files?: string;
  /** Whether the server gets to see it. */
  sent: boolean;
  challenge?: string;
}[])
  test(`no output holds a secret: ${kind}`, async ({ cli }) => {
    const server = await startEchoServer(challenge);
    const file = cli.file('secret.txt', `${files ?? ''}\n`);
    const url = `http://127.0.0.1:${server.port}/_wmcs`;
    const target = {
      deployments: { normal: url, decommissioned: url },
      authentication: JSON.parse(
        JSON.stringify(authentication).replace('secret.txt', file),
      ) as object,
      mayIssue: true,
    };
    const out = cli.folder();
    const described = ['--target', cli.file('target.json', JSON.stringify(target))];
    const args = ['run', '--debug', '--no-report', '--workers', '1', '--out', out];
    const ended = await command([bin, ...args, ...described, ...grep], environment);
    server.close();
    const secrets = Object.values(environment ?? { file: files ?? '' });
    expect(secrets.every(each => server.sent().includes(each))).toBe(sent);
    expect(readRun(ended, out).results.verdicts).not.toEqual([]);
    expect(leaks(leftBy(ended, out), secrets)).toEqual([]);
  });

test('no output holds a secret: proxy, passphrase, keys of users and licenses, with a report', async ({
  cli,
}) => {
  const server = await startEchoServer();
  const environment = { PROXY: secret('proxy'), PHRASE: secret('phrase'), CONTENT: secret('key') };
  const key = { env: 'CLIENT_KEY' };
  const client = await makeServerCertificate();
  const clientKey = createPrivateKey(client.privateKey)
    .export({ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: environment.PHRASE })
    .toString();
  const target = {
    deployments: { normal: 'http://rms.example/_wmcs', decommissioned: 'http://rms.example/_wmcs' },
    proxy: {
      url: `http://127.0.0.1:${server.port}`,
      user: 'tester',
      password: { env: 'PROXY' },
    },
    identities: {
      licensee: { emailAddress: 'a@b.example', privateKey: cli.file('user.pem', privateKey) },
    },
    licenses: {
      editable: {
        file: join(root, 'fixtures/certificates/pl.xml'),
        contentKey: { env: 'CONTENT' },
      },
    },
    tls: {
      clientCertificate: {
        certificate: cli.file('client.pem', client.certificate),
        key,
        passphrase: { env: 'PHRASE' },
      },
    },
    mayIssue: true,
  };
  const out = cli.folder();
  const described = ['--target', cli.file('target.json', JSON.stringify(target))];
  // Where there is no Java, there is no report, and the rest is looked through all the same.
  const args = ['run', '--debug', '--workers', '1', '--out', out, ...described, ...grep];
  const ended = await command([bin, ...args], { ...environment, CLIENT_KEY: clientKey });
  server.close();
  expect(server.sent()).toContain(environment.PROXY);
  expect(readRun(ended, out).results.verdicts).not.toEqual([]);
  expect(
    leaks(leftBy(ended, out), [...Object.values(environment), keyLine, keyLineOf(clientKey)]),
  ).toEqual([]);
});

test('a secret that is not there is named by its variable alone', async ({ cli }) => {
  const target = {
    deployments: { decommissioned: 'http://127.0.0.1:9/_wmcs' },
    authentication: { type: 'basic', user: 'tester', password: { env: 'NO_SUCH_SECRET' } },
  };
  const file = cli.file('target.json', JSON.stringify(target));
  const { code, stderr } = await cli.assay(
    'run',
    '--no-report',
    '--target',
    file,
    '--out',
    cli.folder(),
  );
  expect(stderr).toContain('in the environment variable NO_SUCH_SECRET; it is not set.');
  expect(code).toBe(3);
});
