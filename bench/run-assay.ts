import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describeTarget } from '../cli/describe-target.ts';
import type { Results } from '../harness/report/results.ts';
import { readRunJson, runFiles } from '../harness/report/run-folder.ts';
import type { Target } from '../harness/target/target.ts';

const assay = fileURLToPath(new URL('../cli/bin.mjs', import.meta.url));

/** Processes that try checks; one, so that figures per check do not depend on the machine's cores. */
export const workers = 1;

/** A finished run of the command. */
export interface AssayRun {
  /** Milliseconds from starting the command to its end. */
  readonly wallMs: number;
  readonly results: Results;
  /** When each verdict was written, in milliseconds, in order. */
  readonly verdictTimes: readonly number[];
}

/** Runs `assay` with these arguments; what it prints is dropped. Returns its exit status. */
export function assayCommand(args: readonly string[]): Promise<number> {
  return new Promise((done, failed) => {
    const child = spawn(process.execPath, [assay, ...args], { stdio: 'ignore' });
    child.once('error', failed);
    child.once('close', code => {
      done(code ?? -1);
    });
  });
}

/**
 * Runs the suite as a user does, against servers of this process, without an Allure report.
 *
 * @throws Error when the command left no results
 */
export async function assayRun(target: Target, args: readonly string[] = []): Promise<AssayRun> {
  const out = mkdtempSync(join(tmpdir(), 'assay-bench-'));
  try {
    const ca = join(out, 'ca.pem');
    writeFileSync(ca, target.tls.ca ?? '');
    const file = join(out, 'target.json');
    writeFileSync(file, JSON.stringify(describeTarget(target)));
    const started = performance.now();
    await assayCommand([
      'run',
      ...[
        '--target',
        file,
        '--ca',
        ca,
        '--workers',
        String(workers),
        '--seed',
        '1',
        '--no-report',
        '--out',
        out,
      ],
      ...args,
    ]);
    const wallMs = performance.now() - started;
    const folder = readdirSync(out).find(name => /^\d{4}-/.test(name)) ?? '';
    const results = readRunJson(join(out, folder), runFiles.results) as Results;
    return { wallMs, results, verdictTimes: timesBelow(join(out, folder, runFiles.verdicts)) };
  } finally {
    rmSync(out, { recursive: true, force: true });
  }
}

function timesBelow(folder: string): readonly number[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter(file => file.endsWith('.json'))
    .map(file => statSync(join(folder, file)).mtimeMs)
    .sort((left, right) => left - right);
}
