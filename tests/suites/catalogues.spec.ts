import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@playwright/test';
import { allMutants } from '../../cli/mutants.ts';
import { allProtocols, protocolOf } from '../../cli/protocols/protocols.ts';
import { suites } from '../../cli/suites.ts';
import type { Requirement } from '../../harness/verdict/requirement.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const protocols = allProtocols();

test('every suite has a protocol, and names its projects as the suite does', async () => {
  expect(protocols.map(({ name }) => name)).toEqual(suites.map(({ name }) => name));
  for (const { name, projects } of suites)
    expect((await protocolOf(name, protocols).loadSuite()).projects).toEqual(projects);
});

test('ids, names of mutants and projects are unique over all suites', () => {
  const ids = suites.flatMap(({ catalogue }) => Object.keys(catalogue.requirements));
  expect(repeated(ids)).toEqual([]);
  expect(repeated(allMutants.map(({ name }) => name))).toEqual([]);
  expect(repeated(suites.flatMap(({ projects }) => projects))).toEqual([]);
  expect(allMutants.map(({ name }) => name)).toEqual(
    protocols.flatMap(({ mutants }) => mutants.map(({ name }) => name)),
  );
});

for (const { name, catalogue } of suites)
  test.describe(name, () => {
    const rows: readonly (readonly [string, Requirement])[] = Object.entries(
      catalogue.requirements,
    );
    const ids = rows.map(([id]) => id);
    const { loadSuite, mutants } = protocolOf(name, protocols);
    const idsWhere = (holds: (row: Requirement, id: string) => boolean) =>
      rows.filter(([id, row]) => holds(row, id)).map(([id]) => id);
    const checkedIds = async () =>
      (await loadSuite()).checks.flatMap(({ requirements }) => requirements);

    test('every row has a check or a reason why it has none, never both', async () => {
      const checked = new Set(await checkedIds());
      const both = idsWhere(({ untested }, id) => checked.has(id) === (untested !== undefined));
      expect(both).toEqual([]);
      expect(idsWhere(({ untested }) => untested?.trim() === '')).toEqual([]);
    });

    test('every check is for a row of the catalogue, and no row has two', async () => {
      const checked = await checkedIds();
      expect(checked.filter(id => !ids.includes(id))).toEqual([]);
      expect(repeated(checked)).toEqual([]);
    });

    test('ids are prefixed, in kebab-case, and written once', () => {
      const form = new RegExp(`^${name}(?:\\.[a-z0-9]+(?:-[a-z0-9]+)*){2}$`);
      expect(ids.filter(id => !form.test(id))).toEqual([]);
      // Rows of two files with one id would replace each other silently.
      const folder = `${root}suites/${name}/requirements/`;
      const written = readdirSync(folder).flatMap(file =>
        [...readFileSync(`${folder}${file}`, 'utf8').matchAll(/^ +'([^'.]+\.[^']+)': `/gm)].map(
          ([, id]) => id,
        ),
      );
      expect([...written].sort()).toEqual([...ids].sort());
    });

    test('titles are unique, short and no sentences; statements are', () => {
      const titles = rows.map(([, { title }]) => title);
      expect(repeated(titles)).toEqual([]);
      expect(titles.filter(title => title.length > 100 || title.endsWith('.'))).toEqual([]);
      expect(idsWhere(({ statement }) => !statement.endsWith('.'))).toEqual([]);
    });

    test('what binds a client is not checked; who holds the harness to it exists', () => {
      const bound = idsWhere(({ actor, untested }) => actor === 'client' && untested === undefined);
      expect(bound).toEqual([]);
      expect(idsWhere(({ actor, heldBy }) => actor === 'server' && heldBy !== undefined)).toEqual(
        [],
      );
      const missing = idsWhere(
        ({ heldBy }) => heldBy !== undefined && !existsSync(`${root}${heldBy}`),
      );
      expect(missing).toEqual([]);
    });

    test('a row that a client holds to is named by the test that holds it', () => {
      for (const [id, { heldBy }] of rows)
        if (heldBy !== undefined) expect(readFileSync(`${root}${heldBy}`, 'utf8')).toContain(id);
    });

    test('every mutant breaks checked rows, and every checked row is broken by one', async () => {
      const broken = new Set(mutants.flatMap(({ breaks }) => breaks));
      const checked = await checkedIds();
      expect([...broken].filter(id => !checked.includes(id))).toEqual([]);
      expect(checked.filter(id => !broken.has(id))).toEqual([]);
    });

    test('rows of no open specification say how they are known, and only documented ones can fail', () => {
      const open = catalogue.specification.startsWith('MS-');
      expect(idsWhere(({ mark }) => (mark === undefined) !== open)).toEqual([]);
      const failing = idsWhere(
        ({ level, mark }) => level === 'MUST' && mark !== undefined && mark !== 'documented',
      );
      expect(failing).toEqual([]);
    });
  });

function repeated(values: readonly string[]): readonly string[] {
  return values.filter((value, index) => values.indexOf(value) !== index);
}
