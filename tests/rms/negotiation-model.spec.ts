import { expect, test } from '@playwright/test';
import { parseDataVersion, type VersionRange } from '../../harness/rms/data-version.ts';
import { predict, type Prediction } from '../../harness/rms/negotiation-model.ts';

const malformed = 'MalformedDataVersionException';
const unsupported = 'UnsupportedDataVersionException';
const int32 = 2_147_483_647;

/**
 * The rules of 3.1.4.1 and 3.1.4.2 once more, written from the document and not from the model, over
 * versions as zero-padded text: of equal length, text compares as numbers do.
 */
function oracle(serverMinimum: string, serverMaximum: string, minimum: string, maximum: string) {
  const padded = (text: string) => {
    const parts = text.split('.');
    const fine = parts.length === 4 && parts.every(part => part !== '' && !/[^0-9]/.test(part));
    return fine ? parts.map(part => part.padStart(20, '0')).join('') : undefined;
  };
  const [low, high] = [padded(minimum), padded(maximum)];
  const tooHigh = high !== undefined && high > (padded(serverMaximum) ?? '');
  if (low === undefined || high === undefined)
    return { outcome: 'malformed', allowed: tooHigh ? [malformed, unsupported] : [malformed] };
  const reversed = low > high;
  const huge = `${minimum}.${maximum}`.split('.').some(part => Number(part) > int32);
  if (reversed || tooHigh) {
    const allowed = new Set<string>();
    if (reversed || huge) allowed.add(malformed);
    if (tooHigh) allowed.add(unsupported);
    return { outcome: 'refused', allowed: [...allowed] };
  }
  const below = high < (padded(serverMinimum) ?? '');
  return { outcome: huge || below ? 'open' : 'accepted', allowed: [] };
}

const small = ['0', '1', '2', '10'];
const versions = [
  ...small.flatMap(a => small.flatMap(b => small.map(d => `${a}.${b}.0.${d}`))),
  ...['1.2.3.4', '1.2.4.0', '1.2.3.10', '09.1.0.0', '2147483647.0.0.0', '2147483648.0.0.0'],
  ...['0.0.0.99999999999', '', '1.0', '1.0.0.0.0', 'a.b.c.d', '-1.0.0.0', ' 1.0.0.0', '1..0.0'],
];
const servers = [
  ['1.0.0.0', '1.2.0.0'],
  ['1.0.0.0', '1.0.0.0'],
  ['0.0.0.0', '10.2.0.1'],
  ['1.2.3.4', '2.10.0.0'],
] as const;

for (const [serverMinimum, serverMaximum] of servers)
  test(`the model agrees with an oracle for a server of ${serverMinimum} to ${serverMaximum}`, () => {
    const server: VersionRange = {
      minimum: parseDataVersion(serverMinimum) ?? [0n, 0n, 0n, 0n],
      maximum: parseDataVersion(serverMaximum) ?? [0n, 0n, 0n, 0n],
    };
    const disagreements: string[] = [];
    const outcomes = new Set<Prediction['outcome']>();
    for (const minimum of versions)
      for (const maximum of versions) {
        const predicted = predict(server, { minimum, maximum });
        const { outcome, allowed } = oracle(serverMinimum, serverMaximum, minimum, maximum);
        outcomes.add(predicted.outcome);
        const same =
          predicted.outcome === outcome &&
          [...predicted.exceptions].sort().join() === [...allowed].sort().join();
        if (!same) disagreements.push(`${minimum} to ${maximum}: ${predicted.outcome}, ${outcome}`);
      }
    expect(disagreements).toEqual([]);
    expect([...outcomes]).toEqual(expect.arrayContaining(['accepted', 'refused', 'malformed']));
  });

test('the examples of the document', () => {
  const server: VersionRange = { minimum: [1n, 0n, 0n, 0n], maximum: [1n, 2n, 0n, 0n] };
  const of = (minimum: string, maximum: string) => predict(server, { minimum, maximum });
  expect(of('1.0.0.0', '1.0.0.0')).toEqual({ outcome: 'accepted', exceptions: [] });
  expect(of('1.0.0.0', '1.2.0.1')).toEqual({ outcome: 'refused', exceptions: [unsupported] });
  expect(of('1.1.0.0', '1.0.0.0')).toEqual({ outcome: 'refused', exceptions: [malformed] });
  expect(of('9.0.0.0', '8.0.0.0').exceptions).toEqual([malformed, unsupported]);
  expect(of('1.0', '1.0.0.0')).toEqual({ outcome: 'malformed', exceptions: [malformed] });
  expect(of('0.0.0.1', '0.0.0.2')).toEqual({ outcome: 'open', exceptions: [] });
});
