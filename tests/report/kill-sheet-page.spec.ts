import { expect, test } from '@playwright/test';
import { renderKillSheet } from '../../harness/report/kill-sheet-page.ts';
import type { KillSheet } from '../../harness/report/kill-sheet.ts';

const mutant = (name: string, breaks: readonly string[], red = breaks) => ({
  ...{ name, breaks, red, durationMs: 1 },
  survived: breaks.filter(id => !red.includes(id)),
  collateral: red.filter(id => !breaks.includes(id)),
});

const sheet: KillSheet = {
  ...{ format: 1, assay: '0.0.0', createdAt: '2026-01-01T00:00:00.000Z', requirements: 3 },
  checked: ['clock.v1.tid', 'rmsi.version.compared', 'rmsi.version.maximum-format'],
  unproven: [],
  falseAlarms: [],
  mutants: [
    mutant('caught', ['rmsi.version.compared']),
    mutant('<survivor>', ['rmsi.version.maximum-format'], []),
    mutant('of-both', ['clock.v1.tid'], ['clock.v1.tid', 'rmsi.version.compared']),
  ],
  nullServers: [{ name: 'says nothing', passed: [], durationMs: 1 }],
};

/** The cells of a topic's table: a row of the mutants' names, then one for each requirement. */
function tableOf(page: string, topic: string): readonly (readonly string[])[] {
  const [, after = ''] = page.split(`<h3>${topic}</h3>`);
  const [table = ''] = after.split('</table>');
  return [...table.matchAll(/<tr>(.*?)<\/tr>/g)].map(([, row = '']) =>
    [...row.matchAll(/<t[hd][^>]*>(?:<span>)?(.*?)(?:<\/span>)?<\/t[hd]>/g)].map(
      ([, cell = '']) => cell,
    ),
  );
}

test('each topic has a table of its own, with the mutants that touch it and no others', () => {
  const page = renderKillSheet(sheet);
  expect(tableOf(page, 'clock.v1')).toEqual([
    ['Requirement', 'of-both'],
    ['clock.v1.tid', '✓'],
  ]);
  expect(tableOf(page, 'rmsi.version')).toEqual([
    ['Requirement', 'caught', '&lt;survivor&gt;', 'of-both'],
    ['rmsi.version.compared', '✓', '', '!'],
    ['rmsi.version.maximum-format', '', '✗', ''],
  ]);
});
