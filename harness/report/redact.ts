import { secretPattern, secretTextPattern } from './secret-pattern.ts';

const redacted = '[redacted]';

/** Bytes or characters below which something is too common to be a secret. */
const shortest = 4;

/** Headers whose values are credentials, in requests and responses. */
const secretHeaders = new Set([
  'authorization',
  'proxy-authorization',
  'cookie',
  'set-cookie',
  'authentication-info',
]);

/**
 * Whatever a server calls a content key, ContentKey of RMS and KeyData of PlayReady's packaging, up to the end of a truncated message; also where the markup
 * is quoted in a text, as a fault that echoes a message does. A tag ends before the next begins, lest
 * a thousand that don't end each be followed to the end of the text.
 */
const contentKeyElement =
  /((?:<(?:[^\s<>&/:]+:)?(?:ContentKey|KeyData)\b[^<>]*(?<!\/)>|&lt;(?:[^\s<>&/:]+:)?(?:ContentKey|KeyData)\b(?:(?!&[lg]t;)[^<>])*(?<!\/)(?:>|&gt;)))[\s\S]*?((?:<|&lt;)\/(?:[^\s<>&/:]+:)?(?:ContentKey|KeyData)\s*(?:>|&gt;)|$)/gi;

/** Content keys and key seeds in the query of a PlayReady test server (PlayReady-facts 4.2, 4.5). */
const configuredKey = /\b(contentkey|keyseed)(:|=|%3A|%3D)[^,)&\s"'<>]+/gi;

/** Credentials after the name of their scheme, as a server repeats them that echoes a header. */
const schemeCredentials = /\b(Basic|Bearer|Negotiate|NTLM)(\s+)[\w.~+/-]{24,}=*/gi;

/** Removes secrets from what is written; every string of a report passes through one of these. */
export interface Redactor {
  /**
   * Makes these bytes a secret: however they are spelled (secretPattern), they are removed from now
   * on.
   */
  hide(secret: Uint8Array): void;
  /** The same for a text, such as a token, which is found as it is, too. */
  hideText(secret: string): void;
  /** The text without secrets. */
  text(value: string): string;
  /** A header's value, or `[redacted]`. */
  header(name: string, value: string): string;
}

/**
 * A redactor that removes content keys wherever a message carries one, credentials in headers and
 * URLs, and everything given to `hide`.
 *
 * @param secrets - texts that are secrets; those below four characters are too common to be hidden
 */
export function createRedactor(secrets: readonly string[] = []): Redactor {
  const hidden = new Map<string, RegExp>();
  const text = (value: string): string => {
    let clean = value.replace(contentKeyElement, `$1${redacted}$2`);
    clean = clean.replace(/(https?:\/\/)[^/\s@]+@/g, `$1${redacted}@`);
    clean = clean.replace(configuredKey, `$1$2${redacted}`);
    clean = clean.replace(schemeCredentials, `$1$2${redacted}`);
    for (const pattern of hidden.values()) clean = clean.replace(pattern, redacted);
    return clean;
  };
  const hide = (secret: Uint8Array): void => {
    if (secret.length < shortest) return;
    const id = Buffer.from(secret).toString('hex');
    if (!hidden.has(id)) hidden.set(id, secretPattern(secret));
  };
  const hideText = (secret: string): void => {
    if (secret.length < shortest) return;
    hidden.set(`text ${secret}`, secretTextPattern(secret));
    // Windows and NTLM spell in UTF-16.
    const wide = Buffer.from(secret, 'utf16le');
    for (const bytes of [Buffer.from(secret), wide, Buffer.from(wide).swap16()]) hide(bytes);
  };
  // The longest first: another secret may be a part of it.
  for (const secret of secrets.toSorted((left, right) => right.length - left.length))
    hideText(secret);
  return {
    hide,
    hideText,
    text,
    header: (name, value) => (secretHeaders.has(name.toLowerCase()) ? redacted : text(value)),
  };
}
