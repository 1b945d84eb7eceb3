import { expect, test } from '@playwright/test';
import { bytesOfText, type TextFacts } from '../../harness/recordings/text-bytes.ts';
import { fc } from '../fast-check.ts';

const given = (text: string, lengths: readonly number[], charset?: string) => {
  const facts: TextFacts = { lengths, ...(charset !== undefined && { charset }) };
  const { bytes, exact } = bytesOfText(text, facts);
  return { bytes: Buffer.from(bytes), exact };
};

const text = '<a>é €</a>';
const utf16 = Buffer.from(`\ufeff<a>x</a>`, 'utf16le');

for (const [how, bytes, decoded] of [
  ['UTF-8', Buffer.from(text), text],
  ['UTF-8 whose mark was dropped', Buffer.from(`\ufeff${text}`), text],
  ['ISO-8859-1', Buffer.from('<a>é</a>', 'latin1'), '<a>é</a>'],
  ['UTF-16LE', Buffer.from(text, 'utf16le'), text],
  ['UTF-16LE whose mark was dropped', Buffer.from(`\ufeff${text}`, 'utf16le'), text],
  ['UTF-16LE with its mark', Buffer.from(`\ufeff${text}`, 'utf16le'), `\ufeff${text}`],
  ['UTF-16LE read as UTF-8', utf16, utf16.toString('utf8')],
  ['UTF-16LE without a mark read as UTF-8', utf16.subarray(2), utf16.toString('utf8').slice(2)],
  ['bytes as surrogates', Buffer.from('<a>\xff</a>', 'latin1'), '<a>\udcff</a>'],
] as const)
  test(`${how} comes back by its length`, () => {
    expect(given(decoded, [bytes.length])).toEqual({ bytes, exact: true });
    expect(given(decoded, [1]).exact).toBe(false);
  });

test('what was replaced is lost, whatever the length', () => {
  for (const length of [0, 3, 5, 7, 9])
    expect(given('<a>\ufffd', length === 0 ? [] : [length], 'utf-8').exact).toBe(false);
});

for (const [what, value, charset, exact] of [
  ['ASCII', '<a/>', undefined, true],
  ['ASCII that says UTF-16', '<a/>', 'utf-16', false],
  ['UTF-8 that says so', text, 'UTF-8', true],
  ['signs beyond ASCII of which nobody says anything', text, undefined, false],
  ['a byte that is no UTF-8', '<a>\udc80', undefined, true],
  ['half a surrogate pair', '<a>\ud800', 'utf-8', false],
] as const)
  test(`without a length, ${what} is ${exact ? '' : 'not '}exact`, () => {
    expect(given(value, [], charset).exact).toBe(exact);
  });

test('bytes that a tool read as UTF-8 are given back, or said to be lost', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 40 }), bytes => {
      const decoded = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
      const found = given(decoded, [bytes.length]);
      if (found.exact && bytes.length > 0) expect([...found.bytes]).toEqual([...bytes]);
    }),
  );
});
