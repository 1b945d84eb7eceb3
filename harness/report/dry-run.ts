import type { BlockedCode } from '../verdict/blocked.ts';
import { effects, type Effect, type Permissions } from '../target/permissions.ts';
import type { Exchange, RequestLabel } from './exchange.ts';
import type { GrantKind } from './ledger.ts';

/** Requests that are alike, as they would be sent. */
export interface PlannedRequests extends Partial<RequestLabel> {
  readonly method: 'GET' | 'POST';
  readonly url: string;
  readonly count: number;
}

/** One requirement in one project, as it would be tried. */
export interface PlannedCheck {
  readonly requirement: string;
  readonly project: string;
  readonly requests: readonly PlannedRequests[];
  /** Why it could not be decided, although the rest is sent. */
  readonly blocked?: { readonly code: BlockedCode; readonly reason: string };
  readonly inapplicable?: string;
}

/** What a run would do; its schema is schemas/harness/dry-run.schema.json. */
export interface DryRun {
  readonly format: 1;
  readonly target: {
    readonly name: string;
    readonly deployments: Readonly<Record<string, string>>;
  };
  readonly permissions: Permissions;
  /** The server whose answers the counts rest on. */
  readonly rehearsedAgainst: string;
  /** Sent once, before the first check. */
  readonly preflight: readonly PlannedRequests[];
  readonly checks: readonly PlannedCheck[];
  readonly totals: {
    readonly checks: number;
    readonly blocked: number;
    readonly inapplicable: number;
    readonly requests: number;
    /** Requests by what they cause on a server that grants them, refused ones included. */
    readonly effects: Readonly<Record<Effect, number>>;
    /** What a conforming server would issue. */
    readonly issued: Readonly<Record<GrantKind, number>>;
  };
}

/** Puts requests that are alike together, in the order of the first of each. */
export function gather(
  exchanges: readonly Pick<Exchange, 'request' | 'label'>[],
  urlOf: (url: string) => string,
): readonly PlannedRequests[] {
  const gathered = new Map<string, PlannedRequests>();
  for (const { request, label = {} } of exchanges) {
    const { method } = request;
    const planned = { ...label, method, url: urlOf(request.url) };
    const key = JSON.stringify(planned);
    gathered.set(key, { ...planned, count: (gathered.get(key)?.count ?? 0) + 1 });
  }
  return [...gathered.values()];
}

/** Counts a dry run. */
export function countDryRun(
  preflight: readonly PlannedRequests[],
  checks: readonly PlannedCheck[],
): Omit<DryRun['totals'], 'issued'> {
  const requests = [...preflight, ...checks.flatMap(check => check.requests)];
  const countOf = (some: readonly PlannedRequests[]) =>
    some.reduce((sum, { count }) => sum + count, 0);
  // What has no label is a page or a certificate that is read.
  const ofEffect = (wanted: Effect) =>
    countOf(requests.filter(({ effect = 'reads' }) => effect === wanted));
  return {
    checks: checks.length,
    blocked: checks.filter(({ blocked }) => blocked !== undefined).length,
    inapplicable: checks.filter(({ inapplicable }) => inapplicable !== undefined).length,
    requests: countOf(requests),
    effects: Object.fromEntries(effects.map(effect => [effect, ofEffect(effect)])) as Record<
      Effect,
      number
    >,
  };
}
