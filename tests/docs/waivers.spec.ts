import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { projects } from '../../cli/suites.ts';
import { failOnChoices } from '../../harness/verdict/policy.ts';
import { loadWaivers } from '../../harness/verdict/load-waivers.ts';
import { waiverErrorKinds } from '../../harness/verdict/waiver-errors.ts';
import { catalogue } from '../../suites/rmsi/catalogue.ts';
import { blocksOf, codes, readDocument, root, tableOf } from './markdown.ts';

const waivers = readDocument('docs/waivers.md');

interface Schema {
  readonly enum?: readonly string[];
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly definitions?: Readonly<Record<string, Schema>>;
}
const schema = (name: string) =>
  JSON.parse(readFileSync(join(root, `schemas/harness/${name}.schema.json`), 'utf8')) as Schema;

test('the waivers that are shown are ones', ({}, info) => {
  const shown = blocksOf(waivers).filter(({ info: kind }) => kind === 'yaml waivers');
  expect(shown).toHaveLength(1);
  const file = info.outputPath('waivers.yaml');
  writeFileSync(file, shown[0]?.text ?? '');
  expect(loadWaivers(file, { catalogues: [catalogue], projects })).toHaveLength(2);
});

test('the keys of a waiver are the schema’s, and the kinds of errors the code’s', () => {
  const named = (heading: string) => tableOf(waivers, heading).map(([cell = '']) => codes(cell)[0]);
  expect(named('key')).toEqual(Object.keys(schema('waivers').items?.properties ?? {}));
  expect(named('kind').toSorted()).toEqual([...waiverErrorKinds].sort());
  const { kind } = schema('results').definitions?.['waiverError']?.properties ?? {};
  expect(kind?.enum).toEqual(waiverErrorKinds);
});

test('what --fail-on takes is told', () => {
  const rows = tableOf(readDocument('docs/exit-codes.md'), '`--fail-on`');
  expect(rows.map(([cell = '']) => codes(cell)[0])).toEqual(failOnChoices);
  expect(schema('results').properties?.['run']?.properties?.['failOn']?.enum).toEqual(
    failOnChoices,
  );
});
