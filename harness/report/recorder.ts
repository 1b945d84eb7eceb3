import type { Transport, WireRequest } from '../transport/wire.ts';
import type { Exchange, RequestLabel } from './exchange.ts';

/** Exchanges of one check that are kept as evidence; a sweep sends hundreds. */
const kept = 12;

/** Remembers what a check sent, so that every verdict carries its evidence. */
export interface Recorder {
  readonly exchanges: readonly Exchange[];
  /** How many requests the check sent, also those not kept. */
  readonly count: number;
  /** Sends and remembers; `label` says what the request was made for. */
  send(request: WireRequest, label?: RequestLabel): Promise<Exchange>;
  /**
   * Adds an exchange that the verdict rests on: one that an earlier check made, or one of a sweep
   * that was not kept. Cited ones are kept in any case.
   */
  cite(exchange: Exchange): void;
}

/**
 * A recorder over a worker's transport, for one check.
 *
 * @param onSent - told of every exchange, also of those that are not kept
 */
export function recordExchanges(
  transport: Transport,
  onSent?: (exchange: Exchange) => void,
): Recorder {
  const sent: Exchange[] = [];
  let count = 0;
  const cited: Exchange[] = [];
  return {
    get exchanges() {
      return [...cited, ...sent];
    },
    get count() {
      return count;
    },
    async send(request, label) {
      count += 1;
      const outcome = await transport.send(request);
      const exchange = { request, outcome, ...(label !== undefined && { label }) };
      onSent?.(exchange);
      if (sent.length < kept) sent.push(exchange);
      return exchange;
    },
    cite(exchange) {
      const known = sent.includes(exchange) || cited.includes(exchange);
      if (!known && cited.length < kept) cited.push(exchange);
    },
  };
}
