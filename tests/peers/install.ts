import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { installWithApt, type Machine } from '../../cli/machine.ts';
import { lacking, missingPackages } from './packages.ts';

const policy = '/usr/sbin/policy-rc.d';

/**
 * Installs the packages with the peers where that is possible. None of the servers is started by its
 * installation: tests start their own.
 */
export async function installPeers(machine: Machine): Promise<void> {
  const missing = missingPackages();
  const reason = missing.length === 0 ? undefined : await withoutStarting(machine, missing);
  if (reason !== undefined)
    machine.say(
      `Peers: ${reason}. ${lacking(missingPackages())}; until then their tests are skipped.`,
    );
}

/** Debian asks this script whether a package may start its services (invoke-rc.d(8)). */
async function withoutStarting(
  machine: Machine,
  missing: readonly string[],
): Promise<string | undefined> {
  const ours = machine.root && !existsSync(policy);
  if (ours) writeFileSync(policy, '#!/bin/sh\nexit 101\n', { mode: 0o755 });
  try {
    return await installWithApt(machine, ...missing);
  } finally {
    if (ours) rmSync(policy);
  }
}
