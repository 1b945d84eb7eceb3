import { page, type HttpRequest, type HttpResponse } from '../http/message.ts';
import type { StateVariables } from './state-rules.ts';

/** A higher layer that remembers what it was told, by the id that a request came with. */
export interface HigherLayer {
  readonly tell: (id: string, variables: StateVariables) => void;
  /** Answers `?request=<id>` with the variables in JSON; 404 for an id it does not know. */
  readonly answer: (request: HttpRequest) => HttpResponse;
}

/** Requests that are remembered; the newest. */
const mostRequests = 1_000;

/** A higher layer that was told nothing yet. */
export function openHigherLayer(): HigherLayer {
  const told = new Map<string, StateVariables>();
  return {
    tell(id, variables) {
      told.delete(id);
      told.set(id, variables);
      for (const oldest of told.keys()) {
        if (told.size <= mostRequests) break;
        told.delete(oldest);
      }
    },
    answer({ method, url }) {
      if (method !== 'GET') return page(405, 'Method not allowed', { allow: 'GET' });
      const variables = told.get(url.searchParams.get('request') ?? '');
      if (variables === undefined) return page(404, 'No such request');
      const headers = { 'content-type': 'application/json', 'cache-control': 'no-store' };
      return { status: 200, headers, body: JSON.stringify(variables) };
    },
  };
}
