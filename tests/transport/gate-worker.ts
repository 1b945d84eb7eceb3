import { openGate } from '../../harness/transport/open-gate.ts';

// A process that sends requests through a gate, several at a time:
// gate-worker.ts FOLDER LIMITS URL COUNT, or without URL, one that enters and never leaves.
const [folder = '', limits = '{}', url, count = '0'] = process.argv.slice(2);
const gate = openGate(JSON.parse(limits) as { requestsPerSecond?: number }, folder);

if (url === undefined) {
  await gate.enter();
  process.stdout.write('entered\n');
  setInterval(() => undefined, 60_000);
} else {
  const one = async (): Promise<void> => {
    const leave = await gate.enter();
    try {
      await (await fetch(url)).text();
    } finally {
      leave();
      // Twice is once.
      leave();
    }
  };
  await Promise.all(Array.from({ length: Number(count) }, one));
}
