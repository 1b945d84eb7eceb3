import { readFileSync } from 'node:fs';
import { expect } from '@playwright/test';
import { writeHeader } from '../../harness/playready/header/write-header.ts';
import { kidOfBase64 } from '../../harness/playready/kid.ts';
import { writePssh } from '../../harness/playready/pssh.ts';
import { fromBase64, publishedHeader, vectors } from '../playready/vectors.ts';
import { test } from './run-cli.ts';

const published = vectors.headerSpecification.object;

test('a published object in base64: records, KIDs in three orders, a checksum that matches', async ({
  cli,
}) => {
  const { code, stdout, stderr } = await cli.assay(
    'playready',
    'header',
    published,
    '--test-key-seed',
    '--strict',
  );
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(stdout.split('\n')).toEqual([
    'PlayReady Object',
    'record 1: type 1 (header), 850 bytes',
    'header: version 4.0.0.0, UTF-16LE, 850 bytes',
    '  KID 09e091ab-f838-41d2-9e35-58531fd19ec7  q5HgCTj40kGeNVhTH9Gexw==  09e091abf83841d29e3558531fd19ec7',
    '    ALGID AESCTR, CHECKSUM w+OZVr8vzrQ= (matches)',
    '  LA_URL https://profficialsite.keydelivery.mediaservices.windows.net/PlayReady/',
    '  KEYLEN 16',
    '  CUSTOMATTRIBUTES IIS_DRM_VERSION',
    'strict: no complaints',
    '',
  ]);
});

test('a box in a file, in hexadecimal and in JSON', async ({ cli }) => {
  const kid = kidOfBase64('q5HgCTj40kGeNVhTH9Gexw==');
  const hex = Buffer.from(writePssh(fromBase64(published), [kid])).toString('hex');
  const file = cli.file('box.hex', `0x${hex}\n`);
  const { code, stdout } = await cli.assay('playready', 'header', file, '--json');
  expect(code).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({
    form: 'pssh',
    boxes: [{ version: 1, kids: [{ header: 'q5HgCTj40kGeNVhTH9Gexw==' }] }],
    records: [{ type: 1, bytes: 850 }],
    headers: [
      {
        version: '4.0.0.0',
        keys: [
          { algorithm: 'AESCTR', checksum: { value: 'w+OZVr8vzrQ=', verdict: 'not verified' } },
        ],
      },
    ],
    complaints: [],
  });
});

test('keys from files: the one of a KID, another, and a seed; none is printed', async ({ cli }) => {
  const file = cli.file('header.xml', publishedHeader('3.4.2'));
  const key = '4edb7704cdbf03617f4800bd878a6df2';
  const other = 'deadbeef0123456789abcdef01234567';
  const seed = cli.file('seed', vectors.keySeed);
  const verify = async (...options: readonly string[]) => {
    const ended = await cli.assay('playready', 'header', file, '--strict', ...options);
    expect(`${ended.stdout}${ended.stderr}`).not.toContain(key);
    expect(`${ended.stdout}${ended.stderr}`).not.toContain(other);
    return [ended.code, ...[...ended.stdout.matchAll(/= \((.*)\)/g)].map(([, word]) => word)];
  };
  expect(await verify('--key-file', cli.file('key', `${key}\n`))).toEqual([
    0,
    'matches',
    'differs',
  ]);
  expect(await verify('--key-file', cli.file('other', other))).toEqual([1, 'differs', 'differs']);
  expect(await verify('--key-seed-file', seed)).toEqual([0, 'matches', 'matches']);
  expect(await verify('--key-seed-file', seed, '--test-key-seed')).toEqual([3]);
  expect(await verify('--key-file', cli.file('short', 'zz'))).toEqual([3]);
  expect(await verify('--key-file', cli.file('odd', `${key}00`))).toEqual([3]);
});

test('complaints leave the 0, but for --strict', async ({ cli }) => {
  const text = publishedHeader('3.4.2').replace('"></KID>', '"/>');
  const file = cli.file('wrong.xml', text);
  const lenient = await cli.assay('playready', 'header', file);
  expect(lenient.code).toBe(0);
  expect(lenient.stdout).toContain(
    'strict: 1 complaint\n  MUST closing-tag (section 3.2.3), line 5: Expected <KID> to be closed',
  );
  const strict = await cli.assay('playready', 'header', file, '--strict');
  expect(strict).toEqual({ ...lenient, code: 1 });
});

test('nothing that a terminal would obey is printed', async ({ cli }) => {
  const text = writeHeader({
    version: '4.3.0.0',
    keys: [],
    laUrl: 'http://a.example/\u202e\u0085',
  });
  const { code, stdout } = await cli.assay('playready', 'header', cli.file('bidi.xml', text));
  expect(code).toBe(0);
  expect(stdout).toContain(String.raw`LA_URL http://a.example/\u{202e}`);
});

test('nor in the sentence about what is none', async ({ cli }) => {
  const file = cli.file('version.xml', '<WRMHEADER version="\u202e"></WRMHEADER>');
  const { code, stderr } = await cli.assay('playready', 'header', file);
  expect(code).toBe(3);
  expect(stderr).toContain(String.raw`found "\u{202e}"`);
});

for (const [what, input, says] of [
  ['something that is neither a file nor base64', 'no-such.file', 'found "no-such.file"'],
  [
    'base64 of something else',
    Buffer.from('x'.repeat(40)).toString('base64'),
    'counts its 40 bytes',
  ],
  ['another document', '<html></html>', 'Expected a WRMHEADER; found <html>'],
  ['a box of another system', vectors.psshTools.otherSystem, 'those of other systems only'],
  ['a folder', '.', 'it is none, or too large'],
] as const)
  test(`${what} is a 3`, async ({ cli }) => {
    const { code, stdout, stderr } = await cli.assay('playready', 'header', input);
    expect({ code, stdout }).toEqual({ code: 3, stdout: '' });
    expect(stderr).toMatch(/^assay: Expected .*\n$/);
    expect(stderr).toContain(says);
  });

test('arbitrary files end with 0 or 3', async ({ cli }) => {
  const bytes = readFileSync(new URL(import.meta.url));
  const { code } = await cli.assay('playready', 'header', cli.file('spec.ts', bytes.toString()));
  expect(code).toBe(3);
});
