import { expect, test } from '@playwright/test';
import { soapVersions } from '../../harness/soap/version.ts';
import { startReferenceServer, type ReferenceServer } from '../../reference/rms/server.ts';
import { fc } from '../fast-check.ts';
import { announced, entry, exceptionOf, message, post, versionData, withParams } from './client.ts';
import { licenseFor, serverState } from './licences.ts';

const core = 'Microsoft.DigitalRightsManagement.Core';
const malformed = `${core}.MalformedDataVersionException`;
const unsupported = `${core}.UnsupportedDataVersionException`;
const argumentNull = 'System.ArgumentNullException';

let server: ReferenceServer;
let body: string;

test.beforeAll(async () => {
  const state = serverState('mode1');
  server = await startReferenceServer({ deployments: [{ name: 'tested', state }] });
  body = withParams(entry(licenseFor(state).license));
});
test.afterAll(() => server.close());

/** The exception that answers a request with this header, or 'accepted'. */
async function outcome(header: string, version: (typeof soapVersions)[number]): Promise<string> {
  const url = `${server.urls['tested'] ?? ''}/decommission/decommission.asmx`;
  const answer = await post(url, version, message(version, header, body));
  expect(announced(answer)).toEqual(['MinimumVersion 1.0.0.0', 'MaximumVersion 1.2.0.0']);
  return answer.status === 200 ? 'accepted' : (exceptionOf(answer) ?? 'a fault without type');
}

const ranges: readonly (readonly [minimum: string, maximum: string, expected: string])[] = [
  ['1.0.0.0', '1.0.0.0', 'accepted'],
  ['1.0.0.0', '1.2.0.0', 'accepted'],
  ['1.2.0.0', '1.2.0.0', 'accepted'],
  ['0.0.0.0', '0.9.0.0', 'accepted'],
  ['1.0.0.0', '1.2.0.1', unsupported],
  ['1.0.0.0', '1.10.0.0', unsupported],
  ['2.0.0.0', '10.0.0.0', unsupported],
  ['1.1.0.0', '1.0.0.0', malformed],
  ['1.0.0.1', '1.0.0.0', malformed],
  ['1.10.0.0', '1.2.0.0', malformed],
  ['3.0.0.0', '2.0.0.0', malformed],
  ['1.0.0.0', '01.1.0.0', 'accepted'],
];

const noVersions = [
  '1.0',
  '1.0.0',
  '1.0.0.0.0',
  'a.b.c.d',
  '-1.0.0.0',
  ' 1.0.0.0',
  '1.0.0.0 ',
  '1..0.0',
  '99999999999.0.0.0',
  '',
  '1,0,0,0',
  '１.0.0.0',
  '1.0.0.0\n',
  '0x1.0.0.0',
  '1e0.0.0.0',
];

for (const version of soapVersions) {
  for (const [minimum, maximum, expected] of ranges)
    test(`${minimum} to ${maximum} is ${expected} (${version})`, async () => {
      expect(await outcome(versionData(minimum, maximum), version)).toBe(expected);
    });

  for (const text of noVersions)
    test(`${JSON.stringify(text)} is malformed, as minimum and as maximum (${version})`, async () => {
      expect(await outcome(versionData(text, '1.0.0.0'), version)).toBe(malformed);
      expect(await outcome(versionData('1.0.0.0', text), version)).toBe(malformed);
    });

  test(`a range that is absent or half there is null input (${version})`, async () => {
    const whole = versionData();
    const half = [
      whole.replace(/<MinimumVersion>.*<\/MinimumVersion>/, ''),
      whole.replace(/<MaximumVersion>.*<\/MaximumVersion>/, ''),
      whole.replace('<MaximumVersion>1.0.0.0</MaximumVersion>', '<MaximumVersion xsi:nil="true"/>'),
      whole.replace(/<M.*<\/M[^>]*>/, ''),
    ];
    const elsewhere = versionData('1.0.0.0', '1.0.0.0', 'urn:elsewhere');
    for (const header of ['', elsewhere, ...half]) {
      expect(header).not.toBe(whole);
      expect(await outcome(header, version), header).toBe(argumentNull);
    }
  });
}

test('random ranges are answered as an independent model of the four numbers predicts', async () => {
  const part = fc.oneof(fc.nat(3), fc.nat(12), fc.nat(2 ** 31 - 1));
  const four = fc.tuple(fc.constantFrom(0, 1, 1, 1, 2), part, part, part);
  const near = fc.constantFrom([1, 2, 0, 0], [1, 2, 0, 1], [1, 1, 9, 9], [1, 0, 0, 0]);
  // One big number per version: no comparison part by part, so no shared mistake.
  const value = (parts: readonly number[]): bigint =>
    parts.reduce((sum, digit) => sum * 2n ** 31n + BigInt(digit), 0n);
  const model = (minimum: readonly number[], maximum: readonly number[]): string => {
    if (value(minimum) > value(maximum)) return malformed;
    return value(maximum) > value([1, 2, 0, 0]) ? unsupported : 'accepted';
  };
  const seen = new Set<string>();
  await fc.assert(
    fc.asyncProperty(
      fc.oneof(four, near),
      fc.oneof(four, near),
      fc.constantFrom(...soapVersions),
      async (minimum, maximum, version) => {
        const expected = model(minimum, maximum);
        seen.add(expected);
        const header = versionData(minimum.join('.'), maximum.join('.'));
        expect(await outcome(header, version)).toBe(expected);
      },
    ),
    { numRuns: 300, seed: 20240423 },
  );
  expect([...seen].sort()).toEqual([malformed, unsupported, 'accepted'].sort());
});
