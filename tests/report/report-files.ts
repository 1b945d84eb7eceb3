import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Texts by file name. */
export type Texts = ReadonlyMap<string, string>;

/** The files that an Allure report of one file carries in base64. */
export function embeddedFiles(html: string): Texts {
  const parts = html.matchAll(/d\('([^']+)',\s*'([^']*)'\)/g);
  return new Map(
    [...parts].map(([, name = '', data = '']) => [
      name,
      Buffer.from(data, 'base64').toString('utf8'),
    ]),
  );
}

/** Every file below a folder, hidden ones included, with one character per byte. */
export function filesBelow(folder: string): Texts {
  return new Map(
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter(entry => entry.isFile())
      .map(entry => join(entry.parentPath, entry.name))
      .map(file => [file, readFileSync(file, 'latin1')]),
  );
}

/** A node of a tree in an Allure report: a group, or a test case with a status. */
export interface TreeNode {
  readonly name: string;
  readonly status?: string;
  readonly children?: readonly TreeNode[];
}

/** The test cases below these nodes. */
export function casesBelow(nodes: readonly TreeNode[]): readonly TreeNode[] {
  return nodes.flatMap(node => (node.children === undefined ? [node] : casesBelow(node.children)));
}
