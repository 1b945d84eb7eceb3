import { expect, test } from '@playwright/test';
import { readMessageTime } from '../../harness/clock/message-time.ts';
import { fc } from '../fast-check.ts';

const at = Date.UTC(2026, 10, 23, 9, 5, 7);

test('ISO 8601 is read, basic and extended, in any zone', () => {
  for (const text of [
    '2026-11-23T09:05:07Z',
    '2026-11-23T09:05:07.000Z',
    '2026-11-23T09:05:07,0Z',
    '20261123T090507Z',
    '20261123T09:05:07Z',
    '2026-11-23T11:05:07+02:00',
    '2026-11-23T11:05:07+02',
    '2026-11-23T07:35:07-0130',
    ' 2026-11-23T09:05:07Z\n',
  ]) {
    expect(readMessageTime(text)?.at, text).toBe(at);
    expect(readMessageTime(text)?.remarks, text).toEqual([]);
  }
  expect(readMessageTime('2026-11-23T09:05Z')?.at).toBe(at - 7_000);
});

test('forms near to it are read, and told', () => {
  const remarksOf = (text: string) => {
    expect(readMessageTime(text)?.at, text).toBe(at);
    return readMessageTime(text)?.remarks ?? [];
  };
  expect(remarksOf('#20261123 09:05:07Z#')).toHaveLength(2);
  expect(remarksOf('20261123 09:05:07Z')).toEqual(['has a blank in place of the T']);
  expect(remarksOf('2026-11-23T09:05:07')).toEqual(['has no zone and was taken for GMT']);
  expect(remarksOf('2026-11-23T09:05:07 GMT')).toEqual(['spells its zone in letters']);
});

test('what no calendar and no clock has is no date', () => {
  for (const text of [
    '',
    'now',
    'Mon, 23 Nov 2026 09:05:07 GMT',
    '2026-11-23',
    '2026-13-01T00:00:00Z',
    '2026-02-30T00:00:00Z',
    '2026-11-23T24:00:00Z',
    '2026-11-23T09:60:00Z',
    '2026-11-23T09:05:61Z',
    '2026-11-23T09:05:07+24:00',
    '2026-1123T09:05:07Z',
    '#20261123 09:05:07Z',
    '1795424707',
    '2026-11-23T09:05:07Z and more',
    `2026-11-23T09:05:07${' '.repeat(10_000)}Z`,
  ])
    expect(readMessageTime(text), text.slice(0, 40)).toBeUndefined();
});

test('a leap second is the next', () => {
  expect(readMessageTime('2016-12-31T23:59:60Z')?.at).toBe(Date.UTC(2017, 0, 1));
});

test('every instant of these centuries is read as it was written', () => {
  const instant = fc.date({
    min: new Date('1000-01-01T00:00:00Z'),
    max: new Date('9999-12-31T23:59:59Z'),
    noInvalidDate: true,
  });
  fc.assert(
    fc.property(instant, fc.integer({ min: -23 * 60, max: 23 * 60 }), (date, minutes) => {
      expect(readMessageTime(date.toISOString())?.at).toBe(date.getTime());
      const local = new Date(date.getTime() + minutes * 60_000);
      fc.pre(/^[1-9]\d{3}-/.test(local.toISOString()));
      const sign = minutes < 0 ? '-' : '+';
      const [hours, rest] = [Math.floor(Math.abs(minutes) / 60), Math.abs(minutes) % 60].map(part =>
        String(part).padStart(2, '0'),
      );
      const text = `${local.toISOString().slice(0, -1)}${sign}${hours ?? ''}:${rest ?? ''}`;
      expect(readMessageTime(text)?.at).toBe(date.getTime());
    }),
  );
});

test('no text makes it throw', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), text => {
      readMessageTime(text);
    }),
  );
});
