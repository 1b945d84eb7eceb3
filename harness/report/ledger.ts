import type { SoapVersion } from '../soap/version.ts';

/** What a server can issue; `something` is what could not be read, or is none of the others. */
export const grantKinds = [
  'account key',
  'account certificate',
  'use license',
  'publishing license',
  'PlayReady license',
  'WMDRM license',
  'domain certificate',
  'content key',
  'something',
] as const;
export type GrantKind = (typeof grantKinds)[number];

/** What a reply says that the server has issued. All but the kind is as the server wrote it. */
export interface Grant {
  readonly kind: GrantKind;
  /** GUID of the certificate, of a publishing license that of its work. */
  readonly id?: string;
  /** Address of the user, or the user's ID where there is none; of a publishing license its owner. */
  readonly issuedTo?: string;
  /** ISO 8601, UTC. */
  readonly validUntil?: string;
}

/** One thing that a run had a server issue. */
export interface LedgerRow extends Grant {
  readonly operation: string;
  readonly fixture: string;
  readonly deployment: string;
  readonly url: string;
  readonly soap?: SoapVersion;
  /** Whose check sent the request; left out for what was sent before the first check. */
  readonly requirement?: string;
  readonly project?: string;
  /** When the reply had come; ISO 8601, UTC. */
  readonly at: string;
}

/** Everything that a run caused on the server. */
export interface Ledger {
  /** By kind, also what stands in no row. */
  readonly totals: Readonly<Record<GrantKind, number>>;
  /** In order of time, at most {@link mostRows}. */
  readonly rows: readonly LedgerRow[];
  /** How many things stand in no row. */
  readonly omitted: number;
}

/** Rows that results.json holds. */
export const mostRows = 10_000;

/** Nothing was issued. */
export const emptyLedger: Ledger = makeLedger([]);

/**
 * Makes a ledger of rows, in whatever order: sorts them, counts each user's account key once, and cuts
 * them after {@link mostRows}.
 *
 * @param omitted - things that are known to be in no row, by kind
 */
export function makeLedger(
  found: readonly LedgerRow[],
  omitted: Partial<Record<GrantKind, number>> = {},
): Ledger {
  const sorted = onceByUser([...found].sort((left, right) => compare(left.at, right.at)));
  const rows = sorted.slice(0, mostRows);
  const totals = Object.fromEntries(
    grantKinds.map(kind => [
      kind,
      sorted.filter(row => row.kind === kind).length + (omitted[kind] ?? 0),
    ]),
  ) as Record<GrantKind, number>;
  return { totals, rows, omitted: sum(totals) - rows.length };
}

/** Joins the ledgers of parts of a run; a user's account key that stands in several counts once. */
export function joinLedgers(ledgers: readonly Ledger[]): Ledger {
  const omitted = Object.fromEntries(
    grantKinds.map(kind => [
      kind,
      ledgers
        .map(({ totals, rows }) => totals[kind] - rows.filter(row => row.kind === kind).length)
        .reduce((total, count) => total + count, 0),
    ]),
  );
  return makeLedger(
    ledgers.flatMap(({ rows }) => rows),
    omitted,
  );
}

/** `2 account keys, 1 use license`, in the order of the kinds; undefined when there is nothing. */
export function describeTotals({ totals }: Pick<Ledger, 'totals'>): string | undefined {
  const counted = grantKinds.filter(kind => totals[kind] > 0);
  if (counted.length === 0) return undefined;
  return counted
    .map(kind => {
      if (kind === 'something') return `${totals[kind]} of unknown kind`;
      return `${totals[kind]} ${kind}${totals[kind] === 1 ? '' : 's'}`;
    })
    .join(', ');
}

/** A server finds the key that it made for a user before: only the first row of each is kept. */
function onceByUser(rows: readonly LedgerRow[]): readonly LedgerRow[] {
  const known = new Set<string>();
  return rows.filter(({ kind, url, issuedTo = '' }) => {
    if (kind !== 'account key') return true;
    const user = `${originOf(url)} ${issuedTo.toLowerCase()}`;
    if (known.has(user)) return false;
    known.add(user);
    return true;
  });
}

function originOf(url: string): string {
  return URL.canParse(url) ? new URL(url).origin : url;
}

function sum(totals: Readonly<Record<GrantKind, number>>): number {
  return grantKinds.reduce((total, kind) => total + totals[kind], 0);
}

function compare(left: string, right: string): number {
  return left < right ? -1 : Number(left > right);
}
