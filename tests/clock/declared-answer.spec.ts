import { expect, test } from '@playwright/test';
import { differencesFrom, whyUntelling } from '../../harness/clock/declared-answer.ts';
import type { ServiceExpectation } from '../../harness/target/clock.ts';
import type { WireResponse } from '../../harness/transport/wire.ts';

const answer: WireResponse = {
  kind: 'response',
  status: 200,
  headers: [
    ['content-type', 'Application/JSON; charset=utf-8'],
    ['x-service', 'one'],
    ['x-service', 'two'],
  ],
  body: Buffer.from('{"provisioned":true}'),
  durationMs: 1,
};
const differ = (expected: Partial<ServiceExpectation>) =>
  differencesFrom({ status: 200, ...expected }, answer, 'here').map(({ actual }) => actual);

test('what is as declared has no difference', () => {
  expect(
    differ({
      contentType: 'application/json',
      headers: { 'X-Service': 'one, two' },
      contains: '"provisioned":true',
      minBytes: 20,
      maxBytes: 20,
    }),
  ).toEqual([]);
});

test('every difference is told, with what came', () => {
  expect(
    differ({
      status: 201,
      contentType: 'text/json',
      headers: { 'x-service': 'one', 'x-other': 'any' },
      contains: 'provisioned":false',
      minBytes: 21,
      maxBytes: 19,
    }),
  ).toEqual([
    'HTTP 200',
    '"Application/JSON; charset=utf-8"',
    '"one, two"',
    'none',
    '"{"provisioned":true}"',
    '20',
    '20',
  ]);
});

test('no answer is a difference', () => {
  const failure = { kind: 'failure', code: 'closed', message: 'It ended.', durationMs: 1 } as const;
  expect(differencesFrom({ status: 200 }, failure, 'here')).toEqual([
    { expected: 'HTTP status 200', actual: 'no complete response (It ended.)', where: 'here' },
  ]);
});

test('text that is no UTF-8 is looked for as bytes', () => {
  const binary = { ...answer, body: Buffer.from([0xff, 0x41, 0x42, 0xfe]) };
  expect(differencesFrom({ status: 200, contains: 'AB' }, binary, 'here')).toEqual([]);
});

test('a declaration tells a service by a text of its own or a header', () => {
  const request = Buffer.from('{"device":"0001"}');
  expect(whyUntelling({ status: 200, contains: 'provisioned' }, request)).toBeUndefined();
  expect(whyUntelling({ status: 200, headers: { 'X-Service': 'a' } }, request)).toBeUndefined();
  expect(whyUntelling({ status: 200, contains: 'provisioned' }, undefined)).toBeUndefined();
  expect(whyUntelling({ status: 200 }, request)).toContain('any web server');
  expect(
    whyUntelling({ status: 200, contentType: 'application/json', minBytes: 1 }, request),
  ).toContain('any web server');
  expect(
    whyUntelling({ status: 200, headers: { 'Content-Type': 'text/xml', Server: 'x' } }, request),
  ).toContain('any web server');
  expect(whyUntelling({ status: 200, contains: '0001' }, request)).toContain('sends it back');
});
