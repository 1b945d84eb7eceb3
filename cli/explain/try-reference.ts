import type { Exchange } from '../../harness/report/exchange.ts';
import { recordExchanges } from '../../harness/report/recorder.ts';
import { createRedactor } from '../../harness/report/redact.ts';
import type { RunnableSuite, Unit } from '../../harness/runner/runnable-suite.ts';
import { readReply } from '../../harness/soap/reply.ts';
import { accessOf } from '../../harness/transport/access.ts';
import { openTransport } from '../../harness/transport/transport.ts';
import type { Protocol } from '../protocols/protocol.ts';

/** What a check sends, shown on a server that obeys. */
export interface Sent {
  /** The Playwright project, and with it the SOAP version. */
  readonly project: string;
  /** Requests in all; of many, the last ones are left out below. */
  readonly count: number;
  readonly requests: readonly SentRequest[];
}

export interface SentRequest {
  /** Operation and fixture, or method and path of what is sent by no operation. */
  readonly what: string;
  /** The server state that was asked, where an operation was. */
  readonly deployment?: string;
  /** Bytes of the message. */
  readonly bytes: number;
  /** What the embedded reference server answered. */
  readonly answer: string;
}

/** Tries a check on the embedded reference server in one project, and tells what it sent. */
export async function tryReference(
  { start }: Protocol,
  suite: RunnableSuite,
  check: Unit,
  project: string,
): Promise<Sent> {
  const { plan, close } = await start();
  try {
    const known = await suite.preflight(plan);
    const transport = openTransport(accessOf(known));
    const recorder = recordExchanges(transport);
    const session = suite.open(known, project, createRedactor());
    await session.decide(check, recorder, []);
    session.close();
    await transport.close();
    const { exchanges, count } = recorder;
    return { project, count, requests: exchanges.map(describe) };
  } finally {
    await close();
  }
}

function describe(exchange: Exchange): SentRequest {
  const { request, outcome, label } = exchange;
  return {
    what:
      label === undefined
        ? `${request.method} ${new URL(request.url).pathname}`
        : `${label.operation}/${label.fixture}`,
    ...(label && { deployment: label.deployment }),
    bytes: request.body?.length ?? 0,
    answer: `${outcome.status ?? 'no'} ${saidIn(exchange)}`,
  };
}

/** The exception of a fault, or the element that came; of what is no SOAP message its media type. */
function saidIn({ outcome, label }: Exchange): string {
  const reply = readReply(outcome, { version: label?.soap ?? 'soap11' });
  const { exceptions, content, mediaType } = reply;
  if (label?.soap === undefined) return mediaType?.type ?? 'without a body';
  return exceptions.at(-1) ?? content?.name ?? 'no envelope';
}
