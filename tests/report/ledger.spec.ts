import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import type { Exchange } from '../../harness/report/exchange.ts';
import { appendToLedger, readLedger } from '../../harness/report/ledger-file.ts';
import { ledgerTable } from '../../harness/report/ledger-table.ts';
import {
  describeTotals,
  joinLedgers,
  makeLedger,
  mostRows,
  type LedgerRow,
} from '../../harness/report/ledger.ts';
import { createRedactor } from '../../harness/report/redact.ts';
import { grantsIn } from '../../harness/rms/grants.ts';
import type { Effect } from '../../harness/target/permissions.ts';
import { conforming } from '../../reference/rms/behaviour.ts';
import { countIssued } from '../../reference/rms/count-issued.ts';
import { test, type Judged } from '../cli/run-cli.ts';

/** The parts of an Allure result file that are looked at. */
interface AllureResult {
  readonly name: string;
  readonly parameters: readonly { readonly name: string; readonly value: string }[];
  readonly attachments?: readonly {
    readonly name: string;
    readonly source: string;
    readonly type: string;
  }[];
}

const label = {
  operation: 'Precertify',
  fixture: 'minimal',
  deployment: 'normal',
  effect: 'issues',
  soap: 'soap11',
} as const;

function exchangeOf(body: string, operation = 'Precertify', effect: Effect = 'issues'): Exchange {
  return {
    request: {
      url: 'http://127.0.0.1/x',
      method: 'POST',
      headers: {},
      body: Buffer.from('<XrML>own</XrML>'),
    },
    outcome: {
      kind: 'response',
      status: 200,
      headers: [['content-type', 'text/xml']],
      body: Buffer.from(body),
      durationMs: 1,
    },
    label: { ...label, operation, effect },
  };
}

const envelope = (content: string) =>
  `<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body>${content}</s:Body></s:Envelope>`;
const genuine = (name: string) =>
  readFileSync(new URL(`../../fixtures/certificates/${name}.xml`, import.meta.url), 'utf8').trim();

const row: LedgerRow = {
  kind: 'use license',
  operation: 'AcquirePreLicense',
  fixture: 'minimal',
  deployment: 'normal',
  url: 'http://127.0.0.1:1/normal/_wmcs/licensing/license.asmx',
  soap: 'soap11',
  at: '2026-01-01T00:00:00.000Z',
};

test('the ledger of a run holds what the server says that it issued, each with its check', async ({
  cli,
}) => {
  const { issued, behaviour } = countIssued();
  const target = await cli.reference(behaviour);
  const selected = ['--grep', 'rmsi\\.(acquire-license|prelicense|precertify|republish)\\.(s|a)'];
  const run = await cli.judge(...cli.describe(target), ...selected);
  const { ledger, verdicts } = run.results;
  expect(ledger.totals).toEqual({
    'account key': issued.users.size,
    'account certificate': issued.accountCertificates,
    'use license': issued.useLicenses,
    'publishing license': issued.publishingLicenses,
    ...{ 'PlayReady license': 0, 'WMDRM license': 0, 'domain certificate': 0, 'content key': 0 },
    something: 0,
  });
  for (const total of [issued.accountCertificates, issued.useLicenses, issued.publishingLicenses])
    expect(total).toBeGreaterThan(2);
  expect(ledger.omitted).toBe(0);
  expect(ledger.rows).toHaveLength(Object.values(ledger.totals).reduce((sum, n) => sum + n, 0));
  const known = new Set(verdicts.map(({ requirement, project }) => `${requirement} ${project}`));
  const before = ledger.rows.filter(({ requirement }) => requirement === undefined);
  expect(new Set(before.map(({ operation }) => operation))).toEqual(new Set(['Precertify']));
  for (const entry of ledger.rows) {
    if (entry.requirement !== undefined)
      expect(known).toContain(`${entry.requirement} ${entry.project ?? ''}`);
    expect(entry.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/[a-z-]+\/_wmcs\/.*\.asmx$/);
    expect(entry.issuedTo).toMatch(/@assay\.example$/);
    if (entry.kind !== 'account key') expect(entry.id).toMatch(/[0-9a-f-]{36}/i);
  }
  expect(run.stdout).toContain(`Issued on the server: ${describeTotals(ledger) ?? ''}; ledger.csv`);
  const table = readFileSync(join(run.folder, 'ledger.csv'), 'utf8').trimEnd().split('\r\n');
  expect(table).toHaveLength(ledger.rows.length + 1);
  expectAttached(run);
});

/** Every check that had something issued has a table of it in its Allure result. */
function expectAttached(run: Judged): void {
  const { rows } = run.results.ledger;
  const owners = new Set(
    rows.flatMap(({ requirement, project = '' }) =>
      requirement === undefined ? [] : [`${project} ${requirement}`],
    ),
  );
  const results = run
    .files()
    .filter(({ path }) => path.endsWith('-result.json'))
    .map(({ path, text }) => ({ path, ...(JSON.parse(text) as AllureResult) }));
  const attached = results.flatMap(({ path, name, parameters, attachments = [] }) => {
    const found = attachments.find(attachment => attachment.name === 'issued on the server');
    if (found === undefined) return [];
    expect(found.type).toBe('text/csv');
    const csv = readFileSync(join(path, '..', found.source), 'utf8');
    const project = parameters.find(parameter => parameter.name === 'Project')?.value ?? '';
    return [
      { owner: `${project} ${name.split(':', 1)[0] ?? ''}`, lines: csv.split('\r\n').length - 2 },
    ];
  });
  expect(new Set(attached.map(({ owner }) => owner))).toEqual(owners);
  const count = attached.reduce((sum, { lines }) => sum + lines, 0);
  expect(count).toBe(rows.filter(({ requirement }) => requirement !== undefined).length);
}

test('what a server grants to a request that it should refuse is listed, too', async ({ cli }) => {
  const { issued, behaviour } = countIssued({
    precertifyInsteadOf: () => [genuine('rac')],
    preLicenseInsteadOf: conforming.preLicenseInsteadOf,
  });
  const target = await cli.reference(behaviour);
  const run = await cli.judge(
    ...cli.describe(target),
    ...['--grep', 'rmsi.precertify', '--project', 'rmsi-soap12'],
  );
  const { totals, rows } = run.results.ledger;
  expect(totals['account certificate']).toBe(issued.accountCertificates);
  const wrong = rows.filter(({ fixture }) => fixture !== 'minimal' && fixture !== 'full');
  expect(wrong.length).toBeGreaterThan(3);
});

test('nothing is read out of refusals, of what only reads, and of what is no answer', () => {
  const license = genuine('ul');
  const granted = envelope(`<PrecertifyResponse>${license}</PrecertifyResponse>`);
  expect(grantsIn(exchangeOf(granted))).toMatchObject([
    { kind: 'account key' },
    { kind: 'use license' },
  ]);
  expect(grantsIn(exchangeOf(granted, 'AcquireContentKey', 'reads'))).toEqual([]);
  const { request, outcome } = exchangeOf(granted);
  expect(grantsIn({ request, outcome })).toEqual([]);
  const fault = `<s:Fault><faultcode>s:Client</faultcode><faultstring>${license}</faultstring></s:Fault>`;
  expect(grantsIn(exchangeOf(envelope(fault)))).toEqual([]);
  expect(grantsIn(exchangeOf('<html><body>Welcome</body></html>'))).toEqual([]);
  expect(grantsIn(exchangeOf(''))).toEqual([]);
  // The request, sent back.
  expect(grantsIn(exchangeOf(envelope('<Precertify><XrML>own</XrML></Precertify>')))).toEqual([]);
  const failed =
    '<PrecertifyResponse><AcquirePreLicenseException>no</AcquirePreLicenseException></PrecertifyResponse>';
  expect(grantsIn(exchangeOf(envelope(failed)))).toEqual([]);
});

for (const [kind, name] of [
  ['account certificate', 'rac'],
  ['use license', 'ul'],
  ['publishing license', 'pl'],
] as const)
  test(`a genuine ${kind} is told by what it is, whatever the operation`, () => {
    const content = `<EditIssuanceLicenseResponse>${genuine(name)}</EditIssuanceLicenseResponse>`;
    const [grant, ...others] = grantsIn(exchangeOf(envelope(content), 'EditIssuanceLicense'));
    expect(others).toEqual([]);
    expect(grant).toMatchObject({ kind, id: expect.stringMatching(/[0-9a-f-]{36}/i) });
  });

test('what can’t be read is something, however hostile; nothing makes it fail or take long', () => {
  const something = [{ kind: 'something' }];
  const answer = (content: string) =>
    grantsIn(exchangeOf(envelope(`<PrecertifyResponse>${content}</PrecertifyResponse>`)));
  expect(answer('<XrML>no body</XrML>')).toEqual(something);
  expect(answer('<Result>AAAA</Result>')).toEqual(something);
  expect(answer('')).toEqual([]);
  expect(grantsIn(exchangeOf('no XML, but <XrML>a license</XrML>'))).toEqual(something);
  expect(grantsIn(exchangeOf(`<XrML>${'<a>'.repeat(50_000)}</XrML>`))).toEqual(something);
  const many = grantsIn(exchangeOf('<XrML>x</XrML>'.repeat(100_000)));
  expect(many).toHaveLength(100_000);
  // Each of these begins a certificate that never ends.
  expect(grantsIn(exchangeOf('<XrML '.repeat(500_000)))).toEqual([]);
});

test('rows go to the file at once, on one line each, without secrets, bounded by reply', ({}, info) => {
  const folder = info.outputPath();
  const redactor = createRedactor();
  redactor.hide(Buffer.from('s3cret-key-bytes'));
  const place = { writer: 'worker-0', requirement: 'rmsi.a.b', project: 'rmsi-soap11' };
  const exchange = exchangeOf('');
  appendToLedger(folder, place, exchange, [], redactor);
  expect(readLedger(folder).rows).toEqual([]);
  const spelled = Buffer.from('s3cret-key-bytes').toString('base64');
  const hostile = `${spelled}\u0000\n\u202e${'x'.repeat(500)}`;
  appendToLedger(
    folder,
    place,
    exchange,
    [{ kind: 'use license', id: '1', issuedTo: hostile }],
    redactor,
  );
  const { rows } = readLedger(folder);
  expect(rows[0]).toMatchObject({
    kind: 'use license',
    id: '1',
    requirement: 'rmsi.a.b',
    soap: 'soap11',
  });
  expect(rows[0]?.issuedTo).toMatch(/^\[redacted\] x{180,200}\.\.\.$/);
  const grants = Array.from({ length: 250 }, () => ({ kind: 'use license' }) as const);
  appendToLedger(folder, { writer: 'worker-1' }, exchange, grants, redactor);
  // A worker that was killed in the middle of a line.
  mkdirSync(join(folder, 'ledger'), { recursive: true });
  writeFileSync(join(folder, 'ledger', 'worker-2.jsonl'), '{"kind":"use lic');
  const all = readLedger(folder);
  expect(all.rows).toHaveLength(1 + 200);
  expect(all.totals).toMatchObject({ 'use license': 201, something: 50 + 1 });
  expect(all.omitted).toBe(51);
});

test('a user’s account key counts once on a server, in whatever process and shard', () => {
  const key = (issuedTo: string, url = row.url): LedgerRow => ({
    ...row,
    kind: 'account key',
    issuedTo,
    url,
  });
  const one = makeLedger([key('a@x.example'), key('A@x.example'), key('b@x.example'), row]);
  expect(one.totals).toMatchObject({ 'account key': 2, 'use license': 1 });
  const other = makeLedger([key('a@x.example'), key('a@x.example', 'http://127.0.0.1:2/y')]);
  expect(joinLedgers([one, other]).totals).toMatchObject({ 'account key': 3, 'use license': 1 });
});

test('rows are cut, in order of time, and all are counted; also when ledgers are joined', () => {
  const at = (second: number) => new Date(Date.UTC(2026, 0, 1) + second * 1000).toISOString();
  const rows = Array.from({ length: mostRows + 5 }, (_, index) => ({
    ...row,
    at: at(mostRows - index),
  }));
  const ledger = makeLedger(rows);
  expect(ledger.rows).toHaveLength(mostRows);
  expect(ledger.rows[0]?.at).toBe(at(-4));
  expect(ledger.omitted).toBe(5);
  expect(ledger.totals['use license']).toBe(mostRows + 5);
  const joined = joinLedgers([ledger, makeLedger([row], { something: 2 })]);
  expect(joined.rows).toHaveLength(mostRows);
  expect(joined.totals).toMatchObject({ 'use license': mostRows + 6, something: 2 });
  expect(joined.omitted).toBe(8);
  expect(describeTotals(joined)).toBe(`${mostRows + 6} use licenses, 2 of unknown kind`);
  expect(describeTotals(makeLedger([row]))).toBe('1 use license');
  expect(describeTotals(makeLedger([]))).toBeUndefined();
});

test('a table quotes what has to be quoted, and holds no formula', () => {
  const [, line] = ledgerTable([{ ...row, id: '=1+1', issuedTo: 'a,"b"' }]).split('\r\n');
  expect(line).toContain(`use license,'=1+1,"a,""b""",,AcquirePreLicense`);
});
