/** Characters of a line that are shown; a server decides how long its lines are. */
const widest = 300;

/**
 * Control and format characters but the line feed, and what else some program takes for a line's
 * end.
 */
const control = /(?!\n)[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;

/**
 * Marks that can be markup. Commas, semicolons and apostrophes never are; a hyphen and a number's
 * point only at the beginning of a line, and a point also where it makes an address.
 */
const markup = /^-|(?<=^\d+)\.|(?<=www)\.|[!"#$%&()*+/:<=>?@[\\\]^_`{|}~]/gi;

/**
 * A text in one line that Markdown shows as it is: marks that can be markup go as references, since
 * one that is decoded never is (CommonMark 2.5).
 */
export function markdownText(value: string): string {
  return cut(value.replace(control, ' ').replaceAll('\n', ' ')).replace(
    markup,
    mark => `&#${mark.charCodeAt(0)};`,
  );
}

/**
 * A text as an indented code block, which nothing in it can end: no fence, no tag, no blank line
 * (CommonMark 4.4). Needs a blank line before it, and no list.
 *
 * @param most - lines that are shown
 */
export function markdownBlock(value: string, most: number): string {
  const lines = value.replace(/\r\n?/g, '\n').replace(control, '\u{fffd}').split('\n');
  const shown = lines.slice(0, most).map(cut);
  if (lines.length > most) shown.push(`and ${lines.length - most} more lines`);
  return shown.map(line => `    ${line}`).join('\n');
}

function cut(line: string): string {
  // Without half a character at its end.
  return line.length > widest
    ? `${line.slice(0, widest).replace(/[\ud800-\udbff]$/, '')} ...`
    : line;
}
