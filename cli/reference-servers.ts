import { startClockReference } from './reference-clock.ts';
import { startPlayReadyReference } from './reference-playready.ts';
import { startReferenceTarget, type ReferenceTarget } from './reference-target.ts';
import { startWmdrmReference } from './reference-wmdrm.ts';
import { noneStarted } from './started.ts';

/** Starts the reference servers of all suites and describes them as one target. */
export async function startReferenceServers(): Promise<ReferenceTarget> {
  const { keep, close } = noneStarted();
  try {
    const { target } = keep(await startReferenceTarget());
    const { clock, services } = keep(await startClockReference());
    const { playready } = keep(await startPlayReadyReference());
    const { wmdrm } = keep(await startWmdrmReference());
    return { target: { ...target, playready, wmdrm, clock, services }, close };
  } catch (error) {
    await close();
    throw error;
  }
}
