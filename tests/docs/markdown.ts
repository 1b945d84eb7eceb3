import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../..', import.meta.url));

/** A document of the project, by its path below the root. */
export interface Document {
  readonly path: string;
  readonly text: string;
}

/** A fenced block: what stands behind the fence, its text, and the line it begins on. */
export interface Block {
  readonly info: string;
  readonly text: string;
  readonly line: number;
}

/** Everything that is written for people who use or change the project. */
export function documents(): readonly Document[] {
  const docs = readdirSync(join(root, 'docs')).filter(name => name.endsWith('.md'));
  return ['README.md', 'CONTRIBUTING.md', ...docs.map(name => `docs/${name}`)].map(readDocument);
}

export function readDocument(path: string): Document {
  return { path, text: readFileSync(join(root, path), 'utf8') };
}

export function blocksOf({ text }: Document): readonly Block[] {
  return [...text.matchAll(/^```(.*)\n([\s\S]*?)^```$/gm)].map(({ 1: info, 2: body, index }) => ({
    info: info ?? '',
    text: body ?? '',
    line: text.slice(0, index).split('\n').length,
  }));
}

/** The text outside of fenced blocks. */
export function proseOf({ text }: Document): string {
  return text.replace(/^```.*\n[\s\S]*?^```$/gm, '');
}

/** The anchors that headings make, as GitHub spells them. */
export function anchorsOf(document: Document): readonly string[] {
  return [...proseOf(document).matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replace(/[^\w\- ]/g, '')
      .replaceAll(' ', '-'),
  );
}

/** The cells of the table whose first column has this heading, without the heading. */
export function tableOf({ path, text }: Document, heading: string): readonly (readonly string[])[] {
  const rows = text.split('\n');
  const start = rows.findIndex(row => row.startsWith(`| ${heading} |`));
  if (start < 0) throw new Error(`${path} has no table that begins with "${heading}".`);
  const end = rows.findIndex((row, index) => index > start && !row.startsWith('|'));
  return rows.slice(start + 2, end < 0 ? undefined : end).map(row =>
    row
      .slice(1, -1)
      .split('|')
      .map(cell => cell.trim()),
  );
}

/** What stands in backticks in a cell. */
export function codes(cell: string): readonly string[] {
  return [...cell.matchAll(/`([^`]+)`/g)].map(([, code = '']) => code);
}

/** The commands of a shell block: continuation lines joined, comments and empty lines left out. */
export function commandsOf({ text }: Block): readonly string[] {
  return text
    .replaceAll('\\\n', ' ')
    .split('\n')
    .flatMap(line => line.replace(/(^|\s)#.*$/, '').split('&&'))
    .map(command => command.trim())
    .filter(command => command !== '');
}
