/** What was removed from an exchange, to see whether it stands elsewhere in it. */
export interface SecretValue {
  /** Such as `request header cookie`. */
  readonly where: string;
  readonly value: string;
}

/** Characters below which a value says too little to be looked for. */
const shortest = 8;

/** A JSON Web Token, whatever carries it. */
const webToken = /\beyJ[\w-]{8,}\.[\w-]{2,}/;
const schemeCredentials = /\b(?:Basic|Bearer|Digest|Negotiate|NTLM)\s+[\w.~+/=-]{16,}/i;

/** Whether a text has the form of a credential, whatever it is called. */
export function looksSecret(text: string): boolean {
  return webToken.test(text) || schemeCredentials.test(text);
}

/** Whether a segment of a path, or a name, is rather a token, an id or an address than a word. */
export function looksLikeToken(text: string): boolean {
  const plain = decoded(text);
  if (looksSecret(plain)) return true;
  if (/\S@\S/.test(plain)) return true;
  // Words may end in an extension and a number: a version, a year.
  const word = plain.replace(/\.\w{1,5}$/, '').replace(/\d{1,4}$/, '');
  return plain.length >= 12 && /\d/.test(word) && /^[\w.~+/=:-]+$/.test(plain);
}

/** The text behind percent signs, or the text itself where they stand for none. */
export function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/**
 * What a removed value gives to look for: itself, the credential after the name of a scheme, what a
 * Basic one holds, and each value of a cookie.
 */
export function partsOf(value: string): readonly string[] {
  const [, scheme = '', credential = ''] = /^(\w+)\s+(\S+)$/.exec(value.trim()) ?? [];
  const basic =
    scheme.toLowerCase() === 'basic' ? Buffer.from(credential, 'base64').toString() : '';
  const cookies = value.split(';').map(each => each.slice(each.indexOf('=') + 1).trim());
  const parts = [
    value,
    decoded(value),
    credential,
    basic,
    basic.slice(basic.indexOf(':') + 1),
    ...cookies,
  ];
  return [...new Set(parts)].filter(({ length }) => length >= shortest);
}
