import { appendFileSync, existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Exchange } from './exchange.ts';
import { grantKinds, makeLedger, type Grant, type Ledger, type LedgerRow } from './ledger.ts';
import type { Redactor } from './redact.ts';
import { runFiles } from './run-folder.ts';

/** Rows that one reply can add: a server decides how many certificates it sends. */
const mostRowsOfReply = 200;

/** A line that stands for rows beyond these. */
interface Rest {
  readonly omitted: number;
}

/** Who had something issued. */
export interface LedgerPlace {
  /** A name for the file: one per process that writes. */
  readonly writer: string;
  readonly requirement?: string;
  readonly project?: string;
}

/**
 * Adds what an exchange had the server issue to the run's folder, in a line each, at once, so that it
 * is known also of a run that is broken off. Every text goes without secrets.
 */
export function appendToLedger(
  folder: string,
  { writer, ...place }: LedgerPlace,
  exchange: Exchange,
  grants: readonly Grant[],
  redactor: Redactor,
): void {
  const { label, request } = exchange;
  if (label === undefined || grants.length === 0) return;
  const { operation, fixture, deployment, soap } = label;
  const at = new Date().toISOString();
  const rows = grants
    .slice(0, mostRowsOfReply)
    .map(({ kind, id, issuedTo, validUntil }): LedgerRow => ({
      kind,
      ...(id !== undefined && { id: readable(redactor.text(id)) }),
      ...(issuedTo !== undefined && { issuedTo: readable(redactor.text(issuedTo)) }),
      ...(validUntil !== undefined && { validUntil }),
      ...{ operation, fixture, deployment, url: redactor.text(request.url) },
      ...(soap !== undefined && { soap }),
      ...place,
      at,
    }));
  const rest: Rest[] =
    grants.length > rows.length ? [{ omitted: grants.length - rows.length }] : [];
  const file = join(folder, runFiles.ledger, `${writer}.jsonl`);
  mkdirSync(dirname(file), { recursive: true });
  appendFileSync(file, [...rows, ...rest].map(line => `${JSON.stringify(line)}\n`).join(''));
}

/** The ledger of a run, from what its processes have written. */
export function readLedger(folder: string): Ledger {
  const root = join(folder, runFiles.ledger);
  if (!existsSync(root)) return makeLedger([]);
  const rows: LedgerRow[] = [];
  let omitted = 0;
  for (const name of readdirSync(root).filter(file => file.endsWith('.jsonl')))
    for (const line of readFileSync(join(root, name), 'utf8').split('\n')) {
      if (line === '') continue;
      const read = readLine(line);
      if ('omitted' in read) omitted += read.omitted;
      else rows.push(read);
    }
  return makeLedger(rows, { something: omitted });
}

/** A line that a process was ended over stands for one thing, of which no more is known. */
function readLine(line: string): LedgerRow | Rest {
  try {
    const value = JSON.parse(line) as LedgerRow | Rest;
    return 'omitted' in value || grantKinds.includes(value.kind) ? value : { omitted: 1 };
  } catch {
    return { omitted: 1 };
  }
}

/** A server's text on one line, without control characters, cut after 200 characters. */
function readable(text: string): string {
  const line = text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, ' ').trim();
  return line.length > 200 ? `${line.slice(0, 200)}...` : line;
}
