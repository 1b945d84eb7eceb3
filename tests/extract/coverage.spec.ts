import { readFileSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { compareWithSpecification } from '../../harness/extract/coverage.ts';
import { normativeSentences } from '../../harness/extract/sentences.ts';
import { rows } from '../../harness/verdict/rows.ts';
import type { Catalogue } from '../../harness/verdict/requirement.ts';
import { sampleFile } from './specifications.ts';

const sample = readFileSync(sampleFile, 'utf8');
const [whistle] = normativeSentences(sample, { sections: ['3.2'] });
const digest = whistle?.digest ?? '';

/** A catalogue whose rows have these sections and digests. */
function catalogueOf(places: Readonly<Record<string, string>>): Catalogue {
  const texts = Object.entries(places).map(([id, place]) => [id, `${place}: Title\nStatement.`]);
  return {
    specification: 'MS-RAIL',
    revision: '2.1',
    sectionUrl: '',
    requirements: rows('Rails', Object.fromEntries(texts) as Record<string, string>),
  };
}

const compare = (places: Readonly<Record<string, string>>, sections?: readonly string[]) => {
  const { sentences, uncovered, changed } = compareWithSpecification(
    catalogueOf(places),
    sample,
    sections,
  );
  return {
    sentences: sentences.length,
    uncovered: uncovered.map(({ section }) => section),
    changed,
  };
};

test('a sentence without a row is uncovered, one with a row of its section is not', () => {
  expect(compare({}, ['3.2'])).toEqual({
    sentences: 2,
    uncovered: ['3.2', '3.2.1'],
    changed: [],
  });
  expect(compare({ a: `3.2 MUST ${digest}` }, ['3.2']).uncovered).toEqual(['3.2.1']);
});

test('a sentence can have several rows', () => {
  const places = { a: `3.2 MUST ${digest}`, b: `3.2 MUST client ${digest}` };
  expect(compare(places, ['3.2'])).toMatchObject({ uncovered: ['3.2.1'], changed: [] });
});

test('a row whose sentence stands elsewhere or nowhere has changed, and covers nothing', () => {
  const places = { moved: `3.2.1 MUST ${digest}`, gone: '3.2 MUST 0123456789abcdef' };
  expect(compare(places, ['3.2'])).toEqual({
    sentences: 2,
    uncovered: ['3.2', '3.2.1'],
    changed: [
      { requirement: 'moved', section: '3.2.1' },
      { requirement: 'gone', section: '3.2' },
    ],
  });
});

test('a row with a reference covers nothing and never changes', () => {
  const places = { schema: '3.2 MUST "schema in section 6"' };
  expect(compare(places, ['3.2'])).toMatchObject({ uncovered: ['3.2', '3.2.1'], changed: [] });
});

test('rows outside the sections asked for are left alone, the whole document is asked for otherwise', () => {
  const places = { gone: '3.20 MUST 0123456789abcdef' };
  expect(compare(places, ['3.2']).changed).toEqual([]);
  expect(compare(places).changed).toEqual([{ requirement: 'gone', section: '3.20' }]);
  expect(compare(places).sentences).toBe(normativeSentences(sample).length);
});
