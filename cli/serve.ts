import { mkdir, writeFile } from 'node:fs/promises';
import { Command, Option } from 'commander';
import { profileNames, type ProfileName } from '../harness/target/profile.ts';
import { cryptographicModes, type CryptographicMode } from '../harness/xrml/mode.ts';
import { deploymentsOf } from '../reference/rms/deployments.ts';
import type { Deployment } from '../reference/rms/exchange.ts';
import { behaviourOfProfile } from '../reference/rms/profile.ts';
import { startReferenceServer, type ReferenceServer } from '../reference/rms/server.ts';
import { createServerState } from '../reference/rms/state.ts';
import { explainListening, interrupted, portNumber } from './listening.ts';
import { referenceState } from './reference-target.ts';

interface ServeOptions {
  port: number;
  https?: true;
  httpsPort: number;
  mode: CryptographicMode;
  profile: ProfileName;
  json?: true;
}

/**
 * `assay serve`: runs the reference RMS server on loopback in all its states until SIGINT or SIGTERM.
 * Prints name and base URL of every deployment, and with `--https` the file with the certificate to
 * trust; with `--json` the same as one line of JSON.
 */
export function serveCommand(): Command {
  return new Command('serve')
    .description('run the reference RMS server on 127.0.0.1 until interrupted')
    .option('--port <number>', 'port for HTTP; 0 takes a free one', portNumber, 0)
    .option('--https', 'listen with TLS as well')
    .option('--https-port <number>', 'port for HTTPS; 0 takes a free one', portNumber, 0)
    .addOption(
      new Option('--mode <mode>', 'cryptographic mode (MS-RMPR 3.1.4.7)')
        .choices(cryptographicModes)
        .default('mode1'),
    )
    .addOption(
      new Option('--profile <name>', 'the product version to behave like (MS-RMSI section 7)')
        .choices(profileNames)
        .default('specification'),
    )
    .option('--json', 'print the base URLs as JSON')
    .action(async (options: ServeOptions) => {
      const server = await start(options);
      // Whoever reads what is announced may end the server at once.
      const interruption = interrupted();
      const announcement = await announce(server);
      process.stdout.write(
        `${options.json === true ? JSON.stringify(announcement) : describe(announcement)}\n`,
      );
      await interruption;
      await server.close();
    });
}

async function start(options: ServeOptions): Promise<ReferenceServer> {
  const { mode, profile, port, httpsPort, https } = options;
  try {
    return await startReferenceServer({
      deployments: [...deploymentsOf(referenceState(mode)), ...serversByMode()],
      port,
      httpsPort,
      https: https === true,
      behaviour: behaviourOfProfile(profile),
    });
  } catch (error) {
    throw explainListening(error);
  }
}

/** A server of its own in normal operation for each cryptographic mode. */
function serversByMode(): readonly Deployment[] {
  return cryptographicModes.map(mode => ({
    name: mode,
    state: createServerState({ mode, decommissioned: false }),
  }));
}

/** What a user has to know about a server that is running; base URLs by deployment. */
interface Announcement {
  readonly deployments: Readonly<Record<string, string>>;
  readonly https?: Readonly<Record<string, string>>;
  /** The file with the certificate to trust. */
  readonly ca?: string;
}

async function announce(server: ReferenceServer): Promise<Announcement> {
  const { urls: deployments, httpsUrls: https, certificate } = server;
  if (https === undefined || certificate === undefined) return { deployments };
  // Named by its port, so that a second server leaves the first one's alone.
  const { port } = new URL(Object.values(https)[0] ?? 'https://127.0.0.1');
  const ca = `reports/reference-ca-${port}.pem`;
  await mkdir('reports', { recursive: true });
  await writeFile(ca, certificate);
  return { deployments, https, ca };
}

function describe({ deployments, https = {}, ca }: Announcement): string {
  const rows = [...Object.entries(deployments), ...Object.entries(https)];
  const width = Math.max(...rows.map(([name]) => name.length));
  return [
    ...rows.map(([name, url]) => `${name.padEnd(width)}  ${url}`),
    ...(ca === undefined ? [] : [`CA file: ${ca}`]),
  ].join('\n');
}
