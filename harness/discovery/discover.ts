import { soapVersions } from '../soap/version.ts';
import type { Access } from '../transport/access.ts';
import type { Gate } from '../transport/gate.ts';
import { unreached } from '../transport/unreached.ts';
import type { WireOutcome } from '../transport/wire.ts';
import { startAsking, type Asker, type Asking } from './asking.ts';
import type { Discovery, EndpointFound, VersionRangeFound } from './discovery.ts';
import { baseUrlOf, knownEndpoints, type KnownEndpoint } from './endpoints.ts';
import { askForWsdl, lookAtEndpoint, type LookedAt } from './look-at-endpoint.ts';
import { inspectTls } from './tls.ts';

/** Endpoints that are looked at side by side. */
const atOnce = 4;

/**
 * Finds out with a few requests what stands at a base URL; without leave to issue, none of them could
 * cause anything on the server. Sends only to its origin, and nothing to a server whose certificate
 * is not trusted. A URL with an endpoint's path is taken for its base URL; where that is a host
 * alone and nothing is found there, `_wmcs` below it is tried.
 *
 * @param url - http: or https:, without credentials
 * @param gate - what holds the target's limits, where it has some (open-gate.ts)
 * @throws UserError for a URL that is none, and when credentials can't be read
 */
export async function discover(access: Asker, url: string, gate?: Gate): Promise<Discovery> {
  const base = baseUrlOf(url);
  const found = await discoverAt(access, base, gate);
  if (!found.reachable || isServer(found) || new URL(base).pathname !== '/') return found;
  const below = await discoverAt(access, `${base}/_wmcs`, gate);
  const requests = found.requests + below.requests;
  return { ...(isServer(below) ? below : found), requests };
}

/** Whether any endpoint of MS-RMSI or MS-RMPR was found. */
export function isServer({ endpoints }: Discovery): boolean {
  return endpoints.some(({ answers }) => answers === 'soap' || answers === 'wsdl');
}

async function discoverAt(access: Asker, base: string, gate: Gate | undefined): Promise<Discovery> {
  const asking = startAsking(access, gate);
  try {
    const at = new Date().toISOString();
    const [first, ...others] = knownEndpoints;
    if (first === undefined) throw new Error('No endpoint is known.');
    // One request tells whether anybody is there, before a dozen wait for an answer.
    const wsdl = await askForWsdl(asking, base, first);
    const { outcome } = wsdl;
    const unreachable = whyUnreachable(outcome);
    const looked =
      unreachable !== undefined
        ? []
        : [
            await lookAtEndpoint(asking, base, first, wsdl),
            ...(await lookAtAll(asking, base, others)),
          ];
    const tls = await tlsOf(access, base);
    return {
      ...summarise(base, at, looked, asking),
      ...(unreachable !== undefined && { unreachable }),
      ...tls,
    };
  } finally {
    await asking.close();
  }
}

/** A proxy that refuses to connect has not let us reach the server, either. */
function whyUnreachable(outcome: WireOutcome): string | undefined {
  if (outcome.kind === 'response') return undefined;
  return unreached.has(outcome.code) || outcome.status === 407 ? outcome.message : undefined;
}

async function lookAtAll(
  asking: Asking,
  base: string,
  endpoints: readonly KnownEndpoint[],
): Promise<readonly LookedAt[]> {
  const looked: LookedAt[] = [];
  const waiting = [...endpoints.entries()];
  const work = async (): Promise<void> => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      const [index, endpoint] = next;
      const wsdl = await askForWsdl(asking, base, endpoint);
      looked[index] = await lookAtEndpoint(asking, base, endpoint, wsdl);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  return looked;
}

function summarise(
  baseUrl: string,
  at: string,
  looked: readonly LookedAt[],
  { requests, clock, products }: Asking,
): Discovery {
  const endpoints = looked.map(({ endpoint }) => endpoint);
  const schemes = endpoints.flatMap(({ challenges }) => challenges.map(({ scheme }) => scheme));
  return {
    format: 1,
    baseUrl,
    at,
    requests,
    reachable: looked.length > 0,
    endpoints,
    soapVersions: soapVersions.filter(version =>
      endpoints.some(endpoint => endpoint.soapVersions.includes(version)),
    ),
    state: stateOf(endpoints),
    versionRanges: rangesOf(looked),
    authentication: [...new Set(schemes)],
    products,
    ...(clock !== undefined && { clock }),
  };
}

function stateOf(endpoints: readonly EndpointFound[]): Discovery['state'] {
  const named = new Set(endpoints.flatMap(({ exceptions }) => exceptions));
  const [normal, decommissioned] = [
    named.has('ClusterNotDecommissionedException'),
    named.has('ClusterDecommissionedException'),
  ];
  if (normal === decommissioned) return 'unknown';
  return normal ? 'normal' : 'decommissioned';
}

function rangesOf(looked: readonly LookedAt[]): readonly VersionRangeFound[] {
  const found = new Map<string, VersionRangeFound>();
  for (const { endpoint, ranges } of looked)
    for (const range of ranges) {
      const key = `${range.minimum} ${range.maximum} ${String(range.onFaults)}`;
      const paths = found.get(key)?.endpoints ?? [];
      found.set(key, { ...range, endpoints: [...new Set([...paths, endpoint.path])] });
    }
  return [...found.values()];
}

async function tlsOf(access: Access, base: string): Promise<Pick<Discovery, 'tls'>> {
  if (!base.startsWith('https:')) return {};
  const tls = await inspectTls(access, base);
  return 'failure' in tls ? {} : { tls };
}
