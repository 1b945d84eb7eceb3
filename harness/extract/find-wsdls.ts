import { UserError } from '../user-error.ts';
import { parseHeading } from './blocks.ts';
import type { Repair } from './repair.ts';

/** A WSDL as it stands in a specification, its lines joined again. */
export interface WsdlListing {
  readonly section: string;
  /** The title of that section. */
  readonly title: string;
  /** 1-based lines of the specification, both included. */
  readonly lines: { readonly first: number; readonly last: number };
  /** Without blank lines and list markers; the lines end with `\n`. */
  readonly text: string;
  /** The line of the specification on which each line of `text` stands. */
  readonly lineNumbers: readonly number[];
  readonly repairs: readonly Repair[];
}

const opening = /^(?:- )?(?:<\?xml[^>]*\?>\s*)?<(?:[\w.-]+:)?definitions(?=[\s/>]|$)/;
const closing = /<\/(?:[\w.-]+:)?definitions\s*>\s*$/;

/**
 * Finds every WSDL in section 6 ("Full WSDL") and its subsections, at any depth. Throws UserError if
 * there is none, or one that does not end before the next heading.
 */
export function findWsdls(markdown: string, source: string): WsdlListing[] {
  const lines = markdown.split(/\r?\n/);
  const listings: WsdlListing[] = [];
  let heading: { number: string; title: string } | undefined;
  for (let index = 0; index < lines.length; index += 1) {
    const line = lines[index] ?? '';
    if (/^#{1,6}\s/.test(line)) heading = parseHeading(line);
    if (heading === undefined || !/^6(?:\.|$)/.test(heading.number) || !opening.test(line))
      continue;
    const last = findEnd(lines, index, heading.number, source);
    listings.push(joinLines(lines, declarationBefore(lines, index), last, heading));
    index = last;
  }
  if (listings.length === 0)
    throw new UserError(
      `Expected a WSDL (an element named definitions) in section 6 of ${source}, but found none; pass a specification whose section 6 holds the full WSDL.`,
    );
  return listings;
}

function findEnd(lines: readonly string[], start: number, section: string, source: string): number {
  for (let index = start; index < lines.length; index += 1) {
    const line = lines[index] ?? '';
    if (closing.test(line)) return index;
    if (/^#{1,6}\s/.test(line)) break;
  }
  throw new UserError(
    `Expected the WSDL that begins on line ${start + 1} of ${source} (section ${section}) to end with </wsdl:definitions> before the next heading, but it doesn't; restore the missing lines.`,
  );
}

/** The index of the XML declaration directly above, or of the WSDL's own first line. */
function declarationBefore(lines: readonly string[], start: number): number {
  let index = start - 1;
  while (index >= 0 && lines[index]?.trim() === '') index -= 1;
  return /^(?:- )?<\?xml[^>]*\?>\s*$/.test(lines[index] ?? '') ? index : start;
}

function joinLines(
  lines: readonly string[],
  first: number,
  last: number,
  { number, title }: { number: string; title: string },
): WsdlListing {
  const all = lines
    .slice(first, last + 1)
    .map((text, offset) => ({ text: text.trim(), line: first + offset + 1 }));
  const kept = all.filter(({ text }) => text !== '');
  const marked = kept.every(({ text }) => text.startsWith('- '));
  const count = (kind: Repair['kind'], amount: number): Repair[] =>
    amount === 0
      ? []
      : [{ kind, line: first + 1, subject: `section ${number}`, value: String(amount) }];
  return {
    section: number,
    title,
    lines: { first: first + 1, last: last + 1 },
    text: kept.map(({ text }) => `${marked ? text.slice(2) : text}\n`).join(''),
    lineNumbers: kept.map(({ line }) => line),
    repairs: [
      ...count('blank-lines-removed', all.length - kept.length),
      ...count('list-markers-removed', marked ? kept.length : 0),
    ],
  };
}
