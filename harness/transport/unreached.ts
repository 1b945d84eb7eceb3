import type { WireFailure } from './wire.ts';

/** Failures after which a server counts as not reached; any other is an answer of sorts. */
export const unreached: ReadonlySet<WireFailure['code']> = new Set([
  'unresolved',
  'refused',
  'unreachable',
  'tls',
  'deadline',
]);
