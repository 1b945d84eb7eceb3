import type { LedgerRow } from './ledger.ts';

const columns = [
  'at',
  'kind',
  'id',
  'issuedTo',
  'validUntil',
  'operation',
  'fixture',
  'deployment',
  'url',
  'soap',
  'requirement',
  'project',
] as const satisfies readonly (keyof LedgerRow)[];

/** Rows of a ledger as CSV (RFC 4180), which Allure shows as a table. */
export function ledgerTable(rows: readonly LedgerRow[]): string {
  const lines = rows.map(row => columns.map(column => cell(row[column] ?? '')));
  return [columns, ...lines].map(line => `${line.join(',')}\r\n`).join('');
}

/** What a spreadsheet would take for a formula, a server may have written: it is made a text. */
function cell(text: string): string {
  const plain = /^[=+\-@]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(plain) ? `"${plain.replaceAll('"', '""')}"` : plain;
}
