import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { writeEvidence } from '../../harness/report/evidence.ts';
import { recordExchanges } from '../../harness/report/recorder.ts';
import { createRedactor } from '../../harness/report/redact.ts';
import type { Transport, WireRequest } from '../../harness/transport/wire.ts';

const request = (number: number): WireRequest => ({
  url: `http://127.0.0.1/${number}`,
  method: 'POST',
  headers: {},
  body: Buffer.from(`<n>${number}</n>`),
});
const transport: Transport = {
  send: ({ url }) =>
    Promise.resolve({
      kind: 'response',
      status: 200,
      headers: [],
      body: Buffer.from(url),
      durationMs: 0,
    }),
  close: () => Promise.resolve(),
};

test('every request is counted, the first twelve are kept', async () => {
  const recorder = recordExchanges(transport);
  for (let number = 0; number < 20; number++) await recorder.send(request(number));
  expect(recorder.count).toBe(20);
  expect(recorder.exchanges.map(exchange => exchange.request.url)).toEqual(
    Array.from({ length: 12 }, (_, number) => `http://127.0.0.1/${number}`),
  );
});

test('what a verdict rests on is kept, once, before all others, and not counted as sent', async () => {
  const earlier = await recordExchanges(transport).send(request(99));
  const recorder = recordExchanges(transport);
  const own = await recorder.send(request(1));
  for (const exchange of [earlier, own, earlier]) recorder.cite(exchange);
  expect(recorder.exchanges).toEqual([earlier, own]);
  expect(recorder.count).toBe(1);
});

test('one that is cited from a long sweep is kept although it came late', async () => {
  const recorder = recordExchanges(transport);
  for (let number = 0; number < 30; number++) {
    const exchange = await recorder.send(request(number));
    if (number === 25) recorder.cite(exchange);
  }
  expect(recorder.exchanges.map(exchange => exchange.request.url)).toContain('http://127.0.0.1/25');
});

test('evidence is three files per exchange, where the record says', async ({}, info) => {
  const folder = info.outputPath('run');
  const recorder = recordExchanges(transport);
  for (const number of [1, 2]) await recorder.send(request(number));
  const place = { project: 'p', requirement: 'a.b' };
  const files = writeEvidence(folder, place, recorder.exchanges, createRedactor());
  expect(files.map(({ path }) => path)).toEqual(
    ['01', '02'].flatMap(number =>
      ['request.txt', 'response.txt', 'curl.sh'].map(name => `evidence/p/a.b/${number}-${name}`),
    ),
  );
  for (const { path, text } of files) {
    expect(existsSync(join(folder, path))).toBe(true);
    expect(readFileSync(join(folder, path), 'utf8')).toBe(text);
  }
  expect(files[3]?.text).toContain('<n>2</n>');
});
