import type { Transport, WireFailure, WireOutcome } from '../transport/wire.ts';
import { Blocked } from './blocked.ts';

/** Failures in a row after which nothing more is sent; a slow death costs as many deadlines. */
const limit = 4;

/** Failures that say the server is gone, not that it dislikes one request. */
const fatal: ReadonlySet<WireFailure['code']> = new Set([
  'unresolved',
  'refused',
  'unreachable',
  'tls',
  'closed',
  'deadline',
]);

/** Where the count of failures is kept, so that it survives the restart of a worker. */
export interface BreakerMemory {
  read(): number;
  write(failures: number): void;
}

/**
 * A transport that stops trying: after a row of failed exchanges `send` throws Blocked with
 * `transport-failures`, so that a server that dies during a run does not cost a deadline per check.
 * Any complete response starts the count anew. What nobody was let in for cannot be judged either, and
 * throws Blocked with `unauthorized`.
 */
export function withBreaker(transport: Transport, memory: BreakerMemory): Transport {
  return {
    async send(request) {
      const failures = memory.read();
      if (failures >= limit)
        throw new Blocked(
          'transport-failures',
          `The last ${failures} requests got no response; is the server still running? Nothing more was sent.`,
        );
      const outcome = await transport.send(request);
      const next = isFatal(outcome) ? failures + 1 : 0;
      if (next !== failures) memory.write(next);
      if (outcome.kind === 'failure' && outcome.code === 'unauthorized')
        throw new Blocked('unauthorized', outcome.message);
      return outcome;
    },
    close: () => transport.close(),
  };
}

function isFatal(outcome: WireOutcome): boolean {
  return outcome.kind === 'failure' && fatal.has(outcome.code);
}
