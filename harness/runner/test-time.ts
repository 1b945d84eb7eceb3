import type { WireLimits } from '../transport/wire.ts';

/** Requests of the check that sends most, with room: a sweep of the versions sends some 600. */
const mostRequests = 1_000;

/**
 * How long a check may take, in milliseconds, when its requests wait for the target's limits: each
 * worker has its share of them.
 */
export function timeWithin(
  { requestsPerSecond, concurrency }: Pick<WireLimits, 'requestsPerSecond' | 'concurrency'>,
  workers: number,
  timeoutMs: number,
): number {
  const queued = concurrency === undefined ? 1 : Math.max(1, workers / concurrency);
  const paced = requestsPerSecond === undefined ? 0 : mostRequests / requestsPerSecond;
  return timeoutMs * queued + paced * 1_000 * workers;
}
