import type { WireResponse } from './wire.ts';

/** A header's value; several of one name are joined as RFC 9110 section 5.3 says. */
export function headerOf(
  { headers }: Pick<WireResponse, 'headers'>,
  name: string,
): string | undefined {
  const values = headers.filter(([key]) => key === name).map(([, value]) => value);
  return values.length === 0 ? undefined : values.join(', ');
}
