import { expect, test } from '@playwright/test';
import { parseDataVersion, type VersionRange } from '../../harness/rms/data-version.ts';
import {
  derivedVersions,
  edgeRequests,
  malformedVersions,
  randomRanges,
  sweepRequests,
  withPredictions,
} from '../../harness/rms/sweep.ts';

const windows: VersionRange = { minimum: [1n, 0n, 0n, 0n], maximum: [1n, 2n, 0n, 0n] };
const single: VersionRange = { minimum: [1n, 0n, 0n, 0n], maximum: [1n, 0n, 0n, 0n] };
const other: VersionRange = { minimum: [2n, 9n, 0n, 7n], maximum: [9n, 99n, 5n, 12_345n] };

test('one seed asks the same, another something else', () => {
  for (const server of [windows, other]) {
    expect(sweepRequests(server, 42)).toEqual(sweepRequests(server, 42));
    expect(sweepRequests(server, 42)).not.toEqual(sweepRequests(server, 43));
  }
});

test('every pair of versions is asked, malformed values at the edges, and at least 100 random ranges', () => {
  const values = derivedVersions(windows);
  const asked = sweepRequests(windows, 1);
  const pairs = new Set(asked.map(({ minimum, maximum }) => `${minimum}|${maximum}`));
  for (const minimum of values)
    for (const maximum of values) expect(pairs).toContain(`${minimum}|${maximum}`);
  for (const malformed of malformedVersions)
    for (const edge of ['1.0.0.0', '1.2.0.0', '1.2.0.1', malformed]) {
      expect(pairs).toContain(`${malformed}|${edge}`);
      expect(pairs).toContain(`${edge}|${malformed}`);
    }
  expect(randomRanges).toBeGreaterThanOrEqual(100);
  expect(asked).toHaveLength(values.length ** 2 + 7 * malformedVersions.length + randomRanges);
});

test('the derived values lie at the edges, and compare otherwise as text', () => {
  for (const server of [windows, other]) {
    const values = derivedVersions(server);
    expect(new Set(values).size).toBe(values.length);
    expect(values.every(value => parseDataVersion(value) !== undefined)).toBe(true);
    for (const edge of [server.minimum, server.maximum]) expect(values).toContain(edge.join('.'));
    const highest = server.maximum.join('.');
    const misjudged = withPredictions(
      server,
      'AcquireContentKey',
      values.map(value => ({ minimum: value, maximum: value })),
    ).filter(
      ({ prediction, request }) => prediction.outcome === 'refused' && request.maximum < highest,
    );
    expect(misjudged.length).toBeGreaterThan(0);
  }
  expect(derivedVersions(windows)).toEqual(
    expect.arrayContaining(['1.2.0.1', '1.2.1.0', '1.3.0.0', '2.0.0.0', '1.10.0.0', '10.0.0.0']),
  );
});

test('the edges of a range are asked of every interface, each outcome among them', () => {
  for (const server of [windows, other, single]) {
    const predicted = withPredictions(server, 'Precertify', edgeRequests(server));
    const outcomes = new Set(predicted.map(({ prediction }) => prediction.outcome));
    expect([...outcomes].sort()).toEqual(['accepted', 'malformed', 'refused']);
  }
});

test('no malformed value is a version', () => {
  expect(malformedVersions.filter(value => parseDataVersion(value) !== undefined)).toEqual([]);
});

test('the random ranges are accepted and refused in comparable numbers', () => {
  for (const server of [windows, other, single]) {
    const random = sweepRequests(server, 7).slice(-randomRanges);
    const outcomes = withPredictions(server, 'Precertify', random).map(
      ({ prediction }) => prediction.outcome,
    );
    for (const outcome of ['accepted', 'refused'])
      expect(outcomes.filter(value => value === outcome).length).toBeGreaterThanOrEqual(25);
    expect(outcomes).not.toContain('malformed');
  }
});

test('each request says in words what it asked for', () => {
  const [first] = withPredictions(windows, 'Precertify', [{ minimum: '1.0.0.0', maximum: '' }]);
  expect(first?.what).toBe('Precertify with MinimumVersion "1.0.0.0", MaximumVersion ""');
});
