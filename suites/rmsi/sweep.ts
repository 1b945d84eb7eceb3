import fc from 'fast-check';
import { above, formatDataVersion, type VersionRange } from './data-version.ts';
import { predict, type Prediction, type VersionRequest } from './negotiation-model.ts';
import type { Answer } from './session.ts';

/** One range that was tried: what the model says of it, and what came back. */
export interface SweepAnswer extends Answer {
  readonly request: VersionRequest;
  readonly prediction: Prediction;
  /** For messages: the range as it was asked for. */
  readonly what: string;
}

/** How many random ranges are tried besides all pairs of the derived values. */
export const randomRanges = 100;

/** Strings that are no version numbers (2.2.4.3: `a.b.c.d`). */
export const malformedVersions = [
  '',
  '1.0',
  '1.0.0',
  '1.0.0.0.0',
  'a.b.c.d',
  '-1.0.0.0',
  ' 1.0.0.0',
  '1..0.0',
] as const;

/** Versions at and around the edges of a server's range, and ones that compare otherwise as text. */
export function derivedVersions({ minimum, maximum }: VersionRange): readonly string[] {
  const [major, minor, build, revision] = maximum;
  const versions = [
    '0.0.0.0',
    '0.9.9.9',
    '1.0.0.0',
    formatDataVersion(minimum),
    formatDataVersion(maximum),
    ...([0, 1, 2, 3] as const).map(part => formatDataVersion(above(maximum, part))),
    `${major}.${minor}.${build}.${revision + 10n}`,
    `${major}.${minor * 10n + 10n}.0.0`,
    `${major * 10n + 10n}.0.0.0`,
    '99999999999.0.0.0',
  ];
  return [...new Set(versions)];
}

/** All requests of the sweep, in order: every pair of values, then random ranges from the seed. */
export function sweepRequests(server: VersionRange, seed: number): readonly VersionRequest[] {
  const values = [...derivedVersions(server), ...malformedVersions];
  const pairs = values.flatMap(minimum => values.map(maximum => ({ minimum, maximum })));
  return [...pairs, ...fc.sample(arbitraryRange(server), { seed, numRuns: randomRanges })];
}

/** What the model says about each. */
export function withPredictions(
  server: VersionRange,
  requests: readonly VersionRequest[],
): readonly { request: VersionRequest; prediction: Prediction; what: string }[] {
  return requests.map(request => ({
    request,
    prediction: predict(server, request),
    what: `MinimumVersion "${request.minimum}", MaximumVersion "${request.maximum}"`,
  }));
}

/** Ranges whose parts lie near the server's, so that about half of them should be accepted. */
function arbitraryRange(server: VersionRange): fc.Arbitrary<VersionRequest> {
  const near = (part: bigint) => fc.bigInt({ min: 0n, max: part + 2n });
  const [a, b, c, d] = server.maximum;
  const version = fc
    .oneof(
      fc.tuple(near(a), near(b), near(c), near(d)),
      fc.tuple(near(a), fc.nat({ max: 99 }), fc.nat({ max: 99 }), fc.nat({ max: 99_999 })),
    )
    .map(parts => parts.join('.'));
  return fc.record({ minimum: version, maximum: version });
}
