import fc from 'fast-check';
import { malformedVersions as fixtureVersions } from '../wsdl/malformed-versions.ts';
import {
  above,
  compareDataVersions,
  formatDataVersion,
  type DataVersion,
  type VersionRange,
} from './data-version.ts';
import { predict, type Prediction, type VersionRequest } from './negotiation-model.ts';
import type { OperationName } from './operations.ts';
import type { Answer } from './session.ts';

/** One range that was tried: what the model says of it, and what came back. */
export interface SweepAnswer extends Answer {
  readonly operation: OperationName;
  readonly request: VersionRequest;
  readonly prediction: Prediction;
  /** For messages: the range as it was asked for. */
  readonly what: string;
}

/** Whether a request's versions are no version numbers, so that 3.1.4.2 has it refused. */
export function isMalformed({ prediction }: SweepAnswer): boolean {
  return prediction.outcome === 'malformed';
}

/** How many random ranges are tried besides all pairs of the derived values. */
export const randomRanges = 100;

const { overflow, ...notVersions } = fixtureVersions;

/** Strings that are no version numbers (2.2.4.3: `a.b.c.d`). */
export const malformedVersions: readonly string[] = Object.values(notVersions);

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
    overflow,
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

/**
 * All requests of the sweep, in order: every pair of versions, each malformed value on either side of
 * the edges and of itself, then random ranges from the seed.
 */
export function sweepRequests(server: VersionRange, seed: number): readonly VersionRequest[] {
  const values = derivedVersions(server);
  const pairs = values.flatMap(minimum => values.map(maximum => ({ minimum, maximum })));
  const edges = [server.minimum, server.maximum, above(server.maximum)].map(formatDataVersion);
  const malformed = malformedVersions.flatMap(value => [
    { minimum: value, maximum: value },
    ...edges.flatMap(edge => [
      { minimum: value, maximum: edge },
      { minimum: edge, maximum: value },
    ]),
  ]);
  return [
    ...pairs,
    ...malformed,
    ...fc.sample(arbitraryRange(server), { seed, numRuns: randomRanges }),
  ];
}

/** The edges of a range alone: for the interfaces besides the one that the whole sweep is sent to. */
export function edgeRequests(server: VersionRange): readonly VersionRequest[] {
  const [minimum, maximum] = [formatDataVersion(server.minimum), formatDataVersion(server.maximum)];
  const tooHigh = formatDataVersion(above(server.maximum));
  return [
    { minimum, maximum },
    { minimum: maximum, maximum },
    { minimum: '0.0.0.10', maximum },
    { minimum, maximum: tooHigh },
    { minimum: tooHigh, maximum: tooHigh },
    { minimum: maximum, maximum: '0.0.0.9' },
    ...malformedVersions.slice(0, 2).map(malformed => ({ minimum: malformed, maximum })),
    ...malformedVersions.slice(0, 2).map(malformed => ({ minimum, maximum: malformed })),
  ];
}

/** What the model says about each request to an operation. */
export function withPredictions(
  server: VersionRange,
  operation: OperationName,
  requests: readonly VersionRequest[],
): readonly Omit<SweepAnswer, keyof Answer>[] {
  return requests.map(request => ({
    operation,
    request,
    prediction: predict(server, request),
    what: `${operation} with MinimumVersion "${request.minimum}", MaximumVersion "${request.maximum}"`,
  }));
}

/** Half of the ranges are supported, and half lie anywhere near: most of those are refused. */
function arbitraryRange(server: VersionRange): fc.Arbitrary<VersionRequest> {
  const atMost = arbitraryVersionUpTo(server.maximum);
  const supported = fc.tuple(atMost, atMost).map(pair => {
    const [minimum, maximum] = pair.sort(compareDataVersions);
    return { minimum, maximum: higher(maximum, server.minimum) };
  });
  const [a, b, c, d] = server.maximum;
  const near = fc.tuple(...([a, b, c, d] as const).map(part => fc.bigInt(0n, part + 2n)));
  const anywhere = fc.record({ minimum: near, maximum: near });
  return fc.oneof(supported, anywhere).map(({ minimum, maximum }) => ({
    minimum: minimum.join('.'),
    maximum: maximum.join('.'),
  }));
}

/** Versions not above this one; they agree with it up to some part, and are lower there. */
function arbitraryVersionUpTo(highest: DataVersion): fc.Arbitrary<DataVersion> {
  const lowered = parts
    .filter(index => highest[index] > 0n)
    .map(index => {
      const part = (position: (typeof parts)[number]) =>
        position < index
          ? fc.constant(highest[position])
          : fc.bigInt(0n, position === index ? highest[position] - 1n : 99_999n);
      return fc.tuple(part(0), part(1), part(2), part(3));
    });
  return fc.oneof(fc.constant(highest), ...lowered);
}

function higher(left: DataVersion, right: DataVersion): DataVersion {
  return compareDataVersions(left, right) < 0 ? right : left;
}
