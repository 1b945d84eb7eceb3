/** A pattern for one character of a spelling. */
type SpelledCharacter = (value: string) => string;

/** Characters at the beginning of a spelling that give it away when the rest was cut off. */
const telling = 6;

/**
 * Characters of a spelling that are matched one by one; as many may follow as a longer one has. A
 * token has thousands, and a pattern of all its beginnings would have millions.
 */
const exact = 96;

/** Characters of a text that a pattern can hold as they are. */
const longestLiteral = 4_096;

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
    ...[base64, ...[0, 1, 2].map(offset => within(bytes, offset))].map(text =>
      spelledWhole(text, base64Character, String.raw`\s*`, String.raw`[\w+/=-]`),
    ),
    spelledWhole(hex, hexCharacter, String.raw`[\s:,-]*`, String.raw`[\da-fA-F]`),
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

/** A spelling; of a long one the beginning, and then as many characters that `any` matches. */
function spelledWhole(
  text: string,
  character: SpelledCharacter,
  between: string,
  any: string,
): string {
  const beginning = spelled(text.slice(0, exact), character, between);
  const more = text.length - exact;
  return more > 0 ? `${beginning}(?:${between}${any}){0,${more}}` : beginning;
}

/** Every beginning that gives the spelling away and is not matched by itself, the longest first. */
function beginnings(text: string, character: SpelledCharacter): string {
  const longest = Math.min(text.length, exact);
  const lengths = Array.from({ length: longest - telling }, (_, index) => longest - index);
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
  const sorted = [...spellings].sort((left, right) => right.length - left.length);
  const whole = [
    ...sorted.filter(({ length }) => length <= longestLiteral).map(literal),
    ...sorted.flatMap(beginningOfLong),
  ];
  const longest = Math.min(secret.length, exact);
  const cut = Array.from({ length: Math.max(0, longest - telling) }, (_, index) =>
    literal(secret.slice(0, longest - 1 - index)),
  );
  const beginning = cut.length === 0 ? [] : [String.raw`(?:${cut.join('|')})(?=\.\.\.|…|$)`];
  return new RegExp([...whole, ...beginning].join('|'), 'g');
}

/** The beginning of a long spelling, and whatever follows up to its length: it may be cut anywhere. */
function beginningOfLong(text: string): readonly string[] {
  const more = text.length - exact;
  return more > 0 ? [`${literal(text.slice(0, exact))}[^]{0,${more}}`] : [];
}

function literal(text: string): string {
  return text.replaceAll(/[\\^$.*+?()[\]{}|/-]/g, String.raw`\$&`);
}
