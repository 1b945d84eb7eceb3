import { lastComponent } from '../soap/exception-name.ts';
import type { Reply } from '../soap/reply.ts';
import { Blocked } from './blocked.ts';
import { violate } from './violation.ts';

/** What can be demanded of a reply. Each throws a Violation that quotes both sides. */
export interface ReplyExpectation {
  /**
   * A SOAP fault. With an exception's name, that exception, compared by its last component
   * (TRAPS.md 3.2); throws Blocked when the fault names none (TRAPS.md 4).
   */
  toFault(exception?: string): void;
  /** A SOAP fault that names one of these exceptions. */
  toFaultWithOneOf(exceptions: readonly string[]): void;
  /** No SOAP fault, but an answer whose Body holds this element. */
  toAnswerWith(element: string, namespace: string): void;
}

/**
 * Begins a demand on a reply: `expect(reply).toFault('...')`. `what` names the request in messages
 * where a check sends several.
 */
export function expect(reply: Reply, what?: string): ReplyExpectation {
  const toFaultWithOneOf = (exceptions: readonly string[]): void => {
    const wanted = `a SOAP fault that names ${exceptions.join(' or ')}`;
    if (reply.fault === undefined) violate(wanted, describeReply(reply), what);
    if (reply.exceptions.length === 0)
      throw new Blocked(
        'exception-hidden',
        `The server faulted but named no exception (${describeReply(reply)}); let it include exception names in faults, then run again.`,
      );
    if (!reply.exceptions.some(name => exceptions.includes(lastComponent(name))))
      violate(wanted, describeReply(reply), what);
  };
  return {
    toFault(exception) {
      if (exception !== undefined) toFaultWithOneOf([exception]);
      else if (reply.fault === undefined) violate('a SOAP fault', describeReply(reply), what);
    },
    toFaultWithOneOf,
    toAnswerWith(element, namespace) {
      const { content } = reply;
      if (content?.name === element && content.namespace === namespace) return;
      violate(`${element} in "${namespace}" in the Body`, describeReply(reply), what);
    },
  };
}

/** One line that says what a reply is, for the `came` side of a finding. */
export function describeReply(reply: Reply): string {
  if (reply.outcome.kind === 'failure') return `no complete response (${reply.outcome.message})`;
  const status = `HTTP ${reply.outcome.status}`;
  if (reply.fault !== undefined) {
    const { code, reason } = reply.fault;
    return `${status}, a fault ${quote(code.text)} with ${quote(reason)}`;
  }
  if (reply.problem !== undefined) return `${status}, no SOAP message (${reply.problem})`;
  if (reply.content === undefined) return `${status}, an envelope with an empty Body`;
  return `${status}, <${reply.content.name}> in "${reply.content.namespace}"`;
}

/** In quotation marks, on one line, cut after 300 characters. */
export function quote(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return `"${line.length > 300 ? `${line.slice(0, 300)}...` : line}"`;
}
