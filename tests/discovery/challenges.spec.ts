import { expect, test } from '@playwright/test';
import { describeChallenges } from '../../harness/discovery/challenges.ts';
import { fc } from '../fast-check.ts';

const readChallenges = (headers: readonly string[]) =>
  describeChallenges(headers.map(value => ['www-authenticate', value] as const));

for (const [what, headers, schemes] of [
  ['several headers', ['Negotiate', 'NTLM'], ['Negotiate', 'NTLM']],
  ['several challenges in one header', ['Negotiate, NTLM'], ['Negotiate', 'NTLM']],
  [
    'parameters between them',
    ['Digest realm="a, b", nonce="x\\"y, Basic z", qop=auth, Basic realm=c, charset="UTF-8", NTLM'],
    ['Digest', 'Basic', 'NTLM'],
  ],
  [
    'a token in place of parameters',
    ['Negotiate oYG2MIGzoAMK==, NTLM TlRM='],
    ['Negotiate', 'NTLM'],
  ],
  ['schemes in any case', ['nTlM', 'NEGOTIATE'], ['NTLM', 'Negotiate']],
  ['a scheme that nobody registered', ['X-Contoso key="1"'], ['X-Contoso']],
  ['empty elements', [', ,Basic,,'], ['Basic']],
  ['nothing', ['', '  '], []],
  ['rubbish', ['="', ',"', '"Basic"', '@'], []],
  ['a quoted string without an end', ['Basic realm="x, NTLM'], ['Basic']],
] as const)
  test(what, () => {
    expect(readChallenges(headers).map(({ scheme }) => scheme)).toEqual(schemes);
  });

test('the realm is read, quoted or not, and shown without what a terminal would obey', () => {
  expect(readChallenges(['Basic realm="a \\"b\\", c", Digest Realm=d, nonce=e, realm=f'])).toEqual([
    { scheme: 'Basic', realm: 'a "b", c' },
    { scheme: 'Digest', realm: 'd' },
  ]);
  expect(readChallenges(['Basic realm="\u001b[31mred\u202e"'])).toEqual([
    { scheme: 'Basic', realm: '\\u{1b}[31mred\\u{202e}' },
  ]);
});

const token = fc.stringMatching(/^[A-Za-z][A-Za-z0-9-]{0,8}$/);
const challenge = fc.record({
  scheme: fc.constantFrom('Basic', 'Digest', 'Bearer', 'X-Other', 'Negotiate', 'NTLM'),
  realm: fc.option(fc.stringMatching(/^[ -~]{0,12}$/), { nil: undefined }),
  others: fc.array(fc.tuple(token, fc.stringMatching(/^[ -~]{0,8}$/)), { maxLength: 3 }),
});

function write(text: string): string {
  return `"${text.replace(/[\\"]/g, '\\$&')}"`;
}

test('what is written by the grammar is read back', () => {
  fc.assert(
    fc.property(fc.array(challenge, { maxLength: 6 }), fc.boolean(), (challenges, inOneHeader) => {
      const written = challenges.map(({ scheme, realm, others }) => {
        const parameters = [
          ...(realm === undefined ? [] : [`realm=${write(realm)}`]),
          ...others
            .filter(([name]) => name.toLowerCase() !== 'realm')
            .map(([name, value]) => `${name}=${write(value)}`),
        ];
        return [scheme, parameters.join(', ')].join(' ').trim();
      });
      expect(readChallenges(inOneHeader ? [written.join(', ')] : written)).toEqual(
        challenges.map(({ scheme, realm }) => ({
          scheme,
          ...(realm !== undefined && { realm: realm.replace(/\s+/g, ' ').trim() }),
        })),
      );
    }),
  );
});

test('whatever a server sends, there are few challenges, and nothing invisible in them', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: 'binary', maxLength: 200 })), headers => {
      const challenges = readChallenges(headers);
      expect(challenges.length).toBeLessThanOrEqual(20);
      for (const { scheme, realm = '' } of challenges)
        expect(scheme + realm).not.toMatch(/[\p{Cc}\p{Cf}]/u);
    }),
  );
  expect(readChallenges([`Basic ${'realm="x", '.repeat(100_000)}`]).length).toBeLessThan(3);
  expect(readChallenges(['__proto__ realm=x'])).toEqual([{ scheme: '__proto__', realm: 'x' }]);
});
