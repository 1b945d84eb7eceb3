/** Headers that speak of one connection (RFC 9110 section 7.6.1), in lower case. */
const hopByHop = [
  'connection',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
];

/**
 * The headers of a message for the next connection: without those of the connection that it came over,
 * among them whatever Connection names. Spelling, order and repeats are kept.
 *
 * @param raw - names and values by turns, as Node gives them
 * @param without - other names to leave out, in lower case
 */
export function forwarded(raw: readonly string[], without: readonly string[] = []): string[] {
  const pairs = pairsOf(raw);
  const named = pairs
    .filter(([name]) => name.toLowerCase() === 'connection')
    .flatMap(([, value]) => value.split(',').map(each => each.trim().toLowerCase()));
  // A message says how long it is on every connection anew; Node sees to that by this header.
  const dropped = new Set([...hopByHop, ...named.filter(name => name !== 'content-length')]);
  for (const name of without) dropped.add(name);
  return pairs.filter(([name]) => !dropped.has(name.toLowerCase())).flat();
}

/** Names and values by turns, as pairs. */
export function pairsOf(raw: readonly string[]): readonly (readonly [string, string])[] {
  return raw.flatMap((name, index) =>
    index % 2 === 0 ? [[name, raw[index + 1] ?? ''] as const] : [],
  );
}
