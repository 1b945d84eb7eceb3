import { printable } from './printable.ts';

/** One challenge of a WWW-Authenticate header (RFC 9110 section 11.6.1). */
export interface Challenge {
  /** As registered with IANA where it is, else as written. */
  readonly scheme: string;
  readonly realm?: string;
}

const registered = [
  'Basic',
  'Bearer',
  'Digest',
  'DPoP',
  'GNAP',
  'HOBA',
  'Mutual',
  'Negotiate',
  'NTLM',
  'OAuth',
  'SCRAM-SHA-1',
  'SCRAM-SHA-256',
  'vapid',
];

/** Challenges that are kept of one answer, and characters that are read of one header. */
const bounds = { challenges: 20, characters: 8192 };

const token = "[!#$%&'*+.^`|~\\w-]+";
const quoted = '"(?:[^"\\\\]|\\\\.)*"';
/** What stands between commas that are in no quoted string. */
const item = /(?:"(?:[^"\\]|\\.)*"?|[^,"])+/g;
const parameter = new RegExp(`^(?:${token})[ \\t]*=[ \\t]*(?:${quoted}|[^\\s",=]+)$`);
const challenge = new RegExp(`^(${token})(?:[ \\t]+(.*))?$`, 's');
const realm = new RegExp(`^realm[ \\t]*=[ \\t]*(?:(${quoted})|([^\\s",]+))`, 'i');

/**
 * The challenges of all WWW-Authenticate headers of an answer. One header can hold several, and
 * commas separate their parameters, too; what does not follow the grammar is left out. Never throws.
 */
export function readChallenges(headers: readonly string[]): readonly Challenge[] {
  return headers.flatMap(readHeader).slice(0, bounds.challenges);
}

function readHeader(header: string): readonly Challenge[] {
  const found: { scheme: string; realm?: string }[] = [];
  for (const [written] of header.slice(0, bounds.characters).matchAll(item)) {
    const text = written.trim();
    const begins = parameter.test(text) ? null : challenge.exec(text);
    if (begins !== null) found.push({ scheme: canonical(begins[1] ?? '') });
    const current = found.at(-1);
    const named = realmOf(begins === null ? text : (begins[2] ?? ''));
    if (current !== undefined && named !== undefined) current.realm ??= named;
  }
  return found;
}

function realmOf(text: string): string | undefined {
  const [, inQuotes, bare] = realm.exec(text) ?? [];
  const value = inQuotes?.slice(1, -1).replace(/\\(.)/gs, '$1') ?? bare;
  return value === undefined ? undefined : printable(value, 100);
}

function canonical(scheme: string): string {
  const name = scheme.toLowerCase();
  return registered.find(each => each.toLowerCase() === name) ?? printable(scheme, 40);
}
