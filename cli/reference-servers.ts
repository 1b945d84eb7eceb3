import { startReferenceTarget, type ReferenceTarget } from './reference-target.ts';

/** Starts the reference servers of all suites and describes them as one target. */
export async function startReferenceServers(): Promise<ReferenceTarget> {
  return startReferenceTarget();
}
