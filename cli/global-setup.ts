import { existsSync } from 'node:fs';
import { join } from 'node:path';
import {
  currentRunFolder,
  nameRun,
  readRunJson,
  runFiles,
  writeRunJson,
} from '../harness/report/run-folder.ts';
import { planFile } from '../harness/report/run-plan.ts';
import type { Target } from '../harness/target/target.ts';
import { preflight } from '../suites/rmsi/preflight.ts';
import { stateFile } from '../suites/rmsi/state.ts';
import { startReferenceTarget } from './reference-target.ts';

/** Where a command leaves the target for the runner, below the run's folder. */
export const targetFile = `${runFiles.state}/target.json`;

/**
 * What Playwright runs before the first test: finds the target, or starts the reference servers when
 * no command named one, and looks at it once for all workers. Returns what ends the servers.
 */
export default async function globalSetup(): Promise<() => Promise<void>> {
  const folder = currentRunFolder();
  if (!existsSync(join(folder, planFile)))
    writeRunJson(folder, planFile, {
      name: nameRun(new Date()),
      target: 'Assay reference server',
      strict: false,
    });
  const given = existsSync(join(folder, targetFile))
    ? (readRunJson(folder, targetFile) as Target)
    : undefined;
  const reference = given === undefined ? await startReferenceTarget() : undefined;
  const target = given ?? reference?.target;
  if (target === undefined) throw new Error('There is neither a target nor a reference server.');
  const seed = process.env['ASSAY_SEED'];
  const state = await preflight({
    deployments: target.deployments,
    tls: target.tls,
    limits: target.limits,
    ...(target.serverCertificate === undefined
      ? {}
      : { serverCertificate: target.serverCertificate }),
    ...(seed === undefined ? {} : { seed: Number(seed) }),
  });
  writeRunJson(folder, stateFile, state);
  if (state.unreachable !== undefined)
    process.stderr.write(`assay: ${target.name} could not be reached: ${state.unreachable}\n`);
  return async () => {
    await reference?.close();
  };
}
