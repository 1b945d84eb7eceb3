import { Blocked } from '../verdict/blocked.ts';
import { violate } from '../verdict/violation.ts';
import { describeError, type WmdrmServerError } from '../wmdrm/errors.ts';
import type { WmdrmContext } from './context.ts';
import { describeReply, holdsLicense, type WmdrmReply } from './reply.ts';

/**
 * Demands that a request was refused with one of these errors (MS-DRM 3.2.5.1 to 3.2.5.3). A license in
 * place of it is a violation, and so is another documented error, or the number of a documented one with
 * other words; a refusal that names none decides nothing unless the target declares what carries errors.
 *
 * @throws Blocked `exception-hidden` where the server refused and named no documented error
 */
export function expectError(
  { assume, violateIfDeclared, state }: WmdrmContext,
  reply: WmdrmReply,
  wanted: readonly WmdrmServerError[],
  what: string,
): void {
  const expected = wanted.map(describeError).join(' or ');
  if (holdsLicense(reply)) violate(expected, describeReply(reply), what);
  assume('error-carrier');
  if (wanted.some(error => reply.errors.includes(error))) return;
  if (reply.errors.length > 0 || reply.reworded.length > 0)
    violate(expected, describeReply(reply), what);
  if (state.assumptions['error-carrier'] !== undefined)
    violateIfDeclared(['error-carrier'], expected, describeReply(reply), what);
  throw new Blocked(
    'exception-hidden',
    `${what} got no license, and no documented error either: ${describeReply(reply)}. Where errors stand is not public; declare it as wmdrm.assumptions.error-carrier, or let the server name them (docs/wmdrm.md).`,
  );
}
