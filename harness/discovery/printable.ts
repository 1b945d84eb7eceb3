/**
 * A server's text as it may be shown: on one line, without what a terminal or a reader's eye would
 * obey (control characters, directions of writing, invisible ones), cut after `most` characters.
 */
export function printable(text: string, most = 200): string {
  // Cut before anything is searched: a header may be a megabyte.
  const head = text
    .slice(0, 4 * most)
    .replace(/\s+/g, ' ')
    .trim();
  const shown = head.replace(
    /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Zl}\p{Zp}]/gu,
    character => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`,
  );
  const characters = Array.from(shown);
  return characters.length > most || text.length > 4 * most
    ? `${characters.slice(0, most).join('')}...`
    : shown;
}
