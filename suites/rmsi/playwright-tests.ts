import { test as base, type TestInfo } from '@playwright/test';
import { writeEvidence } from '../../harness/report/evidence.ts';
import { fileBreakerMemory } from '../../harness/report/breaker-file.ts';
import { recordExchanges } from '../../harness/report/recorder.ts';
import { createRedactor, type Redactor } from '../../harness/report/redact.ts';
import {
  currentRunFolder,
  keepWorkersVariable,
  readRunJson,
  runFiles,
  writeRunJson,
} from '../../harness/report/run-folder.ts';
import type { SoapVersion } from '../../harness/soap/version.ts';
import { openTransport } from '../../harness/transport/transport.ts';
import type { Transport } from '../../harness/transport/wire.ts';
import { withBreaker } from '../../harness/verdict/breaker.ts';
import type { Check } from '../../harness/verdict/check.ts';
import { decide } from '../../harness/verdict/decide.ts';
import { explainVerdict } from '../../harness/verdict/explain.ts';
import { makeRecord } from '../../harness/verdict/record.ts';
import type { VerdictRecord } from '../../harness/verdict/verdict.ts';
import { catalogue, type RmsiRequirementId } from './catalogue.ts';
import { tryCheck, type RmsiContext } from './context.ts';
import { openSession, type RmsiSession } from './session.ts';
import { stateFile, type RmsiState } from './state.ts';

/** Files of evidence that are attached, from the first and from the last exchange: a twin and what
 * the verdict rests on, as a rule. All that were kept lie in the evidence folder. */
const attached = 3;

/** What a Playwright project of this suite says in its `metadata`. */
export interface RmsiProjectMetadata {
  readonly soap: SoapVersion;
}

interface WorkerSession {
  readonly session: RmsiSession;
  readonly transport: Transport;
  readonly redactor: Redactor;
}

const test = base.extend<object, { rmsi: WorkerSession }>({
  rmsi: [
    // Playwright reads a fixture's dependencies off this pattern; there are none.
    async ({}, use, info) => {
      const folder = currentRunFolder();
      const state = readRunJson(folder, stateFile) as RmsiState;
      const { soap } = info.project.metadata as RmsiProjectMetadata;
      const redactor = createRedactor();
      const memory = fileBreakerMemory(folder, `worker-${info.parallelIndex}`);
      const transport = withBreaker(
        openTransport({ limits: state.limits, tls: state.tls }),
        memory,
      );
      await use({ session: openSession(state, soap, redactor), transport, redactor });
      await transport.close();
    },
    { scope: 'worker' },
  ],
});

/**
 * Makes one Playwright test per requirement of a check, so that `--grep`, `--last-failed`, `--shard`,
 * UI mode and JUnit speak of requirements. A broken MUST fails the test; everything else that is no
 * pass is skipped with its explanation, which looks like a pass nowhere.
 */
export function addPlaywrightTests(check: Check<RmsiRequirementId, RmsiContext>): void {
  for (const requirement of check.requirements) {
    const { title, level, section } = catalogue.requirements[requirement];
    const tag = [`@${level}`, `@${section}`];
    test(`${requirement}: ${title}`, { tag }, async ({ rmsi }, info) => {
      const record = await tryOnce(check, requirement, rmsi, info);
      if (record.verdict === 'pass') return;
      const explanation = `${record.verdict}: ${explainVerdict(record)}`;
      if (record.verdict !== 'fail') info.skip(true, explanation);
      // Playwright ends a worker after a failure, but not after an expected one. Where the reporter
      // is ours, it calls the failure unexpected again.
      if (process.env[keepWorkersVariable] !== undefined) info.fail(true, 'a MUST is broken');
      throw new ConformanceFailure(explanation);
    });
  }
}

/** A failed test's error: the explanation alone, since a stack would point into the harness. */
class ConformanceFailure extends Error {
  constructor(explanation: string) {
    super(explanation);
    this.name = 'ConformanceFailure';
    this.stack = explanation;
  }
}

async function tryOnce(
  check: Check<RmsiRequirementId, RmsiContext>,
  requirement: RmsiRequirementId,
  { session, transport, redactor }: WorkerSession,
  info: TestInfo,
): Promise<VerdictRecord> {
  const folder = currentRunFolder();
  const project = info.project.name;
  const recorder = recordExchanges(transport);
  const notes: string[] = [];
  const started = performance.now();
  const outcome = await decide(check, tryCheck(session, recorder, notes));
  const durationMs = Math.round(performance.now() - started);
  const place = { project, requirement };
  const evidence = writeEvidence(folder, place, recorder.exchanges, redactor);
  const shown = new Set([...evidence.slice(0, attached), ...evidence.slice(-attached)]);
  for (const { name, text } of shown)
    await info.attach(name, { body: text, contentType: 'text/plain' });
  const record = makeRecord(
    catalogue,
    requirement,
    outcome,
    {
      project,
      notes,
      evidence: evidence.map(({ path }) => path),
      exchanges: recorder.count,
      durationMs,
    },
    redactor,
  );
  writeRunJson(folder, `${runFiles.verdicts}/${project}/${requirement}.json`, record);
  return record;
}
