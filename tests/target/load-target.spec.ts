import { writeFileSync } from 'node:fs';
import { expect, test as base } from '@playwright/test';
import { loadTarget } from '../../harness/target/load-target.ts';
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

/** What is said of a file, line by line. */
function told(file: string): readonly string[] {
  try {
    loadTarget(file);
    return [];
  } catch (error) {
    expect(error).toBeInstanceOf(UserError);
    return (error as Error).message.split('\n').map(line => line.replace(`${file}, `, ''));
  }
}

const authenticated = (lines: string): string => `${good}authentication:\n${lines}`;

for (const [what, text, ...complaints] of [
  [
    'a mistyped key',
    good.replace('limits:', 'limit:'),
    'line 7: there is no key "limit". Did you mean limits?',
  ],
  [
    'a mistyped deployment',
    good.replace('normal:', 'nomral:'),
    'line 3: there is no key "deployments.nomral". Did you mean normal?',
  ],
  [
    'a mistyped limit',
    good.replace('deadlineMs', 'deadline'),
    'line 8: there is no key "limits.deadline". Did you mean deadlineMs?',
  ],
  [
    'a key like no other',
    good.replace('deadlineMs', 'xyz'),
    'line 8: there is no key "limits.xyz"; check its spelling. Known here: requestsPerSecond, concurrency, deadlineMs, maxBytes.',
  ],
  [
    'a key in the wrong place',
    `${good}insecure: true\n`,
    'line 9: there is no key "insecure"; "insecure" stands under "tls".',
  ],
  [
    'a URL that is none',
    good.replace('https://b.', 'b.'),
    'line 4: "deployments.decommissioned" must be an http: or https: URL without user name and password, such as https://rms.example.com/_wmcs.',
  ],
  [
    'a number that is text',
    good.replace('2000', 'soon'),
    'line 8: "limits.deadlineMs" must be a whole number; found text.',
  ],
  [
    'text that is a number',
    good.replace('our server', '17'),
    'line 1: "name" must be text; found a number, which in quotes is text.',
  ],
  [
    'a key without value',
    good.replace('  serverName: rms.example\n', ''),
    'line 5: "tls" must be keys with their values; found nothing; leave the key out or give it a value.',
  ],
  [
    'a limit too low',
    good.replace('2000', '99'),
    'line 8: "limits.deadlineMs" must be at least 100.',
  ],
  [
    'a limit too high',
    good.replace('2000', '600001'),
    'line 8: "limits.deadlineMs" must be at most 600000.',
  ],
  [
    'read-only and allowed at once',
    `${good}mayIssue: true\nreadOnly: true\nmayDecommission: true\n`,
    'line 9: "mayIssue" is true beside readOnly: true; remove one of the two.',
    'line 11: "mayDecommission" is true beside readOnly: true; remove one of the two.',
  ],
  [
    'no deployments',
    'name: a\n',
    'line 1: the file names no server; add the key "deployments" for an RMS server, or "playready", "wmdrm", "clock" or "services".',
  ],
  [
    'empty deployments',
    'name: a\ndeployments: {}\n',
    'line 2: "deployments" has too little in it; known are normal, decommissioned, decommissioned-https, publishing-disabled, trusting, trusting-decommissioned.',
  ],
  [
    'a profile that is none',
    `${good}profile: rms-2.0\n`,
    'line 9: "profile" must be one of specification, rms-1.0, rms-1.0-sp2, windows-server-2008-r2-sp1, infer. Did you mean rms-1.0?',
  ],
  [
    'an empty file',
    '',
    'line 1: the file must be keys with their values; found nothing; leave the key out or give it a value.',
  ],
  ['a list', '- a\n', 'line 1: the file must be keys with their values; found a list.'],
  [
    'broken YAML',
    'name: a\ndeployments: {\n',
    'line 3: expected YAML; look at the indentation of this line and those above it.',
  ],
  [
    'a key that stands twice',
    'name: a\nname: b\n',
    'line 2: expected YAML; this key stands twice; leave one of the two out.',
  ],
  [
    'a second document',
    `${good}---\n${good}`,
    'line 9: expected YAML; there is one document in a file; leave out what follows "---".',
  ],
  [
    'a merge key',
    'base: &b { normal: "http://a" }\ndeployments:\n  <<: *b\n',
    'line 1: there is no key "base". Did you mean name?',
    'line 3: there is no key "deployments.<<"; check its spelling. Known here: normal, decommissioned, decommissioned-https, publishing-disabled, trusting, trusting-decommissioned.',
  ],
  [
    'authentication without type',
    authenticated('  user: a\n'),
    'line 9: "authentication.type" must be one of none, basic, bearer, headers, ntlm, negotiate.',
  ],
  [
    'a mistyped type',
    authenticated('  user: a\n  type: NTLMv2\n'),
    'line 11: "authentication.type" must be one of none, basic, bearer, headers, ntlm, negotiate. Did you mean ntlm?',
  ],
  [
    'what the chosen type lacks, and no other type',
    authenticated('  type: ntlm\n  domain: EXAMPLE\n'),
    'line 9: "authentication" lacks the key "user"; add it.',
    'line 9: "authentication" lacks the key "password"; add it.',
  ],
  [
    'a mistyped key of a type, once',
    authenticated('  type: basic\n  user: a\n  pasword: { env: A }\n'),
    'line 12: there is no key "authentication.pasword". Did you mean password?',
  ],
  [
    'a key of another type',
    authenticated('  type: bearer\n  token: { env: A }\n  domain: EXAMPLE\n'),
    'line 12: there is no key "authentication.domain"; check its spelling. Known here: type, token.',
  ],
  [
    'a name that no header can have',
    authenticated('  type: headers\n  headers:\n    "a b": c\n'),
    'line 11: "authentication.headers" has a key that is no name of a header: letters, digits and hyphens.',
  ],
  [
    'a header of several lines',
    authenticated('  type: headers\n  headers:\n    X-A: "b\\nc"\n'),
    'line 12: "authentication.headers.X-A" must be text in one line.',
  ],
  [
    'one header twice',
    authenticated('  type: headers\n  headers:\n    X-A: b\n    x-a: c\n'),
    'line 13: "authentication.headers.x-a" is the same header as X-A; leave one out.',
  ],
  [
    'a password without a user',
    `${good}proxy:\n  url: http://p:3128\n  password: { env: A }\n`,
    'line 11: "proxy" has "password", which needs "user" beside it; add it.',
  ],
  [
    'one user in two roles',
    `${good}identities:\n  licensee: { emailAddress: a@b.c }\n  stranger: { emailAddress: A@B.c }\n`,
    'line 11: the stranger has the address of the licensee; they have to be different users.',
  ],
  [
    'rights of nobody',
    `${good}licenses:\n  editable:\n    file: a.xml\n    grants:\n      - { user: second, right: EDIT }\n`,
    'line 13: the license grants something to the second, whom identities does not name; add the user.',
  ],
  [
    'several mistakes, in the order of the file',
    good
      .replace('name:', 'nam:')
      .replace('2000', 'soon')
      .replace('serverName: rms.example', 'ca: ""'),
    'line 1: there is no key "nam". Did you mean name?',
    'line 6: "tls.ca" has too little in it.',
    'line 6: "tls.ca" must be the name of a file, not what is in it.',
    'line 8: "limits.deadlineMs" must be a whole number; found text.',
  ],
] as const)
  test(`${what}: line, key and fix`, ({ write }) => {
    expect(told(write(text))).toEqual(complaints);
  });

for (const [what, lines] of [
  ['text', '  password: hunter2'],
  ['a number', '  password: 26484372'],
  ['text in a list', '  password: [hunter2]'],
  ['a key', '  password: { hunter2 }'],
  ['a key twice', '  password: { hunter2, hunter2 }'],
  ['a key with a value', '  password: { text: hunter2 }'],
  ['an alias', '  password: *hunter2'],
  ['a tag', '  password: !hunter2'],
  ['broken YAML', '  password: "hunter2'],
  ['a variable that is none', '  password: { env: hunter2! }'],
  ['lines of a file', '  password: { file: "hunter2\\nhunter2" }'],
  ['both', '  password: { env: A, file: hunter2 }'],
  ['a key with the value in it', '  password=hunter2: true\n  password: hunter2'],
] as const)
  test(`a secret as ${what} is refused and not repeated`, ({ write }) => {
    const sentences = told(write(authenticated(`  type: basic\n  user: a\n${lines}\n`)));
    expect(sentences.length).toBeGreaterThan(0);
    expect(sentences.join('\n')).toMatch(/^line 1[23]: /);
    if (!lines.includes('=')) expect(sentences.join('\n')).not.toMatch(/hunter2|26484372/);
  });

test('a secret in its place is sent elsewhere, in one sentence', ({ write }) => {
  const move =
    'holds a secret itself; move it to an environment variable or a file of its own, and write { env: NAME } or { file: PATH } in its place.';
  expect(told(write(authenticated('  type: basic\n  user: a\n  password: hunter2\n')))).toEqual([
    `line 12: "authentication.password" ${move}`,
  ]);
  expect(
    told(write(authenticated('  type: headers\n  headers:\n    X-Api-Key: hunter2\n'))),
  ).toEqual([
    `line 12: "authentication.headers.X-Api-Key" ${move.replace('itself', 'itself, by its name')}`,
  ]);
  const key = '  clientCertificate:\n    certificate: a.pem\n    key: "-----BEGIN hunter2"\n';
  expect(told(write(good.replace('  serverName: rms.example\n', key)))).toEqual([
    `line 8: "tls.clientCertificate.key" ${move}`,
  ]);
});

test('what is in a key file does not belong in the target file', ({ write }) => {
  const sentences = told(
    write(
      good
        .replace('rms.example', 'x')
        .replace('serverName', 'ca')
        .replace('x\n', '"-----BEGIN PRIVATE KEY-----hunter2"\n'),
    ),
  );
  expect(sentences).toEqual(['line 6: "tls.ca" must be the name of a file, not what is in it.']);
});

test('a header that is no secret may stand as text', ({ write }) => {
  const text = authenticated(
    '  type: headers\n  headers:\n    X-Tenant: contoso\n    X-Key: { env: A }\n',
  );
  expect(told(write(text))).toEqual([]);
});

for (const [what, text] of [
  [
    'aliases of aliases',
    `a: &a [${'x,'.repeat(9)}]\n${'bcdefghi'.replace(/./g, (name, at: number) => `${name}: &${name} [${`*${'abcdefgh'[at] ?? ''},`.repeat(9)}]\n`)}`,
  ],
  ['nesting without end', `a: ${'['.repeat(100_000)}`],
] as const)
  test(`${what} end in a sentence`, ({ write }) => {
    const sentences = told(write(text));
    expect(sentences).toHaveLength(1);
    expect(sentences[0]).toMatch(/plain YAML|expected YAML/);
  });

test('keys of the prototype are keys like others', ({ write }) => {
  expect(
    told(write(`${good}__proto__: { readOnly: true }\nconstructor: 1\ntoString: 1\n`)),
  ).toEqual(
    ['__proto__', 'constructor', 'toString'].map((key, index) =>
      expect.stringContaining(`line ${9 + index}: there is no key "${key}"`),
    ),
  );
  const target = loadTarget(write(good));
  expect(Object.getPrototypeOf(target)).toBe(Object.prototype);
});

test('more mistakes than anybody reads are counted', ({ write }) => {
  const sentences = told(
    write(good + Array.from({ length: 30 }, (_, at) => `x${at}z: 1\n`).join('')),
  );
  expect(sentences).toHaveLength(21);
  expect(sentences.at(-1)).toBe('and 10 more.');
});

test('what is no target file is not read', ({ write }, info) => {
  expect(told(write('a'.repeat(1_000_001)))[0]).toMatch(/some other one\. Check the path\.$/);
  expect(told(info.outputPath('.'))[0]).toMatch(/it can't be read \(EISDIR\)\.$/);
});

test('a file that is not there is a sentence', () => {
  expect(() => loadTarget('no/such/target.yaml')).toThrow(
    new UserError('Expected a target file at no/such/target.yaml; there is none. Check the path.'),
  );
});
