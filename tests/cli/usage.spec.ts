import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import { main } from '../../cli/main.ts';
import { root, stackFrame, test } from './run-cli.ts';

const url = 'http://127.0.0.1:9/_wmcs';

/** Runs the command in this process, which takes a moment where a new one takes seconds. */
async function said(...args: readonly string[]): Promise<{ code: number; stderr: string }> {
  const written: string[] = [];
  const write = process.stderr.write.bind(process.stderr);
  process.stderr.write = (text: string | Uint8Array) => written.push(String(text)) > 0;
  try {
    return { code: await main(args), stderr: written.join('') };
  } finally {
    process.stderr.write = write;
  }
}

for (const [what, args, sentence] of [
  ['a mistyped option', ['run', url, '--stritc'], "unknown option '--stritc'"],
  ['a mistyped command', ['rnu', url], "unknown command 'rnu'"],
  ['a URL that is no URL', ['run', 'rms.example.com'], 'is no URL: expected something like https:'],
  ['no target', ['run'], 'Expected a target; give the URL of a server'],
  [
    'a target file that is not there',
    ['run', '--target', 'none.yaml'],
    'Expected a target file at none.yaml; there is none.',
  ],
  [
    'an unknown deployment',
    ['run', '--deployment', `normla=${url}`],
    'Expected STATE=URL with a state of normal, decommissioned, decommissioned-https, publishing-disabled, trusting, trusting-decommissioned, playready.normal, ',
  ],
  ['a deployment without URL', ['run', '--deployment', 'normal'], 'Expected STATE=URL'],
  [
    'a deployment whose URL is none',
    ['run', '--deployment', 'normal=here'],
    'The normal deployment is no URL',
  ],
  ['a number that is none', ['run', url, '--workers', 'two'], 'Expected a whole number above 0.'],
  ['a seed that is none', ['run', url, '--seed', '-1'], 'Expected a whole number.'],
  ['no workers', ['run', url, '--workers', '0'], 'Expected a whole number above 0.'],
  ['a shard that is none', ['run', url, '--shard', '3/2'], 'Expected CURRENT/ALL'],
  ['a shard from nothing', ['run', url, '--shard', '0/2'], 'Expected CURRENT/ALL'],
  ['a pattern that is none', ['run', url, '--grep', '('], 'Expected a regular expression.'],
  ['a project that is none', ['run', url, '--project', 'rmsi-soap13'], 'rmsi-soap11, rmsi-soap12'],
  ['an option without its value', ['run', url, '--grep'], 'argument missing'],
  ['two URLs', ['run', url, url], 'too many arguments'],
  ['a CA file that is not there', ['run', url, '--ca', 'none.pem'], '--ca at none.pem'],
  [
    'a certificate file that is not there',
    ['run', url, '--server-certificate', 'none.xml'],
    '--server-certificate at none.xml',
  ],
] as const)
  test(`${what} is 3, and one sentence`, async () => {
    const { code, stderr } = await said(...args);
    expect(stderr).toContain(sentence);
    expect(stderr).not.toMatch(stackFrame);
    // Where the rest of it stands, and what was probably meant, are lines of their own.
    const sentences = stderr.split('\n').filter(line => line !== '' && !line.startsWith('('));
    expect(sentences).toHaveLength(1);
    expect(code).toBe(3);
  });

test('--version prints the version alone', async ({ cli }) => {
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
    version: string;
  };
  expect(await cli.assay('--version')).toEqual({ code: 0, stdout: `${version}\n`, stderr: '' });
});

test('what was probably meant is suggested', async () => {
  expect((await said('run', url, '--stritc')).stderr).toContain('(Did you mean --strict?)');
  expect((await said('rnu', url)).stderr).toContain('(Did you mean run?)');
});

test('credentials in a URL are refused, and not repeated', async () => {
  const { code, stderr } = await said('run', 'https://user:pa55word@rms.example.com/_wmcs');
  expect(stderr).toContain("credentials don't belong in a URL");
  expect(stderr).not.toContain('pa55word');
  expect(code).toBe(3);
});

test('a URL and a target file are one too many', async ({ cli }) => {
  const file = cli.file('target.yaml', `deployments:\n  normal: ${url}\n`);
  const { code, stderr } = await said('run', url, '--target', file);
  expect(stderr).toBe('assay: Expected either a URL or --target, found both; leave one out.\n');
  expect(code).toBe(3);
});

test('an unknown key in a target file is named with its line', async ({ cli }) => {
  const text = `name: a\ndeployments:\n  normal: ${url}\nlimits:\n  deadline: 5\n`;
  const file = cli.file('target.yaml', text);
  const { code, stderr } = await said('run', '--target', file);
  expect(stderr).toBe(
    `assay: ${file}, line 5: there is no key "limits.deadline". Did you mean deadlineMs?\n`,
  );
  expect(code).toBe(3);
});

test('under --debug there is a stack', async () => {
  const { code, stderr } = await said('--debug', 'run', 'nowhere');
  expect(stderr).toMatch(stackFrame);
  expect(code).toBe(3);
});

test('the projects that may be named are those of the configuration', async () => {
  const { default: config } = await import('../../playwright.config.ts');
  const names = config.projects?.map(({ name }) => name).join(', ') ?? '';
  expect(names).toContain('rmsi-soap11, rmsi-soap12');
  expect((await said('run', url, '--project', 'x')).stderr).toContain(
    `Allowed choices are ${names}.`,
  );
});

test('the real command says the same, and leaves nothing behind', async ({ cli }) => {
  const out = cli.folder();
  const { code, stdout, stderr } = await cli.assay('run', 'nowhere', '--out', out);
  expect(stderr).toBe(
    'assay: The decommissioned deployment is no URL: expected something like https://rms.example.com/_wmcs, found "nowhere".\n',
  );
  expect(stdout).toBe('');
  expect(code).toBe(3);
  expect(readdirSync(out)).toEqual([]);
});

for (const [what, args, sentence] of [
  ['--grep matches nothing', ['--grep', 'no-such-requirement'], 'No check was selected'],
  [
    'a shard is empty',
    ['--shard', '50/50', '--grep', 'transport.https', '--project', 'rmsi-soap11'],
    'No check was selected',
  ],
] as const)
  test(`when ${what}, it is 3, never 0`, async ({ cli }) => {
    const out = cli.folder();
    const quiet = ['--no-report', '--workers', '1', '--out', out];
    const { code, stderr } = await cli.assay('run', url, ...quiet, ...args);
    expect(stderr).toContain(sentence);
    expect(stderr).not.toMatch(stackFrame);
    expect(code).toBe(3);
  });
