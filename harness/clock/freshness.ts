import { readHttpDate } from '../discovery/clock.ts';
import type { WireResponse } from '../transport/wire.ts';
import { headerOf } from '../transport/response-header.ts';

/**
 * The header by which an answer allows itself to be used again without asking (RFC 9111 section 4.2.1
 * and 5.2.2), quoted; undefined where none does.
 */
export function reuseAllowedBy(response: WireResponse): string | undefined {
  const control = headerOf(response, 'cache-control');
  if (control !== undefined) {
    const directives = new Map(
      control
        .toLowerCase()
        .split(',')
        .map(directive => {
          const [name = '', value = ''] = directive.trim().split('=');
          return [name.trim(), value.trim().replace(/^"|"$/g, '')] as const;
        }),
    );
    if (directives.has('no-store') || directives.has('no-cache')) return undefined;
    const ages = ['max-age', 's-maxage'].map(name => Number(directives.get(name) ?? 0));
    const allows = directives.has('public') || ages.some(age => age > 0);
    // max-age outranks Expires.
    if (allows || directives.has('max-age'))
      return allows ? `Cache-Control: ${control}` : undefined;
  }
  const expires = headerOf(response, 'expires');
  const until = expires === undefined ? undefined : readHttpDate(expires);
  const from = readHttpDate(headerOf(response, 'date') ?? '') ?? Date.now();
  return until !== undefined && until > from ? `Expires: ${expires ?? ''}` : undefined;
}
