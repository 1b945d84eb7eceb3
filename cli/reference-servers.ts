import { startClockReference } from './reference-clock.ts';
import { startPlayReadyReference } from './reference-playready.ts';
import { startReferenceTarget, type ReferenceTarget } from './reference-target.ts';

/** Starts the reference servers of all suites and describes them as one target. */
export async function startReferenceServers(): Promise<ReferenceTarget> {
  const started: { readonly close: () => Promise<void> }[] = [];
  const close = async (): Promise<void> => {
    await Promise.all(started.map(server => server.close()));
  };
  const keep = <Server extends { readonly close: () => Promise<void> }>(server: Server): Server => {
    started.push(server);
    return server;
  };
  try {
    const { target } = keep(await startReferenceTarget());
    const { clock, services } = keep(await startClockReference());
    const { playready } = keep(await startPlayReadyReference());
    return { target: { ...target, playready, clock, services }, close };
  } catch (error) {
    await close();
    throw error;
  }
}
