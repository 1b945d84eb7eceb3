import { expect, test } from '@playwright/test';
import {
  coverageFigures,
  renderCoverage,
  type SuiteCoverage,
} from '../../harness/report/coverage-document.ts';
import { rows } from '../../harness/verdict/rows.ts';

const requirements = rows('Rails', {
  'rail.whistle.blown': `
    3.10 MUST 00000000000000aa: A whistle is blown
    Somebody blows it.`,
  'rail.whistle.loud': `
    3.10 MUST 00000000000000aa: A whistle is loud
    Everybody hears it.`,
  'rail.bell.rung': `
    3.2 SHOULD 00000000000000bb: A bell is rung
    Somebody rings it.`,
  'rail.bell.size': `
    3.2 SHOULD "table in section 3.2": A bell has a size
    The table gives it.`,
  'rail.roof.wet': `
    3.2 MAY 00000000000000cc: A roof is wet
    It rains.
    untested: It does not rain on the wire.`,
  'rail.guard.calls': `
    3.2 MUST client 00000000000000bb: A guard calls
    The guard does.
    held by: tests/suites/guard.spec.ts`,
  'rail.guard.waits': `
    3.10 MAY client 00000000000000dd: A guard waits
    Or does not.
    untested: A permission.`,
});

const suite = (...checked: string[]): SuiteCoverage => ({
  catalogue: { specification: 'MS-RAIL', revision: '1.0', sectionUrl: '', requirements },
  checked: new Set(checked),
  lines: { catalogue: 30, checks: 15 },
});

const yardstick = { name: 'Others', share: 0.67, lines: 35 };
const render = (...checked: string[]) => renderCoverage({ suites: [suite(...checked)], yardstick });

test('a sentence counts once, and as checked when all its rows of the server are', () => {
  expect(coverageFigures(suite('rail.whistle.blown', 'rail.bell.rung', 'rail.bell.size'))).toEqual({
    requirements: 7,
    server: 5,
    checked: 3,
    serverSentences: 3,
    checkedSentences: 1,
    share: 1 / 3,
    linesPerChecked: 15,
  });
  const { checkedSentences } = coverageFigures(suite('rail.whistle.blown', 'rail.whistle.loud'));
  expect(checkedSentences).toBe(1);
});

test('a check for the row of a client changes nothing', () => {
  expect(coverageFigures(suite('rail.guard.calls'))).toEqual(coverageFigures(suite()));
});

test('the figures stand beside what others reach', () => {
  const document = render('rail.whistle.blown', 'rail.whistle.loud', 'rail.bell.rung');
  for (const line of [
    '## MS-RAIL 1.0',
    '| of these, checked | 3 (60 %) |  |',
    '| of these, checked | 2 (66.7 %) | 67 % |',
    '| lines per checked requirement | 15.0 (catalogue 10.0, checks 5.0) | 35 |',
  ])
    expect(document.split('\n')).toContain(line);
});

test('sections stand in the order of the document, each with its counts', () => {
  const lines = render('rail.whistle.blown').split('\n');
  const first = lines.indexOf('| 3.2 | 4 | 3 | 0 | 3 | 1 | 1 |');
  expect(first).toBeGreaterThan(0);
  expect(lines[first + 1]).toBe('| 3.10 | 3 | 2 | 1 | 1 | 1 | 0 |');
});

test('what has no check is listed with its reason, or with none', () => {
  const document = render('rail.whistle.blown', 'rail.whistle.loud', 'rail.bell.size');
  const [, listed = ''] = document.split('### Not checked');
  expect(listed.split('###')[0]?.trim().split('\n').slice(2)).toEqual([
    '| `rail.bell.rung` | SHOULD | 3.2 | There is no check yet. |',
    '| `rail.roof.wet` | MAY | 3.2 | It does not rain on the wire. |',
  ]);
});

test("a client's row names the test that holds it, or why none does", () => {
  const [, listed = ''] = render().split('### Bind the client');
  expect(listed.trim().split('\n').slice(-2)).toEqual([
    '| `rail.guard.calls` | MUST | 3.2 | [tests/suites/guard.spec.ts](../tests/suites/guard.spec.ts) |',
    '| `rail.guard.waits` | MAY | 3.10 | A permission. |',
  ]);
});

test('with everything checked no reasons are listed; with nothing, nothing is divided by', () => {
  const server = Object.entries(requirements).filter(([, { actor }]) => actor === 'server');
  expect(render(...server.map(([id]) => id))).toContain('Every requirement that binds the server');
  expect(render()).not.toMatch(/NaN|Infinity|undefined/);
});
