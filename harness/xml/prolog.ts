const space = /[ \t\r\n]*/y;
const xmlDeclaration = /<\?xml[ \t\r\n][^<>?]*\?>/y;

/**
 * Where a document type declaration stands before the root element, as an index into the text, or
 * undefined when there is none (XML 1.0 section 2.8: prolog). One inside a comment or a processing
 * instruction is none; one after the root's start is no declaration but an error of its own, which
 * the parser reports. A prolog that ends in the middle of something counts as having none.
 */
export function doctypeIndex(text: string): number | undefined {
  let at = after(text, xmlDeclaration, 0) ?? 0;
  for (;;) {
    at = after(text, space, at) ?? at;
    const end = text.startsWith('<!--', at)
      ? text.indexOf('-->', at + 4) + 3
      : text.startsWith('<?', at)
        ? text.indexOf('?>', at + 2) + 2
        : undefined;
    if (end === undefined) break;
    if (end <= at) return undefined;
    at = end;
  }
  // XML is case-sensitive; a parser in a tolerant mood may not be.
  return /^<!doctype/i.test(text.slice(at, at + 9)) ? at : undefined;
}

function after(text: string, pattern: RegExp, at: number): number | undefined {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : undefined;
}
