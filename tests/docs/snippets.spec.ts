import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, test } from '@playwright/test';
import { proveMutant } from '../../cli/proof/prove-mutant.ts';
import { rmsiProtocol } from '../../cli/protocols/rmsi.ts';
import { makeRunnable } from '../../harness/runner/runnable-suite.ts';
import { runChecks } from '../../harness/runner/run-checks.ts';
import { loadTarget } from '../../harness/target/load-target.ts';
import type { Mutant } from '../../reference/mutants/mutant.ts';
import type { Check } from '../../harness/verdict/check.ts';
import type { RmsContext } from '../../harness/rms/context.ts';
import { catalogue, type RmsiRequirementId } from '../../suites/rmsi/catalogue.ts';
import { sendChecksTo } from '../../suites/rmsi/check.ts';
import { loadSuite } from '../../suites/rmsi/collect-checks.ts';
import { rmsiSuite } from '../../suites/rmsi/suite.ts';
import { compile } from './compile.ts';
import { blocksOf, documents, root } from './markdown.ts';

/** A TypeScript block marked `ts check PATH`: it stands for a file at that path. */
interface Snippet {
  readonly where: string;
  readonly path: string;
  readonly text: string;
}

const blocks = documents().flatMap(document =>
  blocksOf(document).map(block => ({ ...block, where: `${document.path}:${block.line}` })),
);
const snippets: readonly Snippet[] = blocks.flatMap(({ info, text, where }) => {
  const path = /^ts check (\S+)$/.exec(info)?.[1];
  return path === undefined ? [] : [{ where, path, text }];
});
type ShownCheck = Check<RmsiRequirementId, RmsContext>;

const protocol = rmsiProtocol();
const rowsPath = 'suites/rmsi/requirements/';
const mutantsPath = 'reference/mutants/';

test('TypeScript blocks compile against the code', () => {
  expect(snippets.length).toBeGreaterThan(0);
  expect(
    blocks.filter(({ info }) => info.startsWith('ts') && !info.startsWith('ts check ')),
  ).toEqual([]);
  expect(compile(snippets)).toEqual([]);
});

test('a block that does not compile is found', () => {
  const [check] = snippets.filter(({ path }) => path.endsWith('.spec.ts'));
  const text = (check?.text ?? '').replace(/rmsi\.[\w.-]+/, 'rmsi.decommission.nowhere');
  expect(compile([{ path: 'suites/rmsi/example.spec.ts', text }])).toEqual([
    expect.stringContaining('rmsi.decommission.nowhere'),
  ]);
});

test('rows of a catalogue are the ones of the catalogue', async () => {
  const shown = snippets.filter(({ path }) => path.startsWith(rowsPath));
  expect(shown).not.toEqual([]);
  for (const [index, snippet] of shown.entries()) {
    const rows = Object.values(await load(snippet, `rows-${index}`)) as object[];
    for (const [id, row] of rows.flatMap(value => Object.entries(value)))
      expect(row, id).toEqual((catalogue.requirements as Record<string, unknown>)[id]);
  }
});

test('checks pass the reference server and go red for the mutants', async () => {
  const checks = await shownChecks();
  const mutants = await shownMutants();
  expect(checks).not.toEqual([]);
  expect(mutants).not.toEqual([]);
  const suite = makeRunnable(rmsiSuite, checks);
  const { plan, close } = await protocol.start();
  const outcomes = await runChecks(suite, plan);
  await close();
  expect(outcomes.filter(({ outcome }) => outcome.kind !== 'kept')).toEqual([]);
  for (const mutant of mutants)
    expect((await proveMutant(mutant, protocol, suite, {})).red).toEqual(mutant.breaks);
});

test('mutants break what they declare and nothing else', async () => {
  const suite = await loadSuite();
  for (const mutant of await shownMutants()) {
    const { survived, collateral } = await proveMutant(mutant, protocol, suite, {});
    expect({ survived, collateral }, mutant.name).toEqual({ survived: [], collateral: [] });
  }
});

test('target files are valid', () => {
  const targets = blocks.filter(({ info }) => info === 'yaml target');
  expect(targets).not.toEqual([]);
  expect(blocks.filter(({ info }) => info === 'yaml')).toEqual([]);
  for (const [index, { text }] of targets.entries())
    expect(Object.keys(loadTarget(write(`target-${index}.yaml`, text))).length).toBeGreaterThan(0);
});

async function shownChecks(): Promise<readonly ShownCheck[]> {
  const checks: ShownCheck[] = [];
  sendChecksTo(check => checks.push(check));
  const shown = snippets.filter(({ path }) => path.endsWith('.spec.ts'));
  for (const [index, snippet] of shown.entries()) await load(snippet, `check-${index}`);
  return checks;
}

async function shownMutants(): Promise<readonly Mutant[]> {
  const shown = snippets.filter(({ path }) => path.startsWith(mutantsPath));
  const modules = await Promise.all(
    shown.map((snippet, index) => load(snippet, `mutants-${index}`)),
  );
  return modules.flatMap(module => Object.values(module) as Mutant[][]).flat();
}

/** Imports a snippet as though it stood at its path. */
function load({ path, text }: Snippet, name: string): Promise<object> {
  const folder = dirname(join(root, path));
  const placed = text.replace(
    /from '(\.[^']*)'/g,
    (_all, specifier: string) => `from '${pathToFileURL(resolve(folder, specifier)).href}'`,
  );
  return import(pathToFileURL(write(`${name}.ts`, placed)).href) as Promise<object>;
}

function write(name: string, text: string): string {
  const file = test.info().outputPath(name);
  mkdirSync(dirname(file), { recursive: true });
  rmSync(file, { force: true });
  writeFileSync(file, text);
  return file;
}
