import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Gate } from './gate.ts';
import { openGate } from './open-gate.ts';
import type { WireLimits } from './wire.ts';

/** Works behind a gate for a target's limits, where there is no run; what the gate keeps is removed. */
export async function withTemporaryGate<Result>(
  limits: Pick<WireLimits, 'requestsPerSecond' | 'concurrency'>,
  work: (gate: Gate) => Promise<Result>,
): Promise<Result> {
  const folder = mkdtempSync(join(tmpdir(), 'assay-gate-'));
  try {
    return await work(openGate(limits, join(folder, 'gate')));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
