import { join } from 'node:path';
import { test as base, type TestInfo } from '@playwright/test';
import { writeEvidence } from '../report/evidence.ts';
import { fileBreakerMemory } from '../report/breaker-file.ts';
import { appendToLedger } from '../report/ledger-file.ts';
import { recordExchanges } from '../report/recorder.ts';
import { redactValues } from '../report/redact-values.ts';
import { createRedactor, type Redactor } from '../report/redact.ts';
import {
  currentRunFolder,
  keepWorkersVariable,
  readRunJson,
  runFiles,
  writeRunJson,
} from '../report/run-folder.ts';
import { readPlan, readWaivers } from '../report/run-plan.ts';
import { accessOf, type Access } from '../transport/access.ts';
import { openGate } from '../transport/open-gate.ts';
import { secretsOf } from '../transport/secrets.ts';
import { openTransport } from '../transport/transport.ts';
import type { Transport } from '../transport/wire.ts';
import { withBreaker } from '../verdict/breaker.ts';
import type { Check, CheckSink } from '../verdict/check.ts';
import { decide } from '../verdict/decide.ts';
import { explainVerdict } from '../verdict/explain.ts';
import { makeRecord } from '../verdict/record.ts';
import type { VerdictRecord } from '../verdict/verdict.ts';
import type { Finding } from '../verdict/violation.ts';
import { waive as waiveBy } from '../verdict/waiver.ts';
import { variantOf } from './runnable-suite.ts';
import type { Suite, SuiteState } from './suite.ts';
import { timeWithin } from './test-time.ts';

/** Files of evidence that are attached, from the first and from the last exchange: a twin and what
 * the verdict rests on, as a rule. All that were kept lie in the evidence folder. */
const attached = 3;

interface Worker<Session> {
  readonly session: Session;
  readonly access: Access;
  readonly transport: Transport;
  readonly redactor: Redactor;
  /** The record as the run's waivers leave it, by all findings. */
  readonly waive: (record: VerdictRecord, findings: readonly Finding[]) => VerdictRecord;
}

/**
 * Where a suite's checks go under the Playwright runner: one test per requirement, so that `--grep`,
 * `--last-failed`, `--shard`, UI mode and JUnit speak of requirements. A broken MUST fails the test;
 * everything else that is no pass is skipped with its explanation, which looks like a pass nowhere.
 */
export function playwrightTests<
  Id extends string,
  Plan,
  State extends SuiteState,
  Session,
  Context,
  Variant extends string,
>(suite: Suite<Id, Plan, State, Session, Context, Variant>): CheckSink<Id, Context> {
  const test = base.extend<object, { worker: Worker<Session> }>({
    worker: [
      // Playwright reads a fixture's dependencies off this pattern; there are none.
      async ({}, use, info) => {
        const folder = currentRunFolder();
        const state = readRunJson(folder, suite.stateFile) as State;
        const variant = variantOf(suite, info.project.name);
        const access = accessOf(state);
        const redactor = createRedactor(secretsOf(access));
        const memory = fileBreakerMemory(folder, `worker-${info.parallelIndex}`);
        const gate = openGate(access.limits, join(folder, runFiles.gate));
        const transport = withBreaker(openTransport({ ...access, gate }), memory);
        const { startedAt } = readPlan(folder);
        const waivers = readWaivers(folder)?.entries ?? [];
        const session = suite.openSession(state, variant, redactor);
        await use({
          session,
          access,
          transport,
          redactor,
          waive: (record, findings) => waiveBy(record, waivers, startedAt, findings),
        });
        suite.closeSession?.(session);
        await transport.close();
      },
      { scope: 'worker' },
    ],
  });
  return check => {
    for (const requirement of check.requirements) {
      const { title, level, section } = suite.catalogue.requirements[requirement];
      const tag = [`@${level}`, `@${section}`];
      test(`${requirement}: ${title}`, { tag }, async ({ worker }, info) => {
        info.setTimeout(timeWithin(worker.access.limits, info.config.workers, info.timeout));
        const record = await tryOnce(suite, check, requirement, worker, info);
        if (record.verdict === 'pass') return;
        const explanation = `${record.verdict}: ${explainVerdict(record)}`;
        if (record.verdict !== 'fail') info.skip(true, explanation);
        // Playwright ends a worker after a failure, but not after an expected one. Where the reporter
        // is ours, it calls the failure unexpected again.
        if (process.env[keepWorkersVariable] !== undefined) info.fail(true, 'a MUST is broken');
        throw new ConformanceFailure(explanation);
      });
    }
  };
}

/** A failed test's error: the explanation alone, since a stack would point into the harness. */
class ConformanceFailure extends Error {
  constructor(explanation: string) {
    super(explanation);
    this.name = 'ConformanceFailure';
    this.stack = explanation;
  }
}

async function tryOnce<
  Id extends string,
  Plan,
  State extends SuiteState,
  Session,
  Context,
  Variant extends string,
>(
  suite: Suite<Id, Plan, State, Session, Context, Variant>,
  check: Check<Id, Context>,
  requirement: Id,
  { session, access, transport, redactor, waive }: Worker<Session>,
  info: TestInfo,
): Promise<VerdictRecord> {
  const folder = currentRunFolder();
  const project = info.project.name;
  const writer = `worker-${info.parallelIndex}`;
  const recorder = recordExchanges(transport, exchange => {
    const grants = suite.grantsIn(exchange);
    appendToLedger(folder, { writer, requirement, project }, exchange, grants, redactor);
  });
  const notes: string[] = [];
  const started = performance.now();
  const trial = suite.tryCheck(session, recorder, notes, check.requirements);
  const outcome = await decide(check, trial);
  const durationMs = Math.round(performance.now() - started);
  const place = { project, requirement };
  const evidence = writeEvidence(folder, place, recorder.exchanges, redactor, access);
  const shown = new Set([...evidence.slice(0, attached), ...evidence.slice(-attached)]);
  for (const { name, text } of shown)
    await info.attach(name, { body: text, contentType: 'text/plain' });
  const decided = makeRecord(
    suite.catalogue,
    requirement,
    outcome,
    {
      project,
      notes,
      assumptions: trial.assumptions?.() ?? [],
      evidence: evidence.map(({ path }) => path),
      exchanges: recorder.count,
      durationMs,
    },
    redactor,
  );
  const findings = outcome.kind === 'broken' ? redactValues(outcome.findings, redactor) : [];
  const record = waive(decided, findings);
  writeRunJson(folder, `${runFiles.verdicts}/${project}/${requirement}.json`, record);
  return record;
}
