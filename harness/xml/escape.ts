/** The characters that XML 1.0 (section 2.2, Char) does not allow, not even as references. */
const notChar = /[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/u;

const references: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\t': '&#9;',
  '\n': '&#10;',
  '\r': '&#13;',
};

/**
 * Character data for an element's content (XML 1.0 section 2.4): a parser gives back exactly
 * `value`. A carriage return goes as a reference, because a parser would turn it into a line feed
 * (section 2.11).
 *
 * @throws RangeError for a character that no XML 1.0 document can hold.
 */
export function escapeText(value: string): string {
  return escape(value, /[&<>\r]/g);
}

/**
 * An attribute value for use between double quotes (XML 1.0 section 3.3.3): a parser gives back
 * exactly `value`; tabs and line ends go as references, because they would become blanks.
 *
 * @throws RangeError for a character that no XML 1.0 document can hold.
 */
export function escapeAttribute(value: string): string {
  return escape(value, /[&<>"\t\n\r]/g);
}

function escape(value: string, special: RegExp): string {
  const forbidden = notChar.exec(value)?.[0].codePointAt(0);
  if (forbidden !== undefined)
    throw new RangeError(
      `Expected characters that XML 1.0 can hold; U+${forbidden.toString(16).toUpperCase().padStart(4, '0')} is none.`,
    );
  return value.replace(special, character => references[character] ?? character);
}
