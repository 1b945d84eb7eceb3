import { readFileSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { normativeSentences, plainText, splitSentences } from '../../harness/extract/sentences.ts';
import { fc } from '../fast-check.ts';
import { published, sampleFile, withoutPublished } from './specifications.ts';

const sample = readFileSync(sampleFile, 'utf8');

test('every sentence of our own document is listed once, whole, with its section and keywords', () => {
  const found = normativeSentences(sample).map(
    ({ section, line, keywords, text }) => `${section} ${line} ${keywords.join('+')}: ${text}`,
  );
  expect(found).toEqual([
    '1.1 21 MAY: platform: A place beside the rails, which a train MAY stop at.',
    '2.1 33 MUST: Every station MUST have a platform (as drawn in [PLAN] or [MAP-1/2]) beside its rails.',
    '2.1 33 SHOULD: A station SHOULD have a roof.',
    '2.1 37 MUST: Signals: The following signals MUST be shown:',
    '2.1 39 MUST NOT: Red, which a driver MUST NOT pass.',
    '2.1 40 MAY NOT: A driver MAY NOT stop here.',
    '2.2 45 MUST: Ticket: The number of a ticket MUST have the format "a.b.c.d".',
    '2.2 45 MUST+MUST: Part "a" MUST come first, and "d" MUST come last.',
    '2.2 45 MAY: The rest, e.g. The Price, MAY follow section 2.1. in print.',
    '2.2 47 MUST: A guard MUST call "All aboard. Mind the gap!" twice.',
    '2.2 47 SHOULD: Passengers SHOULD wait.',
    '2.2 47 MUST: It MUST be (though not always. It varies) enough.',
    '2.2 49 MUST: <Ticket> MUST be shown.',
    '2.2 49 MAY: <Luggage> MAY be weighed or opened.',
    '2.2 51 SHOULD NOT: SHOULD NOT be NULL.',
    '2.2 55 MUST: MUST be empty.',
    '2.2 56 MUST: MUST be empty.',
    '2.2 56 SHOULD: It SHOULD be blue.',
    '3.2 78 MUST: A whistle MUST be blown.',
    '3.2.1 83 MUST: A loud whistle MUST be blown twice.',
    '3.20 88 MUST: A bell MUST be rung.',
  ]);
});

test('sections keep what stands below them, and nothing whose number only begins alike', () => {
  const sectionsOf = (sections: readonly string[]): string[] =>
    normativeSentences(sample, { sections }).map(({ section }) => section);
  expect(sectionsOf(['3.2'])).toEqual(['3.2', '3.2.1']);
  expect(sectionsOf(['3.2.1', '3.20'])).toEqual(['3.2.1', '3.20']);
  expect(sectionsOf([])).toEqual([]);
});

test('the digest is that of the text in UTF-8, whatever the Markdown around it', () => {
  const [sentence] = normativeSentences(sample, { sections: ['3.2'] });
  expect(sentence?.digest).toBe('93c3689f3ead4ea4');
  const decorated = '## 3.2 Whistles\n\nA [**whistle**](#gt_whistle)  *MUST* be blown.<12>\r\n';
  expect(normativeSentences(decorated)).toEqual([{ ...sentence, line: 3 }]);
});

test('a sentence that stands twice in one section is listed twice with one digest', () => {
  const digests = normativeSentences(sample, { sections: ['2.2'] })
    .filter(({ text }) => text === 'MUST be empty.')
    .map(({ digest }) => digest);
  expect(digests).toHaveLength(2);
  expect(new Set(digests).size).toBe(1);
});

test('Markdown is reduced to text, element names and lone asterisks stay', () => {
  expect(plainText('see <[Key](#k)> in [<List>](#l), [[A-1]](http://x/?a=(b)) and 2 * 3 * 4')).toBe(
    'see <Key> in <List>, [A-1] and 2 * 3 * 4',
  );
  expect(plainText('![a [MS-X] picture](media/x.png) <a id="s"></a>Text<1>,\u00a0**bold**')).toBe(
    'Text, bold',
  );
});

test('sentences joined by blanks are split where they were joined', () => {
  const word = fc.constantFrom('a.b.c.d', 'section 3.1.1.1', '"One. Two"', '(x. Y)', 'e.g. Z', 'w');
  const sentence = fc
    .tuple(
      fc.constantFrom('The', '<Id>', '"A"', '[MS-X]', '3'),
      fc.array(word, { minLength: 1, maxLength: 5 }),
      fc.constantFrom('.', '?', '!', '".".', ' "end."'),
    )
    .map(([first, words, end]) => `${first} ${words.join(' ')}${end}`);
  fc.assert(
    fc.property(fc.array(sentence, { maxLength: 6 }), sentences => {
      expect(splitSentences(sentences.join(' '))).toEqual(sentences);
    }),
  );
});

test.describe('the published specifications', () => {
  test.skip(withoutPublished !== undefined, withoutPublished);

  for (const [index, count] of [118, 1000].entries())
    test(`${index === 0 ? 'MS-RMSI' : 'MS-RMPR'} has ${count}, and no keyword of it is lost`, () => {
      const markdown = readFileSync(published[index]?.file ?? '', 'utf8');
      const sentences = normativeSentences(markdown);
      expect(sentences).toHaveLength(count);
      const perLine = new Map<number, number>();
      for (const { line, keywords } of sentences)
        perLine.set(line, (perLine.get(line) ?? 0) + keywords.length);
      const lost = markdown.split('\n').flatMap((text, at) => {
        const expected = text.match(/\b(?:MUST|SHOULD|MAY)\b/g)?.length ?? 0;
        const isDefinition = text.includes('RFC2119]](');
        return isDefinition || expected === (perLine.get(at + 1) ?? 0) ? [] : [at + 1];
      });
      expect(lost).toEqual([]);
    });

  test('MS-RMSI 2.1, 2.2, 3.1 and 3.2 have 53, counted by hand section by section', () => {
    const sections = ['2.1', '2.2', '3.1', '3.2'];
    const markdown = readFileSync(published[0]?.file ?? '', 'utf8');
    const sentences = normativeSentences(markdown, { sections });
    const counts: Record<string, number> = {};
    for (const { section } of sentences) counts[section] = (counts[section] ?? 0) + 1;
    expect(counts).toEqual({
      '2.1': 7,
      '2.2.1': 1,
      '2.2.4.3': 9,
      '3.1.4.1': 13,
      '3.1.4.2': 4,
      '3.2.4.1': 9,
      '3.2.4.1.2.1': 3,
      '3.2.4.1.2.2': 1,
      '3.2.4.1.3.1': 3,
      '3.2.4.1.3.3': 1,
      '3.2.4.1.3.4': 1,
      '3.2.4.1.4.1': 1,
    });
    // The sentences themselves are not ours to copy: a row of a table, one after a label, one with
    // quotes and four keywords, one whose footnote mark stands inside.
    expect(sentences).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ line: 633, digest: '7810bdbe23624f7a', keywords: ['MUST'] }),
        expect.objectContaining({
          line: 914,
          digest: 'a9cf275e9d23f97d',
          keywords: ['SHOULD NOT'],
        }),
        expect.objectContaining({
          line: 570,
          digest: 'd4614863a84fceb2',
          keywords: ['MUST', 'MUST', 'MUST', 'MUST'],
        }),
        expect.objectContaining({ line: 540, digest: 'd5153ae9ddcd9fae', keywords: ['SHOULD'] }),
      ]),
    );
  });
});
