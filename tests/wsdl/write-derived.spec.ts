import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import { writeDerived } from '../../harness/wsdl/write-derived.ts';

test('writes what differs, removes what is stale, and leaves what it did not derive', () => {
  const folder = test.info().outputPath('fixtures');
  const files = [
    { file: 'a/one/1.xml', text: '<?mark?>1' },
    { file: 'a/one/2.xml', text: '<?mark?>2' },
  ];
  const write = (given: typeof files) => writeDerived(folder, given, 'a', '<?mark?>');
  expect(write(files)).toEqual({ written: 2, changed: 2, removed: 0 });
  expect(write(files)).toEqual({ written: 2, changed: 0, removed: 0 });
  mkdirSync(path.join(folder, 'b'));
  for (const kept of ['a/own.xml', 'a/notes.txt', 'b/other.xml'])
    writeFileSync(path.join(folder, kept), kept === 'a/own.xml' ? '<own/>' : '<?mark?>');
  expect(write([{ file: 'a/one/1.xml', text: '<?mark?>new' }])).toEqual({
    written: 1,
    changed: 1,
    removed: 1,
  });
  expect(readFileSync(path.join(folder, 'a/one/1.xml'), 'utf8')).toBe('<?mark?>new');
  expect(existsSync(path.join(folder, 'a/one/2.xml'))).toBe(false);
  for (const kept of ['a/own.xml', 'a/notes.txt', 'b/other.xml'])
    expect(existsSync(path.join(folder, kept)), kept).toBe(true);
});
