import { expect, test } from '@playwright/test';
import { attribute } from '../../harness/xml/element.ts';
import { escapeAttribute, escapeText } from '../../harness/xml/escape.ts';
import { parseXml } from '../../harness/xml/parse.ts';
import { fc } from '../fast-check.ts';

/** Every character that XML 1.0 can hold (section 2.2), the awkward ones often. */
const character = fc.oneof(
  fc.constantFrom(
    '&',
    '<',
    '>',
    '"',
    "'",
    '\t',
    '\n',
    '\r',
    ']]>',
    ' ',
    '\u0085',
    '\u2028',
    '\ufffd',
  ),
  fc
    .integer({ min: 0x20, max: 0x10_ff_ff })
    .filter(code => !(code >= 0xd800 && code <= 0xdfff) && code !== 0xfffe && code !== 0xffff)
    .map(code => String.fromCodePoint(code)),
);
const value = fc.array(character).map(characters => characters.join(''));

test('text comes back as it was', () => {
  fc.assert(
    fc.property(value, text => {
      expect(parseXml(Buffer.from(`<a>${escapeText(text)}</a>`)).text).toBe(text);
    }),
  );
});

test('an attribute comes back as it was', () => {
  fc.assert(
    fc.property(value, text => {
      const root = parseXml(Buffer.from(`<a b="${escapeAttribute(text)}"/>`));
      expect(attribute(root, 'b')).toBe(text);
    }),
  );
});

test('what needs no escape is left alone', () => {
  expect(escapeText(`a "b" 'c'\n`)).toBe(`a "b" 'c'\n`);
  expect(escapeText('a<b>&\r')).toBe('a&lt;b&gt;&amp;&#13;');
  expect(escapeAttribute('a"\n')).toBe('a&quot;&#10;');
});

for (const [text, name] of [
  ['\0', 'U+0000'],
  ['a\u001bb', 'U+001B'],
  ['\ufffe', 'U+FFFE'],
  ['\ud800', 'U+D800'],
] as const)
  test(`${name} cannot be escaped`, () => {
    const message = `Expected characters that XML 1.0 can hold; ${name} is none.`;
    expect(() => escapeText(text)).toThrow(new RangeError(message));
    expect(() => escapeAttribute(text)).toThrow(new RangeError(message));
  });
