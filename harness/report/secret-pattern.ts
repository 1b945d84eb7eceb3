/** A pattern for one character of a spelling. */
type SpelledCharacter = (value: string) => string;

/** Characters at the beginning of a spelling that give it away when the rest was cut off. */
const telling = 6;

/**
 * Matches the spellings of some bytes in a text: base64 and base64url, padded or not; hexadecimal in
 * any case; both broken over lines or spaced out. Base64 is found also within that of longer data,
 * where it begins at any of three offsets. A spelling that was cut counts, too, where a quotation
 * ends: at the end of the text or before an ellipsis.
 */
export function secretPattern(secret: Uint8Array): RegExp {
  const bytes = Buffer.from(secret);
  const base64 = bytes.toString('base64');
  const hex = [...bytes].map(byte => byte.toString(16).padStart(2, '0')).join('');
  const whole = [
    spelled(base64, base64Character, String.raw`\s*`),
    ...[0, 1, 2].map(offset => spelled(within(bytes, offset), base64Character, String.raw`\s*`)),
    spelled(hex, hexCharacter, String.raw`[\s:,-]*`),
  ];
  const cut = [
    beginnings(base64.replace(/=+$/, ''), base64Character),
    beginnings(hex, hexCharacter),
  ].flatMap(beginning => (beginning === '' ? [] : [String.raw`(?:${beginning})(?=\.\.\.|$)`]));
  return new RegExp([...whole, ...cut].filter(part => part !== '').join('|'), 'g');
}

/** The base64 characters that these bytes alone decide when `offset` others stand before them. */
function within(bytes: Buffer, offset: number): string {
  const encoded = Buffer.concat([Buffer.alloc(offset), bytes]).toString('base64');
  const first = Math.ceil((offset * 8) / 6);
  const last = Math.floor(((offset + bytes.length) * 8) / 6);
  return encoded.slice(first, last);
}

function spelled(text: string, character: SpelledCharacter, between: string): string {
  return Array.from(text, character).join(between);
}

/** Every beginning that gives the spelling away, the longest first. */
function beginnings(text: string, character: SpelledCharacter): string {
  const lengths = Array.from({ length: text.length - telling }, (_, index) => text.length - index);
  return lengths.map(length => spelled(text.slice(0, length), character, '')).join('|');
}

function base64Character(value: string): string {
  if (value === '=') return String.raw`=?`;
  if (value === '+') return '[+-]';
  if (value === '/') return '[/_]';
  return value;
}

function hexCharacter(value: string): string {
  return /[a-f]/.test(value) ? `[${value}${value.toUpperCase()}]` : value;
}

/**
 * Matches a text that is a secret, such as a password: as it is, and as XML, JSON and URLs spell it. A
 * beginning counts, too, where a quotation ends, as with secretPattern.
 */
export function secretTextPattern(secret: string): RegExp {
  const markup = secret.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  const spellings = new Set([
    secret,
    markup,
    markup.replaceAll('"', '&quot;').replaceAll("'", '&apos;'),
    markup.replaceAll('"', '&#34;').replaceAll("'", '&#39;'),
    JSON.stringify(secret).slice(1, -1),
    encodeURIComponent(secret),
  ]);
  const whole = [...spellings].sort((left, right) => right.length - left.length).map(literal);
  const cut = Array.from({ length: Math.max(0, secret.length - telling) }, (_, index) =>
    literal(secret.slice(0, secret.length - 1 - index)),
  );
  const beginning = cut.length === 0 ? [] : [String.raw`(?:${cut.join('|')})(?=\.\.\.|…|$)`];
  return new RegExp([...whole, ...beginning].join('|'), 'g');
}

function literal(text: string): string {
  return text.replaceAll(/[\\^$.*+?()[\]{}|/-]/g, String.raw`\$&`);
}
