import { writeFileSync } from 'node:fs';
import { expect, test as base } from '@playwright/test';
import { loadTarget } from '../../harness/target/load-target.ts';
import { resolveTarget } from '../../harness/target/resolve-target.ts';
import { defaultLimits } from '../../harness/transport/wire.ts';
import { UserError } from '../../harness/user-error.ts';

const test = base.extend<{ write: (text: string, name?: string) => string }>({
  write: async ({}, use, info) => {
    await use((text, name = 'target.yaml') => {
      const file = info.outputPath(name);
      writeFileSync(file, text);
      return file;
    });
  },
});

const good = `name: our server
deployments:
  normal: https://a.example/_wmcs
  decommissioned: https://b.example/_wmcs/
tls:
  serverName: rms.example
limits:
  deadlineMs: 2000
`;

test('a target file is read as YAML, or as JSON', ({ write }) => {
  const expected = {
    name: 'our server',
    deployments: {
      normal: 'https://a.example/_wmcs',
      decommissioned: 'https://b.example/_wmcs/',
    },
    tls: { serverName: 'rms.example' },
    limits: { deadlineMs: 2000 },
  };
  expect(loadTarget(write(good))).toEqual(expected);
  expect(loadTarget(write(JSON.stringify(expected), 'target.json'))).toEqual(expected);
});

for (const [what, text, line, complaint] of [
  ['a mistyped key', good.replace('limits:', 'limit:'), 7, 'there is no key "limit"'],
  [
    'a mistyped deployment',
    good.replace('normal:', 'nomral:'),
    3,
    'there is no key "deployments.nomral"; check its spelling. Known here: normal, decommissioned, decommissioned-https, publishing-disabled, trusting, trusting-decommissioned.',
  ],
  [
    'a mistyped limit',
    good.replace('deadlineMs', 'deadline'),
    8,
    'there is no key "limits.deadline"',
  ],
  [
    'a URL that is none',
    good.replace('https://b.', 'b.'),
    4,
    '"deployments.decommissioned" must be an http: or https: URL.',
  ],
  ['a number that is text', good.replace('2000', 'soon'), 8, '"limits.deadlineMs" must be integer'],
  ['a limit too low', good.replace('2000', '99'), 8, '"limits.deadlineMs" must be >= 100'],
  ['no deployments', 'name: a\n', 1, "the file must have required property 'deployments'"],
  [
    'empty deployments',
    'name: a\ndeployments: {}\n',
    2,
    '"deployments" must NOT have fewer than 1',
  ],
  ['an empty file', '', 1, 'the file must be object'],
  ['a list', '- a\n', 1, 'the file must be object'],
  ['broken YAML', 'name: a\ndeployments: {\n', 3, 'expected YAML; '],
  ['a key that stands twice', 'name: a\nname: b\n', 2, 'expected YAML; '],
] as const)
  test(`${what} is named with its line`, ({ write }) => {
    const file = write(text);
    const load = () => loadTarget(file);
    expect(load).toThrow(UserError);
    expect(load).toThrow(`${file}, line ${line}: ${complaint}`);
  });

test('every mistake of a file is told, each in a line', ({ write }) => {
  const file = write(good.replace('name:', 'nam:').replace('2000', 'soon'));
  const told = (() => {
    try {
      loadTarget(file);
      return [];
    } catch (error) {
      return (error as Error).message.split('\n');
    }
  })();
  expect(told).toHaveLength(2);
  expect(told.join()).toContain('line 1: there is no key "nam"');
  expect(told.join()).toContain('line 8: "limits.deadlineMs"');
});

test('a file that is not there is a sentence', () => {
  expect(() => loadTarget('no/such/target.yaml')).toThrow(
    new UserError('Expected a target file at no/such/target.yaml; there is none. Check the path.'),
  );
});

test('resolving checks the URLs, reads the files beside the target file, and completes limits', ({
  write,
}, info) => {
  write('PEM TEXT', 'ca.pem');
  write('<XrML/>', 'slc.xml');
  const resolved = resolveTarget(
    {
      deployments: { normal: 'https://a.example/_wmcs/' },
      tls: { ca: 'ca.pem', insecure: true },
      limits: { deadlineMs: 250 },
      serverCertificate: 'slc.xml',
    },
    info.outputPath(),
  );
  expect(resolved).toEqual({
    name: 'a.example',
    deployments: { normal: 'https://a.example/_wmcs' },
    tls: { ca: 'PEM TEXT', insecure: true },
    limits: { maxBytes: defaultLimits.maxBytes, deadlineMs: 250 },
    serverCertificate: '<XrML/>',
  });
});

test('a file that a target names and that is not there is a sentence', () => {
  const deployments = { normal: 'https://a.example' };
  expect(() => resolveTarget({ deployments, tls: { ca: 'none.pem' } }, '.')).toThrow(
    /^Expected the CA file at none\.pem; it can't be read/,
  );
  expect(() => resolveTarget({ deployments, serverCertificate: 'none.xml' }, '.')).toThrow(
    /^Expected the server certificate at none\.xml; it can't be read/,
  );
});

test('a wrong deployment is named', () => {
  expect(() => resolveTarget({ deployments: { normal: 'https://a/?b' } }, '.')).toThrow(
    /^The normal deployment has a query or fragment/,
  );
});
