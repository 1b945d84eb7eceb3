import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { requestIdHeader } from '../../harness/license-server/to-wire.ts';
import { wmdrmDeployments } from '../../harness/target/wmdrm.ts';
import {
  assumptionNames,
  wmdrmAssumptions,
  type Assumption,
} from '../../harness/wmdrm/wmdrm-assumptions.ts';
import { catalogue } from '../../suites/wmdrm/catalogue.ts';
import { blocksOf, codes, readDocument, root, tableOf, type Document } from './markdown.ts';

const document = readDocument('docs/wmdrm.md');
const rows: readonly (readonly [string, { readonly untested?: string }])[] = Object.entries(
  catalogue.requirements,
);

/** The part of a document that begins with this heading. */
function partOf({ path, text }: Document, heading: string): Document {
  const start = text.indexOf(`\n${heading}\n`);
  if (start < 0) throw new Error(`${path} has no heading "${heading}".`);
  return { path, text: text.slice(start) };
}

test('the assumptions are the code’s, with their choices and what is assumed', () => {
  const told = tableOf(document, 'assumption').map(cells => cells.slice(0, 3).map(codes));
  const known: readonly (readonly [string, Assumption])[] = Object.entries(wmdrmAssumptions);
  expect(told).toEqual(known.map(([name, { choices, assumed }]) => [[name], choices, [assumed]]));
  for (const [name, , , about] of tableOf(document, 'assumption')) expect(about, name).not.toBe('');
});

test('a target file can declare these, and no others', () => {
  const file = readFileSync(join(root, 'schemas/harness/target.schema.json'), 'utf8');
  const { definitions } = JSON.parse(file) as {
    definitions: Record<
      string,
      { properties: Record<string, { enum: string[]; default: string }> }
    >;
  };
  const properties = definitions['wmdrmAssumptions']?.properties ?? {};
  expect(Object.keys(properties)).toEqual(assumptionNames);
  for (const name of assumptionNames)
    expect(properties[name]).toMatchObject({
      enum: wmdrmAssumptions[name].choices,
      default: wmdrmAssumptions[name].assumed,
    });
});

test('the server states are the code’s, in both documents', () => {
  const targets = partOf(readDocument('docs/targets.md'), '### WMDRM');
  const states = tableOf(targets, 'server state').flatMap(([state = '']) => codes(state));
  expect(states).toEqual(wmdrmDeployments);
  const example = /\nwmdrm:\n {2}deployments:\n((?: {4}.*\n)+)/.exec(targets.text)?.[1] ?? '';
  expect([...example.matchAll(/^ {4}([\w-]+):/gm)].map(([, state]) => state)).toEqual(
    wmdrmDeployments,
  );
  const known: ReadonlySet<string> = new Set(wmdrmDeployments);
  const like = /^(?:normal|[\w-]+-(?:only|revocation))$/;
  const named = [document, targets]
    .flatMap(({ text }) => codes(text))
    .filter(code => like.test(code));
  expect(named).toContain('newer-revocation');
  expect(named.filter(code => !known.has(code))).toEqual([]);
});

test('what is judged names every area, and each is one', () => {
  const told = tableOf(document, 'area').map(([, cell = '']) => codes(cell)[0]);
  const areas = new Set(rows.map(([id]) => `${id.split('.').slice(0, 2).join('.')}.*`));
  expect(told.toSorted()).toEqual([...areas].sort());
});

test('the rows of the page are those that have checks', () => {
  const told = tableOf(document, 'row').flatMap(([cell = '']) => codes(cell));
  const checked = rows.flatMap(([id, { untested }]) =>
    id.startsWith('wmdrm.nonsilent.') && untested === undefined ? [id] : [],
  );
  expect(told).toEqual(checked);
});

test('a higher layer is told what the rows ask it for', () => {
  const [example] = blocksOf(document).filter(({ info }) => info === 'json');
  const told = Object.keys(JSON.parse(example?.text ?? '{}') as object);
  const asked = rows.flatMap(([id, row]) =>
    id.startsWith('wmdrm.state.') ? [(row as { title?: string }).title ?? ''] : [],
  );
  expect(told).toHaveLength(asked.length);
  const source = readFileSync(join(root, 'suites/wmdrm/state.spec.ts'), 'utf8');
  for (const name of told) expect(source).toContain(`'${name}'`);
  expect(document.text).toContain(`\`${requestIdHeader}\``);
});
