import type { TimedExchange } from './walk.ts';

/** Milliseconds by which an instant lies outside of an exchange; 0 within, negative before it. */
export function distance(
  at: number,
  { sentAt, receivedAt }: Pick<TimedExchange, 'sentAt' | 'receivedAt'>,
): number {
  if (at < sentAt) return at - sentAt;
  return at > receivedAt ? at - receivedAt : 0;
}

/**
 * Whether an instant lies within the tolerance of an exchange. A second more is granted, since dates
 * are cut to seconds.
 */
export function isNear(
  at: number,
  exchange: Pick<TimedExchange, 'sentAt' | 'receivedAt'>,
  toleranceSeconds: number,
): boolean {
  return Math.abs(distance(at, exchange)) <= (toleranceSeconds + 1) * 1_000;
}

/** `3600 s ahead of this machine's clock, 2026-11-23T10:00:00.000Z`. */
export function describeDistance(
  at: number,
  exchange: Pick<TimedExchange, 'sentAt' | 'receivedAt'>,
): string {
  const seconds = Math.round(distance(at, exchange) / 1_000);
  const where = seconds < 0 ? 'behind' : 'ahead of';
  return `${Math.abs(seconds)} s ${where} this machine's clock, ${new Date(exchange.receivedAt).toISOString()}`;
}
