import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, test } from '@playwright/test';
import { headerRules } from '../../harness/playready/header/complaint.ts';
import { anyParameter, parameterNames } from '../../harness/playready/test-server/parameters.ts';
import { blocksOf, codes, readDocument, root, tableOf } from './markdown.ts';

const headers = readDocument('docs/playready-headers.md');
const testServer = readDocument('docs/test-server.md');

for (const document of [headers, testServer])
  test(`${document.path}: what the code asserts holds`, async ({}, info) => {
    const shown = blocksOf(document).filter(block => block.info.startsWith('ts check '));
    expect(shown).toHaveLength(1);
    for (const { info: fence, text } of shown) {
      expect(text).toContain('assert.');
      const folder = dirname(join(root, fence.slice('ts check '.length)));
      const placed = text.replace(
        /from '(\.[^']*)'/g,
        (_all, path: string) => `from '${pathToFileURL(resolve(folder, path)).href}'`,
      );
      const file = info.outputPath('snippet.ts');
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, placed);
      await import(pathToFileURL(file).href);
    }
  });

test('the rules of headers are the code’s', () => {
  const named = tableOf(headers, 'rule').flatMap(([cell = '']) => codes(cell));
  expect(named.toSorted()).toEqual(Object.keys(headerRules).sort());
});

test('the parameters of the test server are the code’s, with what holds without them', () => {
  const rows = tableOf(testServer, 'parameter').map(([names = '', about, otherwise]) => [
    codes(names),
    about,
    otherwise,
  ]);
  expect(rows).toEqual(
    parameterNames.map(name => {
      const { about, otherwise = '', synonyms = [] } = anyParameter(name);
      return [[name, ...synonyms], about, otherwise];
    }),
  );
});
