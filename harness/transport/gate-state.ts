import { isAlive } from './token.ts';
import type { WireLimits } from './wire.ts';

/** A request, or who waits for one, and the process that it belongs to. */
export interface GateEntry {
  readonly id: string;
  readonly pid: number;
}

/** What all processes of a run know of their requests; times in milliseconds of one clock. */
export interface GateState {
  inFlight: GateEntry[];
  /** Until when requests that are over still count against the rate. */
  cooling: number[];
  /** Who waits, the first first. */
  waiting: GateEntry[];
}

export const emptyGate: GateState = { inFlight: [], cooling: [], waiting: [] };

/** The limits, as a gate counts. */
export interface GateLimits {
  readonly concurrency: number;
  /** Requests that may begin within a window. */
  readonly rate: number;
  readonly windowMs: number;
}

/** What a gate holds to; undefined when a target sets no limit. */
export function gateLimits({
  requestsPerSecond,
  concurrency = Infinity,
}: Pick<WireLimits, 'requestsPerSecond' | 'concurrency'>): GateLimits | undefined {
  if (requestsPerSecond === undefined)
    return concurrency === Infinity ? undefined : { concurrency, rate: Infinity, windowMs: 0 };
  // One and a half a second could be three in some second: what is over whole requests is left out.
  return requestsPerSecond < 1
    ? { concurrency, rate: 1, windowMs: 1000 / requestsPerSecond }
    : { concurrency, rate: Math.floor(requestsPerSecond), windowMs: 1000 };
}

/** Forgets what has cooled. A time too far ahead is of a clock that has started anew. */
export function coolDown(state: GateState, now: number, { windowMs }: GateLimits): void {
  state.cooling = state.cooling
    .map(until => Math.min(until, now + windowMs))
    .filter(until => until > now);
}

/**
 * Lets a request pass when it is its turn and the limits allow it. It counts against the rate until a
 * window after it is over: when it reached the server, between the two, nobody here can know, and so
 * the server sees no more than the rate in any window, however slow the machine.
 */
export function letPass(state: GateState, me: GateEntry, limits: GateLimits): boolean {
  const { inFlight, cooling, waiting } = state;
  const [first] = waiting;
  if (first !== undefined && first.id !== me.id) return false;
  if (inFlight.length >= limits.concurrency) return false;
  return inFlight.length + cooling.length < limits.rate;
}

/** Puts who is urgent before all others that wait. */
export function comeFirst(state: GateState, me: GateEntry): void {
  state.waiting = [me, ...state.waiting.filter(({ id }) => id !== me.id)];
}

/** A request is over. */
export function finish(state: GateState, id: string, now: number, limits: GateLimits): void {
  state.inFlight = state.inFlight.filter(entry => entry.id !== id);
  if (limits.rate !== Infinity) state.cooling.push(now + limits.windowMs);
}

/** Strikes what belongs to processes that are no more. */
export function bury(state: GateState, now: number, limits: GateLimits): void {
  const isDead = ({ pid }: GateEntry): boolean => pid !== process.pid && !isAlive(pid);
  for (const { id } of state.inFlight.filter(isDead)) finish(state, id, now, limits);
  state.waiting = state.waiting.filter(entry => !isDead(entry));
}
