const redacted = '[redacted]';

/** Headers whose values are credentials, in requests and responses. */
const secretHeaders = new Set([
  'authorization',
  'proxy-authorization',
  'cookie',
  'set-cookie',
  'authentication-info',
]);

/** Whatever a server calls a content key, up to the end of a truncated message. */
const contentKeyElement =
  /(<(?:[\w.-]+:)?ContentKey\b[^>]*(?<!\/)>)[\s\S]*?(<\/(?:[\w.-]+:)?ContentKey\s*>|$)/g;

/** Removes secrets from what is written; every string of a report passes through one of these. */
export interface Redactor {
  /** Makes these bytes a secret: their base64 and hexadecimal spellings are removed from now on. */
  hide(secret: Uint8Array): void;
  /** The text without secrets. */
  text(value: string): string;
  /** A header's value, or `[redacted]`. */
  header(name: string, value: string): string;
}

/**
 * A redactor that removes content keys wherever a message carries one, credentials in headers and
 * URLs, and everything given to `hide`.
 */
export function createRedactor(): Redactor {
  const spellings = new Set<string>();
  const text = (value: string): string => {
    let clean = value.replace(contentKeyElement, `$1${redacted}$2`);
    clean = clean.replace(/(https?:\/\/)[^/\s@]+@/g, `$1${redacted}@`);
    for (const spelling of spellings) clean = clean.replaceAll(spelling, redacted);
    return clean;
  };
  return {
    hide(secret) {
      if (secret.length < 4) return;
      const bytes = Buffer.from(secret);
      const base64 = bytes.toString('base64');
      spellings.add(base64).add(base64.replace(/=+$/, ''));
      spellings.add(bytes.toString('hex')).add(bytes.toString('hex').toUpperCase());
    },
    text,
    header: (name, value) => (secretHeaders.has(name.toLowerCase()) ? redacted : text(value)),
  };
}
