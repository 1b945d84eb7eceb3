import type { NewRecording, Removal } from '../harness/recordings/recording.ts';

/** What is told of a recording that was written. */
export interface RecordingRow {
  readonly name: string;
  readonly protocol: string;
  readonly operation: string;
  /** Left out where no answer was recorded. */
  readonly status?: number;
  readonly exact: boolean;
  readonly removed: readonly Removal[];
  readonly warnings: readonly string[];
}

/** The row of a recording; `name` is its folder's. */
export function rowOf(
  name: string,
  { protocol, operation, request, response, removed, warnings }: NewRecording,
): RecordingRow {
  return {
    name,
    protocol,
    operation,
    ...(response !== undefined && { status: response.status }),
    exact: request.exact,
    removed,
    warnings,
  };
}

/** The recordings as a table, and below it all that somebody has to look at. */
export function renderRecordings(rows: readonly RecordingRow[], folder: string): string {
  const table = [
    ['recording', 'protocol', 'operation', 'status', 'removed'],
    ...rows.map(({ name, protocol, operation, status, removed }) => [
      name,
      protocol,
      operation,
      String(status ?? 'none'),
      String(removed.length),
    ]),
  ];
  const widths = (table[0] ?? []).map((_, column) =>
    Math.max(...table.map(cells => (cells[column] ?? '').length)),
  );
  const lines = table.map(cells =>
    cells
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
  const review = rows.flatMap(reviewOf);
  return [
    ...lines,
    ...(review.length === 0 ? [] : ['', 'for review:', ...review]),
    '',
    `recordings: ${folder}`,
  ].join('\n');
}

/** What was removed, what stays, and what is not as it was on the wire. */
export function reviewOf({ name, exact, removed, warnings }: RecordingRow): readonly string[] {
  return [
    ...removed.map(({ from, name: what, why }) => `  ${name}: removed ${from} ${what} (${why})`),
    ...warnings.map(text => `  ${name}: ${text}`),
    ...(exact
      ? []
      : [
          `  ${name}: the request is not byte for byte what was sent, so it can't be replayed; record it with another tool, or with assay record.`,
        ]),
  ];
}
