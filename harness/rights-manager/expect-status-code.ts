import {
  readExceptionDetail,
  type ExceptionDetail,
} from '../playready/messages/exception-detail.ts';
import { formatStatusCode } from '../playready/messages/status-code.ts';
import type { Reply } from '../soap/reply.ts';
import { Blocked } from '../verdict/blocked.ts';
import { describeReply, expect, quote } from '../verdict/expect.ts';
import { violate } from '../verdict/violation.ts';

/** What the exception of a fault says; nothing of a reply that is no fault (PlayReady-facts 3.2). */
export function exceptionIn({ fault }: Reply): Partial<ExceptionDetail> {
  return fault === undefined ? {} : readExceptionDetail(fault);
}

/**
 * Demands a fault with a status code, compared as a number: how it is to be written is another rule.
 * Throws a Violation that quotes both, Blocked for a fault whose code can't be read.
 */
export function expectStatusCode(reply: Reply, code: number): void {
  expect(reply).toFault();
  const { statusCode } = exceptionIn(reply);
  if (statusCode === undefined)
    throw new Blocked(
      'exception-hidden',
      `The fault has no status code that can be read (${describeReply(reply)}); playready.faults tells what is wrong with it.`,
    );
  if (statusCode.code !== code)
    violate(`StatusCode ${formatStatusCode(code)}`, quote(statusCode.text));
}
