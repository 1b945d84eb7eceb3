import { expect, test } from '@playwright/test';
import {
  mechanismsOf,
  readChallenges,
  tokenOf,
} from '../../../harness/transport/authentication/challenges.ts';
import { fc } from '../../fast-check.ts';

const of = (...values: readonly string[]) =>
  readChallenges(
    values.map(value => ['www-authenticate', value] as const),
    'www-authenticate',
  );

for (const [values, expected] of [
  [
    ['Negotiate', 'NTLM'],
    [{ scheme: 'Negotiate' }, { scheme: 'NTLM' }],
  ],
  [['Negotiate, NTLM'], [{ scheme: 'Negotiate' }, { scheme: 'NTLM' }]],
  [['NTLM TlRMTVNTUAAC+/=='], [{ scheme: 'NTLM', token: 'TlRMTVNTUAAC+/==' }]],
  [
    ['Basic realm="a, NTLM \\", Digest", charset="UTF-8", Bearer'],
    [{ scheme: 'Basic', realm: 'a, NTLM ", Digest' }, { scheme: 'Bearer' }],
  ],
  [['Digest qop=auth, nonce="x"'], [{ scheme: 'Digest' }]],
  [['', ',', '=', '"', 'a b c'], []],
] as const)
  test(`the challenges of ${values.join(' | ')}`, () => {
    expect(of(...values)).toEqual(expected);
  });

test('other headers are none', () => {
  expect(readChallenges([['proxy-authenticate', 'Basic']], 'www-authenticate')).toEqual([]);
});

test("a mechanism's token, whatever the case of its name", () => {
  expect(tokenOf(of('negotiate', 'ntlm QUJD'), 'NTLM')).toBe('QUJD');
  expect(tokenOf(of('negotiate'), 'Negotiate')).toBe('');
  expect(tokenOf(of('negotiate'), 'NTLM')).toBeUndefined();
});

test('names are bounded, in length and number', () => {
  const many = Array.from(
    { length: 100 },
    (_, index) => `${'x'.repeat(30)}${index % 3}, A${index}`,
  );
  const names = mechanismsOf(of(...many));
  expect(names).toHaveLength(8);
  expect(Math.max(...names.map(name => name.length))).toBe(20);
});

test('whatever a server sends is read without an error', () => {
  const part = fc.constantFrom('NTLM', ' ', ',', '=', '"', '\\', 'a', 'realm="x"', '\t', 'QUJD==');
  const hostile = fc.oneof(
    fc.string(),
    fc.array(part, { maxLength: 30 }).map(parts => parts.join('')),
  );
  fc.assert(
    fc.property(hostile, value => {
      for (const { scheme } of of(value)) expect(scheme).toMatch(/^[^\s,"=]+$/);
    }),
  );
});
