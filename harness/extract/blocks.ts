/** What stands on one line of the document, or in one cell of a table. */
export interface Block {
  /** The number of the innermost numbered heading above it. */
  readonly section: string;
  /** Still Markdown, without the mark of a list item. */
  readonly text: string;
  /** 1-based. */
  readonly line: number;
}

const numberedHeading = /^#{1,6}\s+(\d+(?:\.\d+)*)\s+(\S.*)$/;

/**
 * Splits a Microsoft Open Specification in Markdown into its blocks: paragraphs and list items (each
 * is one line there, and a paragraph can follow a list with no blank line between) and table cells.
 * What stands before the first numbered heading (the table of contents), under a heading without a
 * number, or between code fences is left out.
 */
export function listBlocks(markdown: string): Block[] {
  const blocks: Block[] = [];
  let section: string | undefined;
  let fenced = false;
  for (const [index, line] of markdown.split(/\r?\n/).entries()) {
    if (line.startsWith('```')) fenced = !fenced;
    else if (fenced) continue;
    else if (/^#{1,6}\s/.test(line)) section = numberedHeading.exec(line)?.[1];
    else if (section !== undefined)
      for (const text of cellsOf(line)) blocks.push({ section, text, line: index + 1 });
  }
  return blocks;
}

/** The number and title of a numbered heading (`## 2.1 Transport`), or undefined. */
export function parseHeading(line: string): { number: string; title: string } | undefined {
  const [, number, title] = numberedHeading.exec(line) ?? [];
  return number === undefined || title === undefined ? undefined : { number, title: title.trim() };
}

/**
 * Whether a line is XML and no sentence: it begins with a tag that is neither a footnote (`<1>`) nor
 * an anchor, and is not an element's name followed by words up to a full stop or colon.
 */
export function isXmlLine(text: string): boolean {
  return /^<[/?!A-Za-z]/.test(text) && !/^<a\s+id=/.test(text) && !/^<\w+>\s+\w.*[.:]$/.test(text);
}

function cellsOf(line: string): string[] {
  const text = line.trim();
  const cells = text.startsWith('|')
    ? text.split(/(?<!\\)\|/)
    : [text.replace(/^(?:-|\d+\.)\s+/, '')];
  return cells.map(cell => cell.trim()).filter(cell => cell !== '');
}
