import fc from 'fast-check';
import { above, formatDataVersion, type DataVersion, type VersionRange } from './data-version.ts';
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

const parts = [0, 1, 2, 3] as const;

/**
 * Versions at and around the edges of a server's range, and ones that compare otherwise as text:
 * `0.0.0.10` with `0.0.0.9`, and `1.10.0.0` with a server's `1.2.0.0`.
 */
export function derivedVersions({ minimum, maximum }: VersionRange): readonly string[] {
  const versions = [
    '0.0.0.0',
    '0.0.0.9',
    '0.0.0.10',
    '0.9.9.9',
    '1.0.0.0',
    formatDataVersion(minimum),
    formatDataVersion(maximum),
    ...parts.map(part => formatDataVersion(above(maximum, part))),
    ...parts.map(part => formatDataVersion(withLongerPart(maximum, part))),
    '99999999999.0.0.0',
  ];
  return [...new Set(versions)];
}

/** A version above, whose `part` has a digit more and starts with 1: as text it may sort below. */
function withLongerPart(version: DataVersion, part: (typeof parts)[number]): DataVersion {
  const digits = String(version[part]).length;
  const longer = 10n ** BigInt(digits) - 1n;
  const [a, b, c, d] = version.map((value, index) => (index === part ? longer : value));
  return above([a ?? 0n, b ?? 0n, c ?? 0n, d ?? 0n], part);
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
