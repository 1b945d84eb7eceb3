import {
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { readRecordings } from '../../harness/recordings/read-recordings.ts';
import type { NewRecording } from '../../harness/recordings/recording.ts';
import { writeRecording } from '../../harness/recordings/write-recording.ts';
import { UserError } from '../../harness/user-error.ts';
import { fc } from '../fast-check.ts';
import { newFolder } from './folder.ts';

const body = Buffer.from([0x3c, 0x61, 0, 0xff, 0x0d, 0x0a, 0xe9]);

const recording: NewRecording = {
  protocol: 'playready',
  operation: 'AcquireLicense',
  source: { tool: 'Chrome 131', host: 'license.example.com', unwrapped: 'LicenseAcquisition' },
  persistent: true,
  request: {
    method: 'POST',
    path: '/rightsmanager.asmx?cfg=(persist:true)',
    headers: { 'content-type': 'text/xml; charset=utf-8' },
    body: new Uint8Array(body),
    exact: true,
  },
  response: {
    status: 500,
    headers: [['content-type', 'text/xml']],
    body: new Uint8Array([0x3c, 0x62]),
    exact: false,
  },
  removed: [{ from: 'request header', name: 'cookie', why: 'a credential, by its name' }],
  warnings: ['The request has CustomData.'],
};

test('what is written is read again, byte for byte', () => {
  const folder = newFolder();
  const name = writeRecording(folder, recording);
  expect(name).toBe('0001-playready-AcquireLicense');
  expect(readRecordings(folder)).toEqual([{ ...recording, name }]);
  expect(readdirSync(join(folder, name)).sort()).toEqual([
    'recording.json',
    'request.xml',
    'response.xml',
  ]);
  expect(readFileSync(join(folder, name, 'request.xml'))).toEqual(body);
});

test('any body comes back', () => {
  const folder = newFolder();
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 1 }), fc.boolean(), (bytes, exact) => {
      const request = { ...recording.request, body: bytes, exact };
      const name = writeRecording(folder, { ...recording, request });
      const found = readRecordings(folder).find(each => each.name === name);
      expect(found?.request).toEqual(request);
      rmSync(join(folder, name), { recursive: true });
    }),
    { numRuns: 30 },
  );
});

test('names go on counting, and what is there stays', () => {
  const folder = newFolder();
  mkdirSync(join(folder, '0041-rms-Certify'));
  expect(writeRecording(folder, recording)).toBe('0042-playready-AcquireLicense');
  expect(writeRecording(folder, { ...recording, operation: 'JoinDomain' })).toBe(
    '0043-playready-JoinDomain',
  );
  expect(readdirSync(folder)).toHaveLength(3);
});

test('a request without a body and an answer without one are read so', () => {
  const folder = newFolder();
  const { protocol, operation, removed, warnings } = recording;
  writeRecording(folder, {
    ...{ protocol, operation, removed, warnings },
    request: { ...recording.request, method: 'GET', body: new Uint8Array() },
    response: { status: 302, headers: [], exact: true },
  });
  const [found] = readRecordings(folder);
  expect(found?.request.body).toHaveLength(0);
  expect(found?.response).toEqual({ status: 302, headers: [], exact: true });
  expect(found).not.toHaveProperty('persistent');
});

test('files beside the recordings, and what begins with a dot, are left alone', () => {
  const folder = newFolder();
  writeFileSync(join(folder, 'README.md'), 'ours');
  mkdirSync(join(folder, '.writing-1'));
  expect(readRecordings(folder)).toEqual([]);
});

/** The folder of a recording whose description says something else in one place. */
function edited(edit: (description: Record<string, unknown>) => unknown): string {
  const folder = newFolder();
  const file = join(folder, writeRecording(folder, recording), 'recording.json');
  const description = JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>;
  edit(description);
  writeFileSync(file, JSON.stringify(description, null, 2));
  return folder;
}

for (const [what, key, value, sentence] of [
  ['a protocol that is none', 'protocol', 'widevine', '"protocol" must be one of playready'],
  [
    'an operation that is a path',
    'operation',
    '../x',
    '"operation" must be the name of an operation',
  ],
  ['another format', 'format', 2, '"format" must be one of 1'],
  ['a key that is none', 'protocl', 'rms', 'there is no key "protocl". Did you mean protocol?'],
] as const)
  test(`${what} is refused, with file and line`, () => {
    const folder = edited(description => (description[key] = value));
    const read = () => readRecordings(folder);
    expect(read).toThrow(UserError);
    expect(read).toThrow(sentence);
    expect(read).toThrow(/0001-playready-AcquireLicense[/\\]recording\.json, line \d+: /);
  });

for (const name of [
  '../secret',
  '/etc/passwd',
  'request.xml/../../x',
  'recording.json',
  'request.',
])
  test(`a body called ${name} is refused`, () => {
    const folder = edited(({ request }) => ((request as { body: string }).body = name));
    expect(() => readRecordings(folder)).toThrow(
      '"request.body" must be a file beside recording.json that is called request',
    );
  });

test('a link leads nowhere, whether it stands for a body, a description or a folder', () => {
  const folder = newFolder();
  const own = join(folder, writeRecording(folder, recording));
  const outside = join(newFolder(), 'outside');
  writeFileSync(outside, 'secret');
  symlinkSync(own, join(folder, '0002-link'));
  expect(readRecordings(folder)).toHaveLength(1);
  for (const [file, sentence] of [
    ['request.xml', /request\.xml; it is a link or a folder.*correct "request\.body"/],
    ['recording.json', /recording\.json; it is a link or a folder/],
  ] as const) {
    rmSync(join(own, file));
    symlinkSync(outside, join(own, file));
    expect(() => readRecordings(folder)).toThrow(sentence);
  }
});

test('what is missing or too large is named', () => {
  const folder = newFolder();
  const own = join(folder, writeRecording(folder, recording));
  truncateSync(join(own, 'response.xml'), 4 * 1024 * 1024 + 1);
  expect(() => readRecordings(folder)).toThrow(/at most 4194304 bytes in .*response\.xml/);
  rmSync(join(own, 'response.xml'));
  expect(() => readRecordings(folder)).toThrow(/response\.xml; there is none.*"response\.body"/);
  rmSync(join(own, 'recording.json'));
  expect(() => readRecordings(folder)).toThrow(/recording\.json; there is none/);
  expect(() => readRecordings(join(folder, 'nowhere'))).toThrow(
    'Make one with assay import, or check the path.',
  );
});
