import { Blocked } from '../verdict/blocked.ts';
import { violate } from '../verdict/violation.ts';
import { describeError, type WmdrmServerError } from '../wmdrm/errors.ts';
import type { AssumptionName } from '../wmdrm/wmdrm-assumptions.ts';
import type { WmdrmContext } from './context.ts';
import { describeReply, holdsLicense, type WmdrmReply } from './reply.ts';

/** What may be right where more is assumed than that the server obeys. */
export interface Doubtful {
  readonly errors: readonly WmdrmServerError[];
  /** What has to be declared for these errors to be wrong. */
  readonly unless: readonly AssumptionName[];
}

/**
 * Demands that a request was refused with one of these errors (MS-DRM 3.2.5.1 to 3.2.5.3). A license in
 * place of it is a violation, and so is another documented error, or the number of the right one with
 * other words; a refusal that names none decides nothing unless the target declares what carries errors,
 * and one that names several does not either.
 *
 * @throws Blocked `exception-hidden` where it can not be told which documented error the server names
 */
export function expectError(
  { assume, violateIfDeclared, state }: WmdrmContext,
  reply: WmdrmReply,
  wanted: readonly WmdrmServerError[],
  what: string,
  doubtful?: Doubtful,
): void {
  const expected = wanted.map(describeError).join(' or ');
  if (holdsLicense(reply)) violate(expected, describeReply(reply), what);
  assume('error-carrier');
  const others = reply.errors.filter(error => !wanted.includes(error));
  if (others.length < reply.errors.length) {
    if (others.length === 0) return;
    throw new Blocked(
      'exception-hidden',
      `${what} got an answer that names several errors, of which it can not be told which one it returns: ${describeReply(reply)}.`,
    );
  }
  if (doubtful !== undefined && others.some(error => doubtful.errors.includes(error)))
    violateIfDeclared(doubtful.unless, expected, describeReply(reply), what);
  // Those of other rules may be years.
  const isReworded = wanted.some(error => reply.reworded.includes(error));
  if (others.length > 0 || isReworded) violate(expected, describeReply(reply), what);
  if (state.assumptions['error-carrier'] !== undefined)
    violateIfDeclared(['error-carrier'], expected, describeReply(reply), what);
  throw new Blocked(
    'exception-hidden',
    `${what} got no license, and no documented error either: ${describeReply(reply)}. Where errors stand is not public; declare it as wmdrm.assumptions.error-carrier, or let the server name them (docs/wmdrm.md).`,
  );
}
