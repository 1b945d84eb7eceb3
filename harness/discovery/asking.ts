import type { Permissions } from '../target/permissions.ts';
import { accessOf, type Access } from '../transport/access.ts';
import type { Gate } from '../transport/gate.ts';
import { openTransport } from '../transport/transport.ts';
import type { WireOutcome, WireRequest } from '../transport/wire.ts';
import { describeChallenges, type Challenge } from './challenges.ts';
import { clockOf, type Clock } from './clock.ts';
import { printable } from './printable.ts';

/** Sends the requests of one discovery, and keeps what every answer tells besides. */
export interface Asking {
  /** As nobody first; a server that asks who is there gets the request once more, with credentials. */
  send(request: WireRequest): Promise<Asked>;
  /** Whether a request may go out for which a server could issue something. */
  readonly mayIssue: boolean;
  /** How many requests were sent. */
  readonly requests: number;
  /** The clock as the quickest answer shows it. */
  readonly clock: Clock | undefined;
  readonly products: readonly { readonly header: string; readonly value: string }[];
  close(): Promise<void>;
}

/** How to reach a server, and what may be caused there; nothing unless given. */
export type Asker = Access & { readonly permissions?: Permissions };

/** The answer that counts, and what was asked for before it was given. */
export interface Asked {
  readonly outcome: WireOutcome;
  readonly challenges: readonly Challenge[];
}

/** A WSDL of these services has about 15,000 bytes. */
const maxBytes = 2 * 1024 * 1024;

/** Longest wait for one answer, in milliseconds, unless the target's limit is lower. */
const deadlineMs = 5_000;

const productHeaders = ['server', 'x-powered-by', 'x-aspnet-version', 'x-aspnetmvc-version'];
const mostProducts = 20;

/** Opens connections to the target's server alone; sends nothing yet. */
export function startAsking(access: Asker, gate?: Gate): Asking {
  const { authentication, ...anonymous } = accessOf(access);
  const limits = {
    ...access.limits,
    maxBytes: Math.min(access.limits.maxBytes, maxBytes),
    deadlineMs: Math.min(access.limits.deadlineMs, deadlineMs),
  };
  const held = { limits, ...(gate !== undefined && { gate }) };
  const nobody = openTransport({ ...anonymous, ...held });
  const somebody =
    authentication === undefined
      ? undefined
      : openTransport({ ...anonymous, authentication, ...held });
  const products = new Map<string, { header: string; value: string }>();
  let requests = 0;
  let clock: Clock | undefined;

  const look = ({ headers = [], durationMs }: WireOutcome): void => {
    const receivedAt = Date.now();
    for (const [name, value] of headers) {
      if (name === 'date') {
        const seen = clockOf(value, receivedAt, durationMs);
        if (seen !== undefined && seen.uncertaintySeconds < (clock?.uncertaintySeconds ?? Infinity))
          clock = seen;
      }
      if (!productHeaders.includes(name) || products.size >= mostProducts) continue;
      const shown = printable(value, 120);
      products.set(`${name}: ${shown}`, { header: name, value: shown });
    }
  };
  const sendOver = async (transport: typeof nobody, request: WireRequest): Promise<WireOutcome> => {
    requests += 1;
    const outcome = await transport.send(request);
    look(outcome);
    return outcome;
  };

  return {
    mayIssue: access.permissions?.mayIssue === true,
    async send(request) {
      const outcome = await sendOver(nobody, request);
      const challenges = describeChallenges(outcome.headers ?? []);
      if (outcome.status !== 401 || somebody === undefined) return { outcome, challenges };
      return { outcome: await sendOver(somebody, request), challenges };
    },
    get requests() {
      return requests;
    },
    get clock() {
      return clock;
    },
    get products() {
      return [...products.values()];
    },
    async close() {
      await nobody.close();
      await somebody?.close();
    },
  };
}
