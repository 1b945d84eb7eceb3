import { expect, test } from '@playwright/test';
import {
  buildRightsData,
  parseRightsData,
  type RightGrant,
} from '../../harness/xrml/rights-data.ts';
import type { TimeCondition } from '../../harness/xrml/time-condition.ts';
import type { UsageGrant } from '../../harness/xrml/use-license.ts';
import { conforming } from '../../reference/rms/behaviour.ts';
import type { Claimant } from '../../reference/rms/grant-rules.ts';
import { grantsOf } from '../../reference/rms/grants.ts';
import { Refused } from '../../reference/rms/refusal.ts';

const now = new Date('2026-03-01T12:00:00Z');
const at = (text: string): Date => new Date(`${text}T00:00:00Z`);
const reader: Claimant = {
  type: 'Windows',
  id: 'S-1-5-21-7-7-7-1001',
  emailAddresses: ['reader@example.com', 'r.alias@example.com'],
  isOwner: false,
};

function evaluate(
  rights: readonly RightGrant[],
  { claimant = reader, validity }: { claimant?: Claimant; validity?: TimeCondition } = {},
): readonly UsageGrant[] | string {
  const xml = buildRightsData({
    issuedTime: at('2026-02-01'),
    guid: '00000000-0000-0000-0000-000000000001',
    rights,
    ...(validity && { validity }),
  });
  try {
    return grantsOf({ rightsData: parseRightsData(xml), claimant, now }, conforming);
  } catch (error) {
    if (error instanceof Refused) return error.refusal;
    throw error;
  }
}

const anyone: RightGrant['principal'] = { type: 'Internal', id: 'Anyone' };
const view = (principal: RightGrant['principal'], time?: TimeCondition): RightGrant => ({
  name: 'VIEW',
  principal,
  ...(time && { time }),
});
const unspecified = (emailAddress: string): RightGrant['principal'] => ({
  type: 'Unspecified',
  emailAddress,
});

const principals: readonly [RightGrant['principal'], boolean][] = [
  [anyone, true],
  [{ type: 'Internal', id: 'Owner' }, false],
  [{ type: 'Internal', id: 'anyone' }, false],
  [unspecified('reader@example.com'), true],
  [unspecified('READER@Example.com'), true],
  [unspecified('r.alias@example.com'), true],
  [unspecified('other@example.com'), false],
  [{ type: 'Windows', emailAddress: 'reader@example.com' }, true],
  [{ type: 'Windows', emailAddress: 'other@example.com' }, false],
  [{ type: 'Windows', id: reader.id }, true],
  [{ type: 'Windows', id: reader.id.toLowerCase() }, true],
  [{ type: 'Windows', id: `${reader.id}1` }, false],
  [{ type: 'Windows', id: reader.id, emailAddress: 'other@example.com' }, true],
  [{ type: 'Windows', id: `${reader.id}1`, emailAddress: 'reader@example.com' }, false],
];

for (const [principal, granted] of principals)
  test(`${JSON.stringify(principal)} is ${granted ? '' : 'not '}the reader`, () => {
    expect(evaluate([view(principal)])).toEqual(granted ? [{ name: 'VIEW' }] : 'noRights');
  });

test('a SID means a Windows account only', () => {
  const federated = { ...reader, type: 'Federation' };
  expect(evaluate([view({ type: 'Windows', id: reader.id })], { claimant: federated })).toBe(
    'noRights',
  );
});

test('grants what is the user’s, in order, each right once', () => {
  const rights = [
    { name: 'PRINT', principal: unspecified('other@example.com') },
    { name: 'VIEW', principal: anyone },
    { name: 'DOCEDIT', principal: unspecified('reader@example.com') },
    { name: 'VIEW', principal: unspecified('reader@example.com') },
    { name: 'FORWARD', principal: { type: 'Windows', id: reader.id } as const },
  ];
  expect(evaluate(rights)).toEqual([{ name: 'VIEW' }, { name: 'DOCEDIT' }, { name: 'FORWARD' }]);
});

test('the owner is granted OWNER alone, whatever the rights and the time are', () => {
  const owner = { ...reader, isOwner: true };
  const over = { from: at('2025-01-01'), until: at('2025-02-01') };
  for (const rights of [[view(anyone)], [view({ type: 'Internal', id: 'Owner' })]])
    for (const validity of [undefined, over])
      expect(evaluate(rights, { claimant: owner, ...(validity && { validity }) })).toEqual([
        { name: 'OWNER' },
      ]);
});

test('recognises the owner by type and any address', () => {
  const matches = (type: 'Windows' | 'Federation', emailAddress: string) =>
    conforming.ownerMatches({ type, emailAddress }, reader);
  expect(matches('Windows', 'R.Alias@example.com')).toBe(true);
  expect(matches('Windows', 'other@example.com')).toBe(false);
  expect(matches('Federation', 'reader@example.com')).toBe(false);
  expect(conforming.ownerMatches(undefined, reader)).toBe(false);
});

const running = { from: at('2026-02-01'), until: at('2026-04-01') };
const future = { from: at('2026-05-01'), until: at('2026-06-01') };
const over = { from: at('2026-01-01'), until: now };

test('carries the conditions of a right over, and drops a right that is over', () => {
  expect(evaluate([view(anyone, running)])).toEqual([{ name: 'VIEW', time: running }]);
  expect(evaluate([view(anyone, future)])).toEqual([{ name: 'VIEW', time: future }]);
  expect(evaluate([view(anyone, { days: 3 })])).toEqual([{ name: 'VIEW', time: { days: 3 } }]);
  expect(evaluate([view(anyone, over)])).toBe('noRights');
  expect(evaluate([view(anyone, over), { name: 'PRINT', principal: anyone }])).toEqual([
    { name: 'PRINT' },
  ]);
});

test('of one right granted twice, the grant that lasts longer counts', () => {
  const own = unspecified('reader@example.com');
  expect(evaluate([view(own, running), view(anyone)])).toEqual([{ name: 'VIEW' }]);
  expect(evaluate([view(own), view(anyone, running)])).toEqual([{ name: 'VIEW' }]);
  expect(evaluate([view(own, { days: 3 }), view(anyone, running)])).toEqual([
    { name: 'VIEW', time: running },
  ]);
  expect(evaluate([view(own, { days: 300 }), view(anyone, running)])).toEqual([
    { name: 'VIEW', time: { days: 300 } },
  ]);
});

test('outside the PRECONDITIONLIST nothing is granted', () => {
  for (const validity of [over, future, { days: 28 }])
    expect(evaluate([view(anyone)], { validity })).toBe('rightsLabelTime');
  // The first day of the period belongs to it, ISSUEDTIME plus the days does not.
  for (const validity of [{ from: now, until: at('2026-04-01') }, { days: 29 }])
    expect(evaluate([view(anyone)], { validity })).toHaveLength(1);
});

test('the PRECONDITIONLIST bounds every right', () => {
  const validity = { from: at('2026-02-10'), until: at('2026-03-20') };
  expect(evaluate([view(anyone)], { validity })).toEqual([{ name: 'VIEW', time: validity }]);
  expect(evaluate([view(anyone, running)], { validity })).toEqual([
    { name: 'VIEW', time: validity },
  ]);
  expect(
    evaluate([view(anyone, { from: at('2026-02-20'), until: at('2026-03-10') })], { validity }),
  ).toEqual([{ name: 'VIEW', time: { from: at('2026-02-20'), until: at('2026-03-10') } }]);
  expect(evaluate([view(anyone, { days: 3 })], { validity })).toEqual([
    { name: 'VIEW', time: validity, interval: { days: 3 } },
  ]);
  // The right begins after the policy ends.
  expect(evaluate([view(anyone, future)], { validity })).toBe('noRights');
  expect(evaluate([view(anyone)], { validity: { days: 60 } })).toEqual([
    { name: 'VIEW', time: { from: at('2026-02-01'), until: at('2026-04-02') } },
  ]);
});
