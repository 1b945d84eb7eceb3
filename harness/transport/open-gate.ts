import { randomUUID } from 'node:crypto';
import type { Gate } from './gate.ts';
import {
  bury,
  comeFirst,
  coolDown,
  emptyGate,
  finish,
  gateLimits,
  letPass,
  type GateEntry,
  type GateLimits,
  type GateState,
} from './gate-state.ts';
import { openToken, type Token } from './token.ts';
import type { WireLimits } from './wire.ts';

/** Longest pause, in milliseconds, before a gate looks again whether another process let go. */
const pauseMs = 10;
/** Milliseconds after which whoever has the token is looked at: it is held for less than one. */
const patienceMs = 100;

const open: Gate = { enter: () => Promise.resolve(() => undefined) };

interface Waiter {
  readonly urgent: boolean;
  readonly pass: (leave: () => void) => void;
  readonly fail: (error: unknown) => void;
}

/**
 * A gate for one process of a run. All gates that are opened on one folder, in whatever processes of
 * this machine, hold `requestsPerSecond` and `concurrency` together. Processes that were killed give
 * their places back; who is urgent passes first, and then who waits longest. Without limits it
 * costs nothing.
 *
 * @param folder - where the gate keeps what its processes share; made when it is not there
 */
export function openGate(
  given: Pick<WireLimits, 'requestsPerSecond' | 'concurrency'>,
  folder: string,
): Gate {
  const limits = gateLimits(given);
  return limits === undefined
    ? open
    : sharedGate(limits, openToken(folder, JSON.stringify(emptyGate)));
}

function sharedGate(limits: GateLimits, token: Token): Gate {
  const me: GateEntry = { id: randomUUID(), pid: process.pid };
  const waiters: Waiter[] = [];
  const finished: { readonly id: string; readonly at: number }[] = [];
  let busy = false;
  let wake = (): void => undefined;

  /** Settles what it can. Milliseconds after which it is worth another look. */
  const settle = (state: GateState): number => {
    const now = clock();
    coolDown(state, now, limits);
    for (const { id, at } of finished.splice(0)) finish(state, id, at, limits);
    if (waiters[0]?.urgent === true) comeFirst(state, me);
    while (waiters.length > 0 && letPass(state, me, limits)) {
      state.waiting = state.waiting.filter(({ id }) => id !== me.id);
      const entry = { id: randomUUID(), pid: process.pid };
      state.inFlight.push(entry);
      waiters.shift()?.pass(leaver(entry.id));
    }
    if (waiters.length === 0) return 0;
    bury(state, now, limits);
    if (!state.waiting.some(({ id }) => id === me.id)) state.waiting.push(me);
    const full = state.inFlight.length + state.cooling.length >= limits.rate;
    // Where only time is in the way, nothing is to be seen before it has passed.
    if (full && state.inFlight.length === 0) return Math.min(...state.cooling) - now + 1;
    return pauseMs;
  };

  const run = async (): Promise<void> => {
    while (waiters.length > 0 || finished.length > 0) {
      const pause = await withState(token, settle);
      if (pause > 0 && finished.length === 0) await asleep(pause);
    }
  };
  const asleep = (ms: number): Promise<void> =>
    new Promise(done => {
      const timer = setTimeout(done, ms);
      wake = () => {
        clearTimeout(timer);
        done();
      };
    });
  const start = (): void => {
    wake();
    if (busy) return;
    busy = true;
    run()
      .catch((error: unknown) => {
        finished.length = 0;
        for (const { fail } of waiters.splice(0)) fail(error);
      })
      .finally(() => {
        busy = false;
        if (waiters.length > 0 || finished.length > 0) start();
      });
  };
  const leaver = (id: string): (() => void) => {
    let left = false;
    return () => {
      if (left) return;
      left = true;
      finished.push({ id, at: clock() });
      start();
    };
  };
  return {
    enter: ({ urgent } = { urgent: false }) =>
      new Promise((pass, fail) => {
        const before = urgent ? waiters.findIndex(waiter => !waiter.urgent) : -1;
        waiters.splice(before < 0 ? waiters.length : before, 0, { pass, fail, urgent });
        start();
      }),
  };
}

/** Changes the state, as soon as nobody else does. */
async function withState(token: Token, change: (state: GateState) => number): Promise<number> {
  const began = clock();
  for (;;) {
    const text = token.take() ?? (clock() - began > patienceMs ? token.rob() : undefined);
    if (text !== undefined) {
      const state = JSON.parse(text) as GateState;
      const result = change(state);
      token.give(JSON.stringify(state));
      return result;
    }
    await new Promise(done => setTimeout(done, 1 + Math.random() * 3));
  }
}

/** Milliseconds of a clock that all processes of the machine share and nobody sets. */
function clock(): number {
  return Number(process.hrtime.bigint() / 1000n) / 1000;
}
