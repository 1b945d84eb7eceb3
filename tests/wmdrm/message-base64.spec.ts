import { expect, test } from '@playwright/test';
import { decodeMessageBase64, encodeMessageBase64 } from '../../harness/wmdrm/message-base64.ts';
import { wmdrmAssumptions } from '../../harness/wmdrm/wmdrm-assumptions.ts';
import { fc } from '../fast-check.ts';

const alphabets = wmdrmAssumptions['base64-alphabet'].choices;
const content = fc.uint8Array({ minLength: 1 });

test('base64 is read in the standard alphabet and in those with stand-ins', () => {
  fc.assert(
    fc.property(content, bytes => {
      const standard = Buffer.from(bytes).toString('base64');
      const spellings = [
        standard,
        standard.replace(/=+$/, ''),
        Buffer.from(bytes).toString('base64url'),
        standard.replaceAll('+', '!').replaceAll('/', '*'),
        standard.replace(/.{3}/g, '$&\r\n'),
        ` \t${standard}\0`,
      ];
      for (const spelling of spellings)
        expect(decodeMessageBase64(spelling)).toEqual(new Uint8Array(bytes));
    }),
  );
});

test('what is written in any alphabet is read, and is padded and on one line', () => {
  fc.assert(
    fc.property(content, fc.constantFrom(...alphabets), (bytes, alphabet) => {
      const text = encodeMessageBase64(bytes, alphabet);
      expect(text.length % 4).toBe(0);
      expect(text).toMatch(/^[^\s]+$/);
      expect(decodeMessageBase64(text)).toEqual(new Uint8Array(bytes));
    }),
  );
});

test('each alphabet has its two characters', () => {
  const bytes = Uint8Array.of(0xfb, 0xff, 0xbf, 0xfb);
  const written = Object.fromEntries(
    alphabets.map(alphabet => [alphabet, encodeMessageBase64(bytes, alphabet)]),
  );
  expect(written).toEqual({
    standard: '+/+/+w==',
    'exclamation-asterisk': '!*!*!w==',
    url: '-_-_-w==',
  });
  expect(encodeMessageBase64(new Uint8Array(), 'standard')).toBe('');
});

for (const text of ['', ' ', '=', '==', 'a b?', '<xml/>', 'abc=d', 'ab====', '%2B', 'a.b', 'é'])
  test(`${JSON.stringify(text)} is no base64`, () => {
    expect(decodeMessageBase64(text)).toBeUndefined();
  });

test('a last character that is not even one byte is no base64', () => {
  for (const text of ['A', 'A=', 'A==', 'ABCDE', 'ABCDE==', 'ABCD\nEFGH\nI'])
    expect(decodeMessageBase64(text), text).toBeUndefined();
});

test('whatever the text, it is base64 or not, and nothing is thrown', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), text => {
      const bytes = decodeMessageBase64(text);
      expect(bytes === undefined || bytes instanceof Uint8Array).toBe(true);
    }),
  );
});
