import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** What stands in a document at rest. Strings are cut, lists too. */
export interface Look {
  /** Attributes that are event handlers, without the body's onload. */
  readonly handlers: readonly { readonly name: string; readonly value: string }[];
  readonly scripts: readonly { readonly source: string; readonly text: string }[];
  /** Addresses with the scheme javascript. */
  readonly addresses: readonly string[];
  /** What META elements say instead of a Refresh header. */
  readonly refreshes: readonly string[];
  /** The body's onload, whole. */
  readonly onLoad: string | null;
  readonly netobj: { readonly tag: string; readonly classid: string } | null;
  readonly title: string;
  readonly text: string;
}

/** An expression that gives a Look, for a world where no script of the page runs. */
export const lookExpression = readFileSync(join(import.meta.dirname, 'in-page', 'look.js'), 'utf8');
