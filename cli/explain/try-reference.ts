import type { Exchange } from '../../harness/report/exchange.ts';
import { recordExchanges } from '../../harness/report/recorder.ts';
import { createRedactor } from '../../harness/report/redact.ts';
import { readReply } from '../../harness/soap/reply.ts';
import type { SoapVersion } from '../../harness/soap/version.ts';
import { accessOf } from '../../harness/transport/access.ts';
import { openTransport } from '../../harness/transport/transport.ts';
import { decide } from '../../harness/verdict/decide.ts';
import type { ReferenceState } from '../../reference/rms/deployments.ts';
import type { RmsiCheck } from '../../suites/rmsi/collect-checks.ts';
import { rmsiSuite } from '../../suites/rmsi/suite.ts';
import { proofSeed } from '../proof/prove-mutants.ts';
import { startReferenceTarget } from '../reference-target.ts';

/** What a check sends, shown on a server that obeys. */
export interface Sent {
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

/** Tries a check on the embedded reference server in one SOAP version, and tells what it sent. */
export async function tryReference(
  check: RmsiCheck,
  state: ReferenceState,
  version: SoapVersion,
): Promise<Sent> {
  const { target, close } = await startReferenceTarget({ state });
  try {
    const known = await rmsiSuite.preflight({ ...target, seed: proofSeed });
    const transport = openTransport(accessOf(known));
    const recorder = recordExchanges(transport);
    const session = rmsiSuite.openSession(known, version, createRedactor());
    await decide(check, rmsiSuite.tryCheck(session, recorder, [], check.requirements));
    await transport.close();
    const { exchanges, count } = recorder;
    return { count, requests: exchanges.map(describe) };
  } finally {
    await close();
  }

  function describe({ request, outcome, label }: Exchange): SentRequest {
    const { status, exceptions, content } = readReply(outcome, { version });
    const said = exceptions.at(-1) ?? content?.name ?? 'no envelope';
    return {
      what:
        label === undefined
          ? `${request.method} ${new URL(request.url).pathname}`
          : `${label.operation}/${label.fixture}`,
      ...(label && { deployment: label.deployment }),
      bytes: request.body?.length ?? 0,
      answer: `${status ?? 'no'} ${said}`,
    };
  }
}
