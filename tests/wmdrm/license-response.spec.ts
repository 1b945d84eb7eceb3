import { expect, test } from '@playwright/test';
import { licenseVersions, readLicenseResponse } from '../../harness/wmdrm/license-response.ts';
import { fc } from '../fast-check.ts';
import { counted } from './bits.ts';

const base64 = (bytes: Uint8Array | string): string => Buffer.from(bytes).toString('base64');
const license = counted(20);
const list = counted(9, 50);
const response = `<LICENSERESPONSE><REVOCATION type="{CCDE5A55}">${base64(list)}</REVOCATION><LICENSE version="2.0.0.0">\r\n${base64(license)}\r\n</LICENSE><LICENSE version="0.1.0.0">?</LICENSE><LICENSE/></LICENSERESPONSE>`;

const read = (text: string | Uint8Array) => readLicenseResponse(Buffer.from(text));

test('the versions of licenses are those that are known', () => {
  expect(licenseVersions).toEqual({ version7: '2.0.0.0', version1: '0.1.0.0' });
});

test('licenses and revocation lists are found, in their order, decoded where they can be', () => {
  const found = read(response);
  expect(found?.encoded).toBe(false);
  expect(found?.root.name).toBe('LICENSERESPONSE');
  expect(Buffer.from(found?.document ?? []).toString()).toBe(response);
  expect(found?.licenses.map(({ version, bytes }) => [version, bytes])).toEqual([
    ['2.0.0.0', license],
    ['0.1.0.0', undefined],
    [undefined, undefined],
  ]);
  expect(found?.licenses.map(({ element }) => element.path)).toEqual([
    '/LICENSERESPONSE/LICENSE[1]',
    '/LICENSERESPONSE/LICENSE[2]',
    '/LICENSERESPONSE/LICENSE[3]',
  ]);
  expect(found?.revocations.map(({ type, bytes }) => [type, bytes])).toEqual([
    ['{CCDE5A55}', list],
  ]);
});

test('a response without licenses is one', () => {
  expect(read('<LICENSERESPONSE/>')).toMatchObject({ licenses: [], revocations: [] });
});

test('licenses deeper down are none of the response', () => {
  expect(
    read('<LICENSERESPONSE><x><LICENSE version="2.0.0.0"/></x></LICENSERESPONSE>')?.licenses,
  ).toEqual([]);
});

test.describe('the same response', () => {
  for (const [what, bytes, encoded] of [
    [
      'with a declaration',
      Buffer.from(`<?xml version="1.0" encoding="utf-8"?>\n${response}`),
      false,
    ],
    ['with a byte order mark', Buffer.from(`\ufeff${response}`), false],
    ['in UTF-16LE with a mark', Buffer.from(`\ufeff${response}`, 'utf16le'), false],
    ['in UTF-16LE without', Buffer.from(response, 'utf16le'), false],
    ['in base64', Buffer.from(base64(response)), true],
    ['in base64 on several lines', Buffer.from(base64(response).replace(/.{76}/g, '$&\r\n')), true],
    ['in base64 with a zero behind it', Buffer.from(`${base64(response)}\0`), true],
    ['in base64 of another alphabet', Buffer.from(response).toString('base64url'), true],
    ['in base64, of UTF-16', base64(Buffer.from(`\ufeff${response}`, 'utf16le')), true],
  ] as const)
    test(what, () => {
      const found = read(Buffer.from(bytes));
      expect(found?.encoded).toBe(encoded);
      expect(found?.licenses[0]?.bytes).toEqual(license);
      expect(found?.revocations[0]?.bytes).toEqual(list);
    });

  test('in base64 gives the document inside', () => {
    expect(Buffer.from(read(base64(response))?.document ?? []).toString()).toBe(response);
  });
});

for (const [what, body] of [
  ['nothing', ''],
  ['a page', '<html><body>Welcome</body></html>'],
  ['text', 'DRM_E_LIC_UNAUTHORIZED_DRM_CLIENT (0x8004800E)'],
  ['a broken document', response.replace('</LICENSERESPONSE>', '')],
  ['two documents', response + response],
  ['another root', `<x>${response}</x>`],
  ['a name in other letters', response.replaceAll('LICENSERESPONSE', 'LicenseResponse')],
  ['a document type declaration', `<!DOCTYPE LICENSERESPONSE [<!ENTITY e "x">]>${response}`],
  [
    'an external entity',
    '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><LICENSERESPONSE>&e;</LICENSERESPONSE>',
  ],
  ['base64 of a document type declaration', base64(`<!DOCTYPE x>${response}`)],
  ['base64 of base64', base64(base64(response))],
  ['base64 of something else', base64(counted(40))],
  ['no UTF-8', Buffer.from(response.replace('?<', '\u00ff<'), 'latin1')],
] as const)
  test(`${what} is none`, () => {
    expect(read(body)).toBeUndefined();
  });

test('what is longer than 8 MB is not looked at', () => {
  const fill = (length: number): string => response + ' '.repeat(length - response.length);
  expect(read(fill(8 * 1024 * 1024))).toBeDefined();
  expect(read(fill(8 * 1024 * 1024 + 1))).toBeUndefined();
});

test('names that mean something to JavaScript are names', () => {
  for (const name of ['__proto__', 'constructor', 'toString', 'hasOwnProperty']) {
    const found = read(
      `<LICENSERESPONSE ${name}="a"><${name}/><LICENSE ${name}="b" type="c">${base64(license)}</LICENSE><REVOCATION ${name}="d" version="e"/></LICENSERESPONSE>`,
    );
    expect(found?.licenses).toMatchObject([{ version: undefined, bytes: license }]);
    expect(found?.revocations).toMatchObject([{ type: undefined, bytes: undefined }]);
  }
  expect(
    read('<LICENSERESPONSE xmlns:__proto__="urn:a"><LICENSE/></LICENSERESPONSE>'),
  ).toBeDefined();
  expect(Object.getOwnPropertyNames(Object.prototype)).not.toContain('version');
});

test('many licenses are read', () => {
  const found = read(
    `<LICENSERESPONSE>${`<LICENSE version="2.0.0.0">${base64(license)}</LICENSE>`.repeat(5_000)}</LICENSERESPONSE>`,
  );
  expect(found?.licenses).toHaveLength(5_000);
});

test('whatever is put where, it is a response or it is not', () => {
  const part = fc.oneof(
    fc.constantFrom('<', '>', '</LICENSE>', '<LICENSE>', '&#0;', '&a;', '<![CDATA[', ']]>', '\0'),
    fc.string({ unit: 'binary', maxLength: 3 }),
  );
  fc.assert(
    fc.property(part, fc.nat(response.length), fc.boolean(), (inserted, at, encode) => {
      const text = response.slice(0, at) + inserted + response.slice(at);
      const found = read(encode ? base64(text) : text);
      expect(found === undefined || found.encoded === encode).toBe(true);
    }),
    { numRuns: 300 },
  );
});
