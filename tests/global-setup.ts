import { thisMachine } from '../cli/machine.ts';
import { installPeers } from './peers/install.ts';
import { lacking, missingPackages } from './peers/packages.ts';

/** Before the first test: the peers are installed in CI; elsewhere it is said how. */
export default async function globalSetup(): Promise<void> {
  if (process.env['CI'] !== undefined) await installPeers(thisMachine());
  else if (missingPackages().length > 0) process.stdout.write(`${lacking(missingPackages())}\n`);
}
