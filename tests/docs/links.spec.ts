import { existsSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from '@playwright/test';
import { anchorsOf, documents, proseOf, readDocument, root, type Document } from './markdown.ts';

/** The folders of the repository that documents speak of; `reports` is made by a run. */
const path =
  /^(?:suites|harness|reference|cli|tests|bench|docs|fixtures|schemas)\/[\w./*-]*$|^[\w.-]+\.(?:json|config\.ts)$/;
/** Files that a run or a command writes. */
const written = new Set([
  'results.json',
  'recording.json',
  'profile.json',
  'extraction.json',
  'kill-sheet.json',
]);

for (const document of documents()) {
  test(`${document.path}: links lead somewhere`, () => {
    for (const target of linksOf(document)) {
      const [file = '', anchor] = target.split('#');
      const linked = file === '' ? document.path : join(dirname(document.path), file);
      expect.soft(existsSync(join(root, linked)), `${target} exists`).toBe(true);
      if (anchor !== undefined && linked.endsWith('.md'))
        expect.soft(anchorsOf(readDocument(linked)), `headings of ${linked}`).toContain(anchor);
    }
  });

  test(`${document.path}: files and folders that it names exist`, () => {
    for (const name of pathsOf(document)) expect.soft(exists(name), `${name} exists`).toBe(true);
  });
}

test('a link, an anchor and a path that lead nowhere are found', () => {
  const broken = {
    path: 'docs/x.md',
    text: 'See [a](nowhere.md#b) and [c](https://assay.example), `cli/nowhere.ts` and `cli/*.nowhere`.',
  };
  expect(linksOf(broken)).toEqual(['nowhere.md#b']);
  expect(pathsOf(broken).filter(name => !exists(name))).toEqual([
    'cli/nowhere.ts',
    'cli/*.nowhere',
  ]);
  expect(anchorsOf({ path: 'x.md', text: "## The server's certificate\n" })).toEqual([
    'the-servers-certificate',
  ]);
});

function linksOf(document: Document): readonly string[] {
  return [...proseOf(document).matchAll(/\]\(([^)\s]+)\)/g)]
    .map(([, target = '']) => target)
    .filter(target => !/^[a-z]+:/.test(target));
}

function pathsOf(document: Document): readonly string[] {
  return [...proseOf(document).matchAll(/`([^`\n]+)`/g)]
    .map(([, code = '']) => code)
    .filter(code => path.test(code) && !written.has(code));
}

/** A star stands for the names of one folder's files. */
function exists(name: string): boolean {
  if (!name.includes('*')) return existsSync(join(root, name));
  const folder = join(root, dirname(name));
  const [start = '', end = ''] = name.slice(dirname(name).length + 1).split('*');
  return (
    existsSync(folder) &&
    readdirSync(folder).some(file => file.startsWith(start) && file.endsWith(end))
  );
}
