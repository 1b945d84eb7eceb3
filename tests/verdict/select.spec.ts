import { expect, test } from '@playwright/test';
import { nearest } from '../../harness/nearest.ts';
import type { Catalogue, Requirement } from '../../harness/verdict/requirement.ts';
import { selectRequirements, type Choice } from '../../harness/verdict/select.ts';
import { UserError } from '../../harness/user-error.ts';

const row = (section: string, level: Requirement['level'], untested?: string): Requirement => ({
  ...{ section, level, actor: 'server', operation: 'o', title: 't', statement: 's' },
  source: { reference: 'r' },
  ...(untested !== undefined && { untested }),
});
const catalogue: Catalogue = {
  ...{ specification: 'MS-X', revision: '1', sectionUrl: 'u' },
  requirements: {
    'x.version.low': row('3.1', 'MUST'),
    'x.version.high': row('3.1.4', 'SHOULD'),
    'x.versions': row('3.10', 'MAY'),
    'x.fault.any': row('3.10.1', 'MUST'),
    'x.fault.unseen': row('4', 'MUST', 'It can’t be seen.'),
  },
};
const select = (choice: Choice) => selectRequirements([catalogue], choice);
const all = ['x.version.low', 'x.version.high', 'x.versions', 'x.fault.any'];

for (const [what, choice, ids] of [
  ['nothing', {}, all],
  ['an id', { only: ['x.versions'] }, ['x.versions']],
  [
    'ids, in whatever order and how often',
    { only: ['x.fault.any', 'x.version.low', 'x.fault.any'] },
    ['x.version.low', 'x.fault.any'],
  ],
  ['a pattern', { only: ['x.version.*'] }, ['x.version.low', 'x.version.high']],
  ['a pattern whose dot is a dot', { only: ['*version.*'] }, ['x.version.low', 'x.version.high']],
  ['a pattern with two stars', { only: ['*v*.l*'] }, ['x.version.low']],
  ['a pattern for all', { only: ['*'] }, all],
  [
    'a section with all below, and no other that begins so',
    { section: ['3.1'] },
    ['x.version.low', 'x.version.high'],
  ],
  ['the section above', { section: ['3'] }, all],
  ['two sections', { section: ['3.1.4', '3.10.1'] }, ['x.version.high', 'x.fault.any']],
  ['a level', { level: ['MUST'] }, ['x.version.low', 'x.fault.any']],
  ['two levels', { level: ['SHOULD', 'MAY'] }, ['x.version.high', 'x.versions']],
  ['all at once', { only: ['x.version*'], section: ['3.10'], level: ['MAY'] }, ['x.versions']],
] as const)
  test(`${what} is chosen`, () => {
    expect(select(choice)).toEqual(ids);
  });

for (const [what, choice, message] of [
  [
    'an id that there is not',
    { only: ['x.versons'] },
    /called "x\.versons"\. Did you mean x\.versions\?/,
  ],
  ['a name of every object', { only: ['toString'] }, /called "toString"\. `npx assay list`/],
  ['a pattern of nothing', { only: ['y.*'] }, /called "y\.\*"/],
  ['a pattern of what has no check', { only: ['*.unseen'] }, /called "\*\.unseen"/],
  [
    'an id without a check',
    { only: ['x.fault.unseen'] },
    /x\.fault\.unseen has none: It can’t be seen\./,
  ],
  [
    'a section that there is not',
    { section: ['5'] },
    /found "5"\. There are 3\.1, 3\.1\.4, 3\.10, 3\.10\.1,/,
  ],
  ['the start of a number', { section: ['3.1', '3.1.40'] }, /found "3\.1\.40"/],
  ['a section without a check', { section: ['4'] }, /found "4"/],
  [
    'what has nothing in common',
    { only: ['x.versions'], level: ['MUST'] },
    /^No check was selected: /,
  ],
] as const)
  test(`${what} is an error`, () => {
    expect(() => select(choice)).toThrow(UserError);
    expect(() => select(choice)).toThrow(message);
  });

test('what is near a mistyped word comes first, and what is far does not come', () => {
  const known = ['rmsi.version.compared', 'rmsi.version.header-present', 'rmsi.faults.compared'];
  expect(nearest('rmsi.version.comapred', known)).toEqual(['rmsi.version.compared']);
  expect(nearest('RMSI.VERSION.COMPARED', known)[0]).toBe('rmsi.version.compared');
  expect(nearest('version.compared', known)).toEqual(['rmsi.version.compared']);
  expect(nearest('rmsi.versoin.compared', known)).toEqual(['rmsi.version.compared']);
  expect(nearest('elsewhere', known)).toEqual([]);
  expect(nearest('', known)).toEqual([]);
});
