import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@playwright/test';
import { normativeSentences, type NormativeSentence } from '../../harness/extract/sentences.ts';
import { readSpecification } from '../../harness/extract/specification.ts';
import type { Requirement } from '../../harness/verdict/requirement.ts';
import { catalogue } from '../../suites/rmsi/catalogue.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const rows: readonly (readonly [string, Requirement])[] = Object.entries(catalogue.requirements);
const ids = rows.map(([id]) => id);

test('rows in conflict name each other by ids that exist', () => {
  const named = rows.flatMap(([id, { conflictsWith = [] }]) =>
    conflictsWith.map(other => ({ id, other })),
  );
  expect(named.length).toBeGreaterThan(0);
  expect(named.filter(({ id, other }) => !ids.includes(other) || other === id)).toEqual([]);
  const oneSided = named.filter(
    ({ id, other }) => !named.some(pair => pair.id === other && pair.other === id),
  );
  expect(oneSided).toEqual([]);
});

test.describe('against the document', () => {
  const file = `${root}../shared/specs/MS-RMSI.md`;
  test.skip(
    !existsSync(file),
    'MS-RMSI.md is not in ../shared/specs; how sentences are found is tested on MS-RAIL.md',
  );
  const read = (): readonly NormativeSentence[] =>
    normativeSentences(readSpecification(file).markdown);

  test('every sentence has a row of its section', () => {
    const sentences = read();
    expect(sentences.length).toBeGreaterThan(110);
    const uncovered = sentences.filter(
      ({ digest, section }) =>
        !rows.some(
          ([, row]) =>
            'sentence' in row.source && row.source.sentence === digest && row.section === section,
        ),
    );
    expect(uncovered.map(({ section, line, digest }) => ({ section, line, digest }))).toEqual([]);
  });

  test("every row's sentence still stands in its section, with its level", () => {
    const sentences = read();
    const stale = rows.filter(([, { source, section, level }]) => {
      if (!('sentence' in source)) return false;
      return !sentences.some(
        sentence =>
          sentence.digest === source.sentence &&
          sentence.section === section &&
          sentence.keywords.some(keyword => keyword.split(' ')[0] === level),
      );
    });
    expect(stale.map(([id]) => id)).toEqual([]);
  });

  test('the revision is the one that the rows were written from', () => {
    expect(readSpecification(file).revision).toBe(catalogue.revision);
  });

  test('no statement or title repeats eight words of its sentence in a row', () => {
    const sentences = new Map(read().map(({ digest, text }) => [digest, text]));
    const copied = rows.flatMap(([id, { source, statement, title }]) => {
      const sentence = 'sentence' in source ? (sentences.get(source.sentence) ?? '') : '';
      const shared = [statement, title].flatMap(text => runsInCommon(text, sentence, 8));
      return shared.map(words => `${id}: ${words}`);
    });
    expect(copied).toEqual([]);
  });
});

test('eight words in common are found whatever their punctuation', () => {
  const sentence = 'The quick, brown fox MUST jump over the lazy dog (twice).';
  expect(runsInCommon('the quick brown fox must jump over the', sentence, 8)).toEqual([
    'the quick brown fox must jump over the',
  ]);
  expect(runsInCommon('the quick brown fox must jump over a', sentence, 8)).toEqual([]);
});

/** The runs of so many words of one text that stand in another, too. */
function runsInCommon(text: string, other: string, length: number): readonly string[] {
  const words = (value: string) => value.toLowerCase().match(/[\p{L}\p{N}.]+/gu) ?? [];
  const plain = (value: readonly string[]) => value.map(word => word.replace(/\.$/, '')).join(' ');
  const haystack = ` ${plain(words(other))} `;
  const own = words(text);
  return own
    .slice(0, Math.max(0, own.length - length + 1))
    .map((_, index) => plain(own.slice(index, index + length)))
    .filter(run => haystack.includes(` ${run} `));
}
