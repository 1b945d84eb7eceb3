import type { Exchange } from '../../harness/report/exchange.ts';
import { recordExchanges } from '../../harness/report/recorder.ts';
import { createRedactor } from '../../harness/report/redact.ts';
import { readReply } from '../../harness/soap/reply.ts';
import type { SoapVersion } from '../../harness/soap/version.ts';
import type { Target } from '../../harness/target/target.ts';
import { accessOf } from '../../harness/transport/access.ts';
import { openTransport } from '../../harness/transport/transport.ts';
import { decide } from '../../harness/verdict/decide.ts';
import type { ReferenceState } from '../../reference/rms/deployments.ts';
import type { RmsiCheck } from '../../suites/rmsi/collect-checks.ts';
import { rmsiSuite } from '../../suites/rmsi/suite.ts';
import { proofSeed } from '../proof/prove-mutants.ts';
import { startReferenceTarget } from '../reference-target.ts';

/** What a check sends, shown on a server that obeys. */
export interface Rehearsal {
  /** Requests in all; of many, the last ones are left out below. */
  readonly count: number;
  readonly requests: readonly RehearsedRequest[];
}

export interface RehearsedRequest {
  /** The server state that was asked. */
  readonly deployment: string;
  /** Below the deployment's base URL. */
  readonly path: string;
  /** The element in Body, or the method when there is no body. */
  readonly operation: string;
  /** Bytes of the message. */
  readonly bytes: number;
  /** What the embedded reference server answered. */
  readonly answer: string;
}

/** Tries a check on the embedded reference server in one SOAP version, and tells what it sent. */
export async function rehearse(
  check: RmsiCheck,
  state: ReferenceState,
  version: SoapVersion,
): Promise<Rehearsal> {
  const { target, close } = await startReferenceTarget({ state });
  try {
    const known = await rmsiSuite.preflight({ ...target, seed: proofSeed });
    const transport = openTransport(accessOf(known));
    const recorder = recordExchanges(transport);
    const session = rmsiSuite.openSession(known, version, createRedactor());
    await decide(check, rmsiSuite.tryCheck(session, recorder, [], check.requirements));
    await transport.close();
    const { exchanges, count } = recorder;
    return {
      count,
      requests: exchanges.map(exchange => describe(exchange, target.deployments, version)),
    };
  } finally {
    await close();
  }
}

function describe(
  { request, outcome }: Exchange,
  deployments: Target['deployments'],
  version: SoapVersion,
): RehearsedRequest {
  const { status, exceptions, content } = readReply(outcome, { version });
  const said = exceptions.at(-1) ?? content?.name ?? 'no envelope';
  const [deployment, base = ''] =
    Object.entries(deployments).find(([, url]) => request.url.startsWith(`${url}/`)) ?? [];
  return {
    deployment: deployment ?? '',
    path: request.url.slice(base.length + 1),
    operation: operationOf(request.body) ?? request.method,
    bytes: request.body?.length ?? 0,
    answer: `${status ?? 'no'} ${said}`,
  };
}

/** The name of the first element in the Body of a message of ours. */
function operationOf(body: Uint8Array | undefined): string | undefined {
  const text = Buffer.from(body ?? []).toString('utf8');
  return /<(?:\w+:)?Body[^>]*>\s*<(?:\w+:)?(\w+)/.exec(text)?.[1];
}
