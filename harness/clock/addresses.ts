import type { ClockService } from '../target/clock.ts';

/** Characters of an address that are looked at: a server decides how long it is. */
const longest = 4_096;

/**
 * Reads the absolute http: or https: URL that a text holds, or, with a base, the reference that it is
 * (RFC 9110 section 10.2.2). One with user name or password is none: it would send credentials that
 * the target does not know.
 */
export function readAddress(text: string, base?: string): URL | undefined {
  if (text.length > longest || text.trim() === '') return undefined;
  if (!URL.canParse(text, base)) return undefined;
  const url = new URL(text, base);
  const usable = ['http:', 'https:'].includes(url.protocol);
  return usable && url.username === '' && url.password === '' ? url : undefined;
}

/** Whether the target lets the harness go there: nothing else is ever contacted. */
export function isOfTarget({ link, service, also = [] }: ClockService, address: URL): boolean {
  return [link ?? service, service, ...also].some(
    known => readAddress(known)?.origin === address.origin,
  );
}

/**
 * How one address stands to another: paths and queries are compared as they are, and the published
 * table itself writes them in different cases (PlayReady-facts 7.1).
 */
export function likeness(one: URL, other: URL): 'same' | 'other case' | 'different' {
  if (one.origin !== other.origin) return 'different';
  const [left, right] = [one, other].map(({ pathname, search }) => pathname + search);
  if (left === right) return 'same';
  return left?.toLowerCase() === right?.toLowerCase() ? 'other case' : 'different';
}

/** Whether one address is the other on the same host, with TLS instead of without. */
export function isUpgrade(from: URL, to: URL): boolean {
  const moved = from.protocol === 'http:' && to.protocol === 'https:';
  const [left, right] = [from, to].map(({ pathname, search }) => pathname + search);
  return moved && from.hostname === to.hostname && left === right;
}
