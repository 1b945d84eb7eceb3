import { createHash } from 'node:crypto';
import { isXmlLine, listBlocks } from './blocks.ts';

export type NormativeKeyword = 'MUST' | 'MUST NOT' | 'SHOULD' | 'SHOULD NOT' | 'MAY' | 'MAY NOT';

/** One sentence of a specification that carries a keyword of RFC 2119 in capitals. */
export interface NormativeSentence {
  /** The number of the innermost numbered heading above it, e.g. `3.1.4.1`. */
  readonly section: string;
  /** Without Markdown and footnote marks, white space folded. */
  readonly text: string;
  /** Every occurrence, in the order of the text; a keyword that stands twice is listed twice. */
  readonly keywords: NormativeKeyword[];
  /** The first 16 hexadecimal digits of the SHA-256 of `text` in UTF-8. */
  readonly digest: string;
  /** 1-based line of the document. */
  readonly line: number;
}

/**
 * Lists the sentences of a Microsoft Open Specification in Markdown that hold MUST, SHOULD or MAY in
 * capitals, in the order of the document. A table cell, a list item and a paragraph each end a
 * sentence; so a requirement that the document continues in a list is listed as its pieces.
 * `sections` keeps those sections and all below them (`3.2` keeps `3.2.4.1`, not `3.20`). Left out
 * are the table of contents, XML, and the definition of the keywords in the glossary (section 1.1).
 * Throws nothing: a document without such sentences gives an empty list.
 */
export function normativeSentences(
  markdown: string,
  options: { readonly sections?: readonly string[] } = {},
): NormativeSentence[] {
  const { sections } = options;
  return listBlocks(markdown)
    .filter(({ section }) => sections === undefined || sections.some(top => isWithin(section, top)))
    .filter(({ text }) => !isXmlLine(text) && !definesKeywords(text))
    .flatMap(({ section, text, line }) =>
      splitSentences(plainText(text)).flatMap(sentence => {
        const keywords = keywordsOf(sentence);
        return keywords.length === 0
          ? []
          : [{ section, text: sentence, keywords, digest: digestOf(sentence), line }];
      }),
    );
}

/**
 * Reduces a line of Markdown to its text: links to what they show, images to nothing; emphasis,
 * anchors and footnote marks (`<1>`) removed; white space folded. Element names such as
 * `<VersionData>` stay.
 */
export function plainText(markdown: string): string {
  const label = String.raw`\[((?:[^[\]]|\[[^[\]]*\])*)\]`;
  const address = String.raw`\((?:[^()\s]|\([^()\s]*\))*\)`;
  return markdown
    .replace(new RegExp(`!${label}${address}`, 'g'), '')
    .replace(new RegExp(`${label}${address}`, 'g'), '$1')
    .replace(/<a\s+id="[^"]*">|<\/a>|<br\s*\/?>/g, ' ')
    .replace(/<\d+>/g, '')
    .replace(/\*\*([^*]+)\*\*/g, '$1')
    .replace(/\*(\S(?:[^*]*[^*\s])?)\*/g, '$1')
    .replace(/\s+/g, ' ')
    .trim();
}

/**
 * Splits plain text where a full stop, question or exclamation mark ends a sentence: what follows
 * begins with a capital, a digit, a quote or a bracket. It does not split within quotation marks or
 * brackets, nor after an abbreviation.
 */
export function splitSentences(text: string): string[] {
  const sentences: string[] = [];
  let start = 0;
  for (const match of text.matchAll(/[.!?]["”’)\]]*(?=\s+(?:<\w|["“‘(]?[\p{Lu}\d[]))/gu)) {
    const end = match.index + match[0].length;
    const sentence = text.slice(start, end);
    if (isOpen(sentence) || /\b(?:e\.g|i\.e|cf|vs)\.$/.test(sentence)) continue;
    sentences.push(sentence.trim());
    start = end;
  }
  const rest = text.slice(start).trim();
  return rest === '' ? sentences : [...sentences, rest];
}

function isOpen(text: string): boolean {
  const count = (mark: RegExp): number => text.match(mark)?.length ?? 0;
  return count(/"/g) % 2 === 1 || count(/“/g) > count(/”/g) || count(/\(/g) > count(/\)/g);
}

function keywordsOf(text: string): NormativeKeyword[] {
  return [...text.matchAll(/\b(?:MUST|SHOULD|MAY)(?: NOT)?\b/g)].map(
    match => match[0] as NormativeKeyword,
  );
}

function digestOf(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex').slice(0, 16);
}

function isWithin(section: string, top: string): boolean {
  return section === top || section.startsWith(`${top}.`);
}

function definesKeywords(text: string): boolean {
  return /^\*{0,2}MAY, SHOULD, MUST, SHOULD NOT, MUST NOT:/.test(text);
}
