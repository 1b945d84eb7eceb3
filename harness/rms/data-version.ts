/** A capability version `a.b.c.d` of MS-RMSI 2.2.4.3: four numbers, the first weighing most. */
export type DataVersion = readonly [bigint, bigint, bigint, bigint];

/** The range that a VersionData element states. */
export interface VersionRange {
  readonly minimum: DataVersion;
  readonly maximum: DataVersion;
}

/** The largest number of one part that servers can be expected to hold: System.Version's Int32. */
export const largestPart = 2n ** 31n - 1n;

/** Reads `a.b.c.d`, decimal digits only; undefined when the text is not of that form. */
export function parseDataVersion(text: string): DataVersion | undefined {
  const match = /^(\d+)\.(\d+)\.(\d+)\.(\d+)$/.exec(text);
  if (match === null) return undefined;
  const [, a = '', b = '', c = '', d = ''] = match;
  return [BigInt(a), BigInt(b), BigInt(c), BigInt(d)];
}

/** Negative, zero or positive as `left` is below, equal to or above `right`; numeric, never text. */
export function compareDataVersions(left: DataVersion, right: DataVersion): number {
  for (const [index, part] of left.entries()) {
    const other = right[index] ?? 0n;
    if (part !== other) return part < other ? -1 : 1;
  }
  return 0;
}

/** `a.b.c.d`. */
export function formatDataVersion(version: DataVersion): string {
  return version.join('.');
}

/**
 * The next version above: one more at `part` (0 is the most major), the later parts zero. Used to
 * ask for what a server does not support.
 */
export function above(version: DataVersion, part: 0 | 1 | 2 | 3 = 3): DataVersion {
  const next = version.map((value, index) =>
    index < part ? value : index === part ? value + 1n : 0n,
  );
  return [next[0] ?? 0n, next[1] ?? 0n, next[2] ?? 0n, next[3] ?? 0n];
}
