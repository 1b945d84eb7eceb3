import type { NullResult } from '../../harness/report/kill-sheet.ts';
import { createRedactor } from '../../harness/report/redact.ts';
import { recordExchanges } from '../../harness/report/recorder.ts';
import { operations, type OperationName } from '../../harness/rms/operations.ts';
import { preflight } from '../../harness/rms/preflight.ts';
import { openSession } from '../../harness/rms/session.ts';
import { deploymentNames } from '../../harness/rms/state.ts';
import { runChecks } from '../../harness/runner/run-checks.ts';
import { soapVersions } from '../../harness/soap/version.ts';
import { completeLimits, type Target } from '../../harness/target/target.ts';
import { openTransport } from '../../harness/transport/transport.ts';
import type { GenuineAnswers, NullServer } from '../../reference/null/null-server.ts';
import type { ReferenceState } from '../../reference/rms/deployments.ts';
import type { RmsiCheck } from '../../suites/rmsi/collect-checks.ts';
import { rmsiSuite } from '../../suites/rmsi/suite.ts';
import { startReferenceTarget } from '../reference-target.ts';
import { proofSeed } from './prove-mutants.ts';

/** Milliseconds that a null server gets for an answer: the silent one gives none. */
const deadlineMs = 500;

/**
 * Runs all checks against a server that does nothing right, as every deployment at once. The harness
 * is given a genuine server certificate and users with their keys, so that it goes as far as it can.
 */
export async function proveNullServer(
  server: NullServer,
  state: ReferenceState,
  checks: readonly RmsiCheck[],
): Promise<NullResult> {
  const started = performance.now();
  const genuine = await startReferenceTarget({ state });
  const { base, close } = await server.start(await recordGenuineAnswers(genuine.target));
  try {
    const outcomes = await runChecks(
      rmsiSuite,
      {
        ...genuine.target,
        deployments: Object.fromEntries(deploymentNames.map(name => [name, base])),
        tls: {},
        limits: completeLimits({ deadlineMs }),
        serverCertificate: state.own.SLC.join(''),
        seed: proofSeed,
      },
      { checks },
    );
    const passed = outcomes.filter(({ outcome }) => outcome.kind === 'kept');
    return {
      name: server.name,
      passed: [...new Set<string>(passed.map(({ requirement }) => requirement))].sort(),
      durationMs: Math.round(performance.now() - started),
    };
  } finally {
    await close();
    await genuine.close();
  }
}

/** A user of the reference server whom no check asks for. */
const somebodyElse = { emailAddress: "o'brien+rms&co@assay.example" };

/**
 * A conforming server's successes, for a user and for licenses that the harness of the run has not
 * made.
 */
async function recordGenuineAnswers(target: Target): Promise<GenuineAnswers> {
  const transport = openTransport({ tls: target.tls });
  try {
    const known = await preflight({ ...target, identities: { licensee: somebodyElse } });
    const answers = new Map<string, string>();
    for (const version of soapVersions) {
      const session = openSession(known, version, createRedactor());
      for (const name of Object.keys(operations) as OperationName[]) {
        const { bytes } = await session.accepted(recordExchanges(transport), name);
        answers.set(`${version} ${name}`, Buffer.from(bytes).toString('utf8'));
      }
    }
    return (mediaType, body) => {
      const version = mediaType === 'application/soap+xml' ? 'soap12' : 'soap11';
      const name = Object.keys(operations).find(each => body.includes(`:${each}>`));
      return answers.get(`${version} ${name ?? 'AcquireContentKey'}`) ?? '';
    };
  } finally {
    await transport.close();
  }
}
