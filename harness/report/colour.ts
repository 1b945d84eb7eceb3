/** The colours of the words that a summary's lines begin with, as a terminal's codes (ECMA-48). */
const codes: Readonly<Record<string, number>> = {
  FAIL: 31,
  WARN: 33,
  BLOCKED: 35,
  WAIVED: 36,
  WAIVER: 31,
  INSECURE: 31,
};

const leading = new RegExp(`^(${Object.keys(codes).join('|')})(?=\\b)`, 'gm');

/**
 * Colours the leading words of a summary on a terminal; elsewhere, and with `NO_COLOR` in the
 * environment, the text is as it was. What a server said is indented, and stays plain.
 */
export function colour(
  text: string,
  stream: { readonly isTTY?: boolean },
  environment: Readonly<Record<string, string | undefined>> = process.env,
): string {
  if (stream.isTTY !== true || (environment['NO_COLOR'] ?? '') !== '') return text;
  return text.replace(leading, word => `\u001b[${codes[word] ?? 0}m${word}\u001b[0m`);
}
