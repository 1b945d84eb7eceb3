import { count } from '../verdict/count.ts';
import { describeResponse } from '../verdict/describe-response.ts';
import { quote } from '../verdict/expect.ts';
import type { Walk } from './walk.ts';

/** One line that says what a walk has ended with, for the `came` side of a finding. */
export function describeEnd({ redirects, end }: Walk): string {
  const after = redirects.length === 0 ? '' : ` after ${count(redirects.length, 'redirect')}`;
  switch (end.kind) {
    case 'response':
      return `${describeResponse(end.response)}${after}`;
    case 'failure':
      return `no complete response${after} (${end.failure.message})`;
    case 'stopped':
      return `a redirect to ${quote(end.to.href)}, which is not of the target`;
    case 'lost':
      return quoteLost(end.came);
  }
}

function quoteLost(came: string): string {
  return quote(came).slice(1, -1);
}
