import { writeFileSync } from 'node:fs';
import { expect, test as base } from '@playwright/test';
import { UserError } from '../../harness/user-error.ts';
import { loadWaivers } from '../../harness/verdict/load-waivers.ts';
import { catalogue } from '../../suites/rmsi/catalogue.ts';

const scope = { catalogues: [catalogue], projects: ['rmsi-soap11', 'rmsi-soap12'] };

const test = base.extend<{ write: (text: string, name?: string) => string }>({
  write: async ({}, use, info) => {
    await use((text, name = 'waivers.yaml') => {
      const file = info.outputPath(name);
      writeFileSync(file, text);
      return file;
    });
  },
});

const good = `- requirement: rmsi.transport.success-status
  project: rmsi-soap12
  reason: Mended in 4.2.
  owner: a team
  expires: 2027-03-31
  evidence: { text: HTTP 202 }
- requirement: rmsi.faults.null-argument
  reason: As above.
  owner: a team
  expires: '2027-04-30'
  evidence:
    - fault: OddException
    - fault: System.OddException
`;

test('waivers are read from YAML, or from JSON', ({ write }) => {
  const [first, second] = loadWaivers(write(good), scope);
  expect(first).toEqual({
    requirement: 'rmsi.transport.success-status',
    project: 'rmsi-soap12',
    reason: 'Mended in 4.2.',
    owner: 'a team',
    expires: '2027-03-31',
    evidence: [{ text: 'HTTP 202' }],
  });
  expect(second?.evidence).toEqual([{ fault: 'OddException' }, { fault: 'System.OddException' }]);
  const json = JSON.stringify([{ ...first, evidence: { text: 'HTTP 202' } }]);
  expect(loadWaivers(write(json, 'waivers.json'), scope)).toEqual([first]);
  expect(loadWaivers(write('[]'), scope)).toEqual([]);
});

const again = '- requirement: rmsi.transport.success-status\n  reason: a\n  owner: b\n';

for (const [what, text, line, complaint] of [
  ['a mistyped key', good.replace('owner: a', 'owned: a'), 4, 'there is no key "0.owned"'],
  ['no owner', good.replace('  owner: a team\n', ''), 1, '"0" lacks the key "owner"'],
  ['a day that is none', good.replace('2027-03-31', '2027-02-30'), 5, '"0.expires" must be a date'],
  ['a time', good.replace('2027-03-31', '2027-03-31T00:00:00Z'), 5, '"0.expires" must be a date'],
  ['an empty reason', good.replace('As above.', '""'), 8, '"1.reason" has too little in it'],
  [
    'evidence of another kind',
    good.replace('{ text:', '{ status:'),
    6,
    'there is no key "0.evidence.status"; check its spelling. Known here: fault, text.',
  ],
  ['evidence twice over', good.replace('{ text:', '{ fault: a, text:'), 6, '"0.evidence" must NOT'],
  [
    'evidence in a list of another kind',
    good.replace('- fault: System.', '- fault: ""\n    - fault: System.'),
    13,
    '"1.evidence.1.fault" has too little in it',
  ],
  [
    'a requirement that there is not',
    good.replace('null-argument', 'nul-argument'),
    7,
    'expected the id of a requirement; there is no "rmsi.faults.nul-argument". Did you mean rmsi.faults.null-argument?',
  ],
  [
    'a name of every object',
    good.replace('rmsi.faults.null-argument', 'constructor'),
    7,
    'expected the id',
  ],
  [
    'a requirement without a check',
    good.replace('rmsi.faults.null-argument', untested()),
    7,
    `no check decides ${untested()}`,
  ],
  [
    'a project that there is not',
    good.replace('rmsi-soap12', 'rmsi-soap13'),
    2,
    '"project" must be one of rmsi-soap11, rmsi-soap12; found "rmsi-soap13".',
  ],
  [
    'a second waiver for the same',
    `${good}${again}  expires: 2027-03-31\n`,
    14,
    'rmsi.transport.success-status is waived by number 1 of this file already',
  ],
  ['a file that is no list', 'waivers: []\n', 1, 'the file must be a list'],
  ['an empty file', '', 1, 'the file must be a list'],
] as const)
  test(`${what} is named with its line`, ({ write }) => {
    const file = write(text);
    const load = () => loadWaivers(file, scope);
    expect(load).toThrow(UserError);
    expect(load).toThrow(`${file}, line ${line}: ${complaint}`);
  });

test('the same requirement may be waived in each project', ({ write }) => {
  const text = `${again}  expires: 2027-03-31\n  project: rmsi-soap11\n`;
  expect(loadWaivers(write(`${good}${text}`), scope)).toHaveLength(3);
});

test('a file that is not there is a sentence', () => {
  expect(() => loadWaivers('no/such/waivers.yaml', scope)).toThrow(
    new UserError(
      'Expected a file of waivers at no/such/waivers.yaml; there is none. Check the path.',
    ),
  );
});

function untested(): string {
  const rows = Object.entries(catalogue.requirements);
  const [id] = rows.find(([, row]) => row.untested !== undefined) ?? ['there is none'];
  return id;
}
