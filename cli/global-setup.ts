import { randomInt } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import {
  currentRunFolder,
  keepWorkersVariable,
  nameRun,
  runFiles,
  writeRunJson,
} from '../harness/report/run-folder.ts';
import {
  planFile,
  readPlan,
  readyFile,
  setupErrorFile,
  waiversFile,
  type RunPlan,
  type SetupError,
} from '../harness/report/run-plan.ts';
import { createRedactor } from '../harness/report/redact.ts';
import { appendToLedger } from '../harness/report/ledger-file.ts';
import { UserError } from '../harness/user-error.ts';
import { openGate } from '../harness/transport/open-gate.ts';
import { secretsOf } from '../harness/transport/secrets.ts';
import { givenTarget } from './given-target.ts';
import { givenWaivers } from './given-waivers.ts';
import { referenceName } from './reference-name.ts';
import { startReferenceServers } from './reference-servers.ts';
import { suites } from './suites.ts';

/**
 * What Playwright runs before the first test: finds the target, or starts the reference servers when
 * no command named one, and looks at it once for all workers. Returns what ends the servers. What a
 * user has to mend is left in a file for the command that started the run.
 */
export default async function globalSetup(): Promise<() => Promise<void>> {
  const folder = currentRunFolder();
  try {
    return await begin(folder);
  } catch (error) {
    // Without a command that reads it, the reporter prints the sentence.
    if (error instanceof UserError && process.env[keepWorkersVariable] !== undefined) {
      const { message, code } = error;
      writeRunJson(folder, setupErrorFile, { message, code } satisfies SetupError);
    }
    throw error;
  }
}

async function begin(folder: string): Promise<() => Promise<void>> {
  const now = new Date();
  const given = givenTarget(folder);
  if (!existsSync(join(folder, planFile)))
    writeRunJson(folder, planFile, {
      name: nameRun(now),
      target: given?.name ?? referenceName,
      startedAt: now.toISOString(),
      strict: false,
      failOn: 'must',
    } satisfies RunPlan);
  const reference = given === undefined ? await startReferenceServers() : undefined;
  const target = given ?? reference?.target;
  const file = target?.waiversFile;
  if (file !== undefined && !existsSync(join(folder, waiversFile)))
    writeRunJson(folder, waiversFile, givenWaivers(file));
  if (target === undefined) throw new Error('There is neither a target nor a reference server.');
  const seed = process.env['ASSAY_SEED'];
  const redactor = createRedactor(secretsOf(target));
  const plan = {
    ...target,
    gate: openGate(target.limits, join(folder, runFiles.gate)),
    // One for all suites, so that one option repeats the run.
    seed: seed === undefined ? randomInt(2 ** 31 - 1) : Number(seed),
  };
  const { projects: asked } = readPlan(folder);
  for (const { concerns, projects, facts, prepare } of suites) {
    if (!concerns(target) || asked?.some(name => projects.includes(name)) === false) continue;
    const state = await prepare(plan, (exchange, grants) => {
      appendToLedger(folder, { writer: 'preflight' }, exchange, grants, redactor);
    });
    writeRunJson(folder, facts.stateFile, state);
    if (state.unreachable !== undefined)
      process.stderr.write(`assay: ${target.name} could not be reached: ${state.unreachable}\n`);
  }
  writeRunJson(folder, readyFile, true);
  return async () => {
    await reference?.close();
  };
}
