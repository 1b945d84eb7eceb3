import { redactValues } from '../../harness/report/redact-values.ts';
import { createRedactor } from '../../harness/report/redact.ts';
import type { Target } from '../../harness/target/target.ts';
import { accessOf } from '../../harness/transport/access.ts';
import { secretsOf } from '../../harness/transport/secrets.ts';
import { withTemporaryGate } from '../../harness/transport/temporary-gate.ts';
import { openTransport } from '../../harness/transport/transport.ts';
import type { Transport, WireResponse } from '../../harness/transport/wire.ts';
import type { Finding } from './finding.ts';

/** Seconds that two clocks may differ before certificates and Kerberos tickets begin to suffer. */
const tolerated = 300;

/**
 * One GET to each deployment of a target, within its limits: whether it answers, and how its clock
 * stands. What a server says of it is quoted, and it may say what it was sent: no secret of the
 * target's is in the findings.
 */
export async function examineTarget(target: Target, now: number): Promise<readonly Finding[]> {
  const redactor = createRedactor(secretsOf(target));
  return withTemporaryGate(target.limits, async gate => {
    const transport = openTransport({ ...accessOf(target), gate });
    try {
      const findings: Finding[] = [];
      for (const [state, url] of Object.entries(target.deployments))
        findings.push(
          ...(await examineDeployment(transport, `${target.name}, ${state}`, url, now)),
        );
      return redactValues(findings, redactor);
    } finally {
      await transport.close();
    }
  });
}

async function examineDeployment(
  transport: Transport,
  what: string,
  base: string,
  now: number,
): Promise<readonly Finding[]> {
  const outcome = await transport.send({ url: `${base}/`, method: 'GET', headers: {} });
  if (outcome.kind === 'failure') return [{ what, state: 'bad', says: outcome.message }];
  const answers: Finding = { what, state: 'good', says: `answers, HTTP status ${outcome.status}` };
  return [answers, ...examineDate(what, outcome, now)];
}

function examineDate(what: string, { headers }: WireResponse, now: number): readonly Finding[] {
  const date = Date.parse(headers.find(([name]) => name === 'date')?.[1] ?? '');
  if (Number.isNaN(date)) return [];
  const skew = Math.round((date - now) / 1000);
  // A Date header leaves a second's fraction out.
  const says =
    Math.abs(skew) <= 1
      ? 'its clock is as ours, give or take 1 s'
      : `its clock is ${Math.abs(skew)} s ${skew < 0 ? 'behind' : 'ahead of'} ours`;
  return Math.abs(skew) <= tolerated
    ? [{ what: `${what}: clock`, state: 'good', says }]
    : [{ what: `${what}: clock`, state: 'bad', says: `${says}; set whichever is wrong.` }];
}
