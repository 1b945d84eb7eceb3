import { expect, test } from '@playwright/test';
import { license1Bytes } from '../../harness/wmdrm/license1.ts';
import { encodeMessageBase64 } from '../../harness/wmdrm/message-base64.ts';
import { licensesInPage } from '../../harness/wmdrm/version1-page.ts';
import { wmdrmAssumptions } from '../../harness/wmdrm/wmdrm-assumptions.ts';
import { fc } from '../fast-check.ts';
import { counted } from './bits.ts';

const license = counted(400, 0xf0);
const text = Buffer.from(license).toString('base64');
const page = (script: string): Uint8Array =>
  Buffer.from(`<HTML><BODY onLoad="Store()"><SCRIPT>\n${script}\n</SCRIPT></BODY></HTML>`);

test('the license of a page is found, in each alphabet', () => {
  for (const alphabet of wmdrmAssumptions['base64-alphabet'].choices) {
    const written = encodeMessageBase64(license, alphabet);
    expect(licensesInPage(page(`netobj.StoreLicense("${written}");`))).toEqual([license]);
    expect(licensesInPage(page(`<PARAM value='${written}'>`))).toEqual([license]);
  }
});

test('a response without any page is found as well', () => {
  expect(licensesInPage(Buffer.from(text))).toEqual([license]);
});

test('so is a literal in pieces, and one with references', () => {
  const pieces = text.match(/.{1,64}/g) ?? [];
  expect(licensesInPage(page(`a = "${pieces.join('" +\n  "')}";`))).toEqual([license]);
  expect(licensesInPage(page(`a = '${pieces.join(`'+'`)}';`))).toEqual([license]);
  for (const reference of ['&#43;', '&#x2b;', '&#x2B;'])
    expect(licensesInPage(page(`<INPUT value="${text.replaceAll('+', reference)}">`))).toEqual([
      license,
    ]);
});

test('so is base64 that is folded over lines', () => {
  const folded = (text.match(/.{1,76}/g) ?? []).join('\r\n    ');
  expect(licensesInPage(page(`<TEXTAREA>${folded}</TEXTAREA>`))).toEqual([license]);
});

test('all licenses are found, in their order', () => {
  const other = counted(200, 3);
  const found = licensesInPage(
    page(`a("${text}"); b("${Buffer.from(other).toString('base64')}"); c("${text}")`),
  );
  expect(found).toEqual([license, other, license]);
});

test('what is too short for a license is none', () => {
  for (const [length, count] of [
    [license1Bytes, 1],
    [license1Bytes - 1, 0],
    [license1Bytes - 3, 0],
  ] as const) {
    const written = Buffer.from(counted(length)).toString('base64');
    expect(licensesInPage(page(`a("${written}")`)), String(length)).toHaveLength(count);
    expect(licensesInPage(page(`a("${written.replace(/=+$/, '')}")`))).toHaveLength(count);
  }
});

test('a page without any has none', () => {
  expect(licensesInPage(new Uint8Array())).toEqual([]);
  expect(
    licensesInPage(page('2009:Unauthorized client request. Signature Verification Failure.')),
  ).toEqual([]);
  expect(licensesInPage(Buffer.from('word '.repeat(10_000)))).toEqual([]);
});

test('a license behind the first megabyte is not looked for', () => {
  const spaces = ' '.repeat(1024 * 1024 - text.length);
  expect(licensesInPage(Buffer.from(spaces + text))).toEqual([license]);
  expect(licensesInPage(Buffer.from(`${spaces}${' '.repeat(600)}${text}`))).toEqual([]);
});

test('a page that was made to take long is read in moments', () => {
  const pages = [
    '"'.repeat(1024 * 1024),
    `"${' '.repeat(1024 * 1024)}`,
    `${'A'.repeat(219)} `.repeat(5000),
  ];
  for (const hostile of pages) expect(licensesInPage(Buffer.from(hostile))).toEqual([]);
});

test('any page is read, and what is found is long enough', () => {
  const part = fc.oneof(
    fc.constantFrom('"', "'", '+', '&#43;', '=', 'A'.repeat(219), 'A'.repeat(221), text),
    fc.string({ unit: 'binary', maxLength: 5 }),
  );
  fc.assert(
    fc.property(fc.array(part, { maxLength: 10 }), parts => {
      for (const found of licensesInPage(Buffer.from(parts.join(''))))
        expect(found.length).toBeGreaterThanOrEqual(license1Bytes);
    }),
  );
});
