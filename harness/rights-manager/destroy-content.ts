/** Characters from which on a text counts as content: identifiers, keys, ciphertexts, signatures. */
const shortest = 16;

/**
 * A message whose content is destroyed while its form stands: below the operation's `challenge`, every
 * letter and digit of each longer text is the next one of its kind, so that base64 stays base64 of the
 * same length and means something else. Whoever grants that has not looked at the message.
 *
 * @returns undefined when there is nothing to destroy
 */
export function destroyContent(message: Uint8Array): Uint8Array | undefined {
  const text = Buffer.from(message).toString('latin1');
  const start = text.search(/<(?:[\w.-]+:)?challenge[\s>]/);
  if (start < 0) return undefined;
  const destroyed = text
    .slice(start)
    .replace(/>([^<]+)</g, (whole, content: string) =>
      content.trim().length < shortest ? whole : `>${content.replace(/[0-9A-Za-z]/g, next)}<`,
    );
  if (destroyed === text.slice(start)) return undefined;
  return new Uint8Array(Buffer.from(text.slice(0, start) + destroyed, 'latin1'));
}

const last: Readonly<Record<string, string>> = { '9': '0', Z: 'A', z: 'a' };

function next(character: string): string {
  return last[character] ?? String.fromCharCode(character.charCodeAt(0) + 1);
}
