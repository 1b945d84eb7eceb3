/** One mechanism that a server or proxy offers (RFC 9110 section 11.3). */
export interface OfferedChallenge {
  /** As it was written; compared without regard to case. */
  readonly scheme: string;
  /** What stands in place of parameters, as with NTLM and Negotiate. */
  readonly token?: string;
  /** As the server wrote it, without quotes. */
  readonly realm?: string;
}

type Headers = readonly (readonly [name: string, value: string])[];

/** Challenges that are kept of one answer; its headers are bounded already (maxHeaderBytes). */
const mostChallenges = 20;

const tokenCharacters = String.raw`[!#$%&'*+.^_\x60|~\w-]+`;
const withToken = new RegExp(String.raw`^(${tokenCharacters})(?:\s+([\w.~+/-]+=*))?$`);
const withParameters = new RegExp(
  String.raw`^(${tokenCharacters})\s+(${tokenCharacters}\s*=.*)$`,
  's',
);
const realmParameter = /^realm[ \t]*=[ \t]*(?:"((?:[^"\\]|\\.)*)"|([^\s",]+))/is;

/**
 * The challenges of a response: of all its headers of this name, several in one or one each. What does
 * not follow the grammar is left out; of several realms of a challenge the first counts. Never throws.
 */
export function readChallenges(headers: Headers, name: string): readonly OfferedChallenge[] {
  const values = headers.flatMap(([key, value]) => (key === name ? [value] : []));
  return values.flatMap(readHeader).slice(0, mostChallenges);
}

function readHeader(value: string): readonly OfferedChallenge[] {
  const found: { scheme: string; token?: string; realm?: string }[] = [];
  for (const item of splitAtCommas(value)) {
    const [, alone, token] = withToken.exec(item) ?? [];
    const [, scheme = alone, parameter = item] = withParameters.exec(item) ?? [];
    if (scheme !== undefined) found.push({ scheme, ...(token !== undefined && { token }) });
    const realm = realmOf(parameter);
    const current = found.at(-1);
    if (current !== undefined && realm !== undefined) current.realm ??= realm;
  }
  return found;
}

function realmOf(parameter: string): string | undefined {
  const [, quoted, bare] = realmParameter.exec(parameter) ?? [];
  return quoted?.replace(/\\(.)/gs, '$1') ?? bare;
}

/** The bytes of a mechanism's token; undefined when the mechanism is not offered at all. */
export function tokenOf(
  challenges: readonly OfferedChallenge[],
  mechanism: string,
): string | undefined {
  const wanted = mechanism.toLowerCase();
  const offered = challenges.filter(({ scheme }) => scheme.toLowerCase() === wanted);
  if (offered.length === 0) return undefined;
  return offered.find(({ token }) => token !== undefined)?.token ?? '';
}

/** The mechanisms' names, once each: at most eight, each at most 20 characters. */
export function mechanismsOf(challenges: readonly OfferedChallenge[]): readonly string[] {
  return [...new Set(challenges.map(({ scheme }) => scheme.slice(0, 20)))].slice(0, 8);
}

/** Commas separate challenges and parameters alike; those in quotes count for nothing. */
function splitAtCommas(value: string): readonly string[] {
  const items: string[] = [];
  let from = 0;
  let quoted = false;
  for (let at = 0; at < value.length; at++) {
    if (quoted && value[at] === '\\') at += 1;
    else if (value[at] === '"') quoted = !quoted;
    else if (value[at] === ',' && !quoted) {
      items.push(value.slice(from, at));
      from = at + 1;
    }
  }
  return [...items, value.slice(from)].map(item => item.trim());
}
