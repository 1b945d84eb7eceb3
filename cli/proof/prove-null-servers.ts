import type { NullResult } from '../../harness/report/kill-sheet.ts';
import { requestHeaders, soapVersions, type SoapVersion } from '../../harness/soap/version.ts';
import { openTransport } from '../../harness/transport/transport.ts';
import { completeLimits } from '../../harness/target/target.ts';
import { fillFixture } from '../../harness/wsdl/fill.ts';
import { loadFixture } from '../../harness/wsdl/fixture.ts';
import type { GenuineAnswers, NullServer } from '../../reference/null/null-server.ts';
import type { ServerState } from '../../reference/rms/state.ts';
import type { RmsiCheck } from '../../suites/rmsi/collect-checks.ts';
import { licenceMaker } from '../../suites/rmsi/licences.ts';
import { runChecks } from '../../suites/rmsi/run-checks.ts';
import { startReferenceTarget } from '../reference-target.ts';
import { proofSeed } from './prove-mutants.ts';

/** Milliseconds that a null server gets for an answer: the silent one gives none. */
const deadlineMs = 500;

/**
 * Runs all checks against a server that does nothing right, as every deployment at once. The harness
 * is given a genuine server certificate, so that it goes as far as it can.
 */
export async function proveNullServer(
  server: NullServer,
  state: ServerState,
  checks: readonly RmsiCheck[],
): Promise<NullResult> {
  const started = performance.now();
  const { base, close } = await server.start(await recordGenuineAnswers(state));
  try {
    const outcomes = await runChecks(
      {
        deployments: { normal: base, decommissioned: base, 'decommissioned-https': base },
        tls: {},
        limits: completeLimits({ deadlineMs }),
        serverCertificate: state.SLC.join(''),
        seed: proofSeed,
      },
      checks,
    );
    const passed = outcomes.filter(({ outcome }) => outcome.kind === 'kept');
    return {
      name: server.name,
      passed: [...new Set<string>(passed.map(({ requirement }) => requirement))].sort(),
      durationMs: Math.round(performance.now() - started),
    };
  } finally {
    await close();
  }
}

/** A conforming server's successes, for a license that the harness of the run has not made. */
async function recordGenuineAnswers(state: ServerState): Promise<GenuineAnswers> {
  const { target, close } = await startReferenceTarget({ state });
  const transport = openTransport({ tls: target.tls });
  try {
    const { xml } = licenceMaker(state.SLC[0] ?? '')('aes');
    const answers = new Map<SoapVersion, string>();
    for (const version of soapVersions) {
      const fixture = loadFixture(
        'rmsi',
        'DecommissionService',
        'AcquireContentKey',
        version,
        'minimal',
      );
      const outcome = await transport.send({
        url: `${target.deployments['decommissioned'] ?? ''}/decommission/decommission.asmx`,
        method: 'POST',
        headers: requestHeaders(version, fixture.action),
        body: fillFixture(fixture, {
          'publishing-license': xml,
          'minimum-version': '1.0.0.0',
          'maximum-version': '1.0.0.0',
        }),
      });
      if (outcome.kind === 'failure') throw new Error(outcome.message);
      answers.set(version, Buffer.from(outcome.body).toString('utf8'));
    }
    return mediaType =>
      answers.get(mediaType === 'application/soap+xml' ? 'soap12' : 'soap11') ?? '';
  } finally {
    await transport.close();
    await close();
  }
}
