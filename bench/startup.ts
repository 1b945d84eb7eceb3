import { createServer, type AddressInfo } from 'node:net';
import { completeLimits } from '../harness/target/target.ts';
import { preflight } from '../harness/rms/preflight.ts';
import { figure, timeEach, type Measured } from './measure.ts';
import { assayCommand } from './run-assay.ts';

const repetitions = 5;

/** How long the command takes to start, and the preflight to recognise a dead server. */
export async function measureStartup(): Promise<Measured> {
  const help = await timeEach(repetitions, () => assayCommand(['--help']));
  const port = await closedPort();
  const dead = await timeEach(repetitions, async () => {
    const { unreachable } = await preflight({
      deployments: { decommissioned: `http://127.0.0.1:${port}/_wmcs` },
      tls: {},
      limits: completeLimits(),
    });
    if (unreachable === undefined) throw new Error('Something answers on a port that was closed.');
  });
  return {
    title: 'Start',
    figures: [
      figure(
        'assay --help',
        's',
        help.map(ms => ms / 1000),
      ),
      figure('preflight against a port where nothing listens', 'ms', dead),
    ],
    notes: [],
    missed: [],
  };
}

function closedPort(): Promise<number> {
  return new Promise((found, failed) => {
    const server = createServer();
    server.once('error', failed);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => {
        found(port);
      });
    });
  });
}
