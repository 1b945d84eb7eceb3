import { expect } from '../verdict/expect.ts';
import { judgeAll } from '../verdict/violation.ts';
import type { RmsContext } from './context.ts';
import { documentedExceptions } from './exceptions.ts';
import type { OperationName } from './operations.ts';
import { provocationsOf, type Provocation } from './provoked-faults.ts';

/**
 * Demands that an operation's faults name a common exception or one of its table, for the common
 * errors and for `further` ones of its own. That these are refused at all is demanded by other rows,
 * often as a SHOULD only.
 *
 * @throws Violation with every fault that names another exception only
 * @throws Blocked when a twin was refused, or a fault names no exception (TRAPS.md section 4)
 */
export async function expectDocumentedExceptions(
  { ask }: Pick<RmsContext, 'ask'>,
  operation: OperationName,
  further: readonly Provocation[] = [],
): Promise<void> {
  await judgeAll([...provocationsOf(operation), ...further], async ({ what, request }) => {
    const reply = await ask(operation, request);
    if (reply.fault !== undefined)
      expect(reply, what).toFaultWithOneOf(documentedExceptions(operation));
  });
}
