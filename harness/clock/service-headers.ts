import type { ClientOwnerService } from '../target/clock.ts';
import { readSecret } from '../target/secret.ts';

/**
 * The headers of a client owner's service as they are sent.
 *
 * @param service - its name, for messages
 * @param hide - told of each secret among them
 * @throws UserError when a secret can't be had
 */
export function readHeaders(
  service: string,
  headers: ClientOwnerService['headers'],
  hide?: (secret: string) => void,
): Readonly<Record<string, string>> {
  const read = Object.entries(headers).map(([name, value]) => {
    if (typeof value === 'string') return [name, value] as const;
    const secret = readSecret(value, `the header ${name} of the service "${service}"`);
    hide?.(secret);
    return [name, secret] as const;
  });
  return Object.fromEntries(read);
}
