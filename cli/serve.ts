import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { Command, Option } from 'commander';
import { profileNames, type ProfileName } from '../harness/target/profile.ts';
import { cryptographicModes, type CryptographicMode } from '../harness/xrml/mode.ts';
import { deploymentsOf } from '../reference/rms/deployments.ts';
import type { Deployment } from '../reference/rms/exchange.ts';
import { behaviourOfProfile } from '../reference/rms/profile.ts';
import { startReferenceServer, type ReferenceServer } from '../reference/rms/server.ts';
import { createServerState } from '../reference/rms/state.ts';
import { stringify } from 'yaml';
import { deploymentNames } from '../harness/rms/state.ts';
import { describeTarget } from './describe-target.ts';
import { explainListening, interrupted, portNumber } from './listening.ts';
import { startClockReference } from './reference-clock.ts';
import { referenceName } from './reference-name.ts';
import { startPlayReadyReference } from './reference-playready.ts';
import { referenceState } from './reference-target.ts';
import { startWmdrmReference } from './reference-wmdrm.ts';
import { noneStarted } from './started.ts';
import { describeAnnouncement, writeAuthority, type Announcement } from './serve-announcement.ts';

interface ServeOptions {
  port: number;
  https?: true;
  httpsPort: number;
  mode: CryptographicMode;
  profile: ProfileName;
  writeTarget?: string;
  json?: true;
}

/**
 * `assay serve`: runs the reference servers on loopback in all their states until SIGINT or SIGTERM.
 * Prints name and URL of every deployment, and with `--https` the file with the certificate to trust;
 * with `--json` the same as one line of JSON.
 */
export function serveCommand(): Command {
  return new Command('serve')
    .description('run the reference servers on 127.0.0.1 until interrupted')
    .option('--port <number>', 'port of the RMS server for HTTP; 0 takes a free one', portNumber, 0)
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
    .option('--write-target <file>', 'write a target file that names these servers')
    .option('--json', 'print the URLs as JSON')
    .action(async (options: ServeOptions) => {
      const servers = await start(options);
      try {
        // Whoever reads what is announced may end the servers at once.
        const interruption = interrupted();
        const { announcement } = servers;
        if (options.writeTarget !== undefined) writeTarget(options.writeTarget, announcement);
        process.stdout.write(
          `${options.json === true ? JSON.stringify(asInFile(announcement)) : describeAnnouncement(announcement)}\n`,
        );
        await interruption;
      } finally {
        await servers.close();
      }
    });
}

/** The servers of this command, and what it tells of them. */
interface Servers {
  readonly announcement: Announcement;
  readonly close: () => Promise<void>;
}

async function start(options: ServeOptions): Promise<Servers> {
  const { keep, close } = noneStarted();
  try {
    const { urls: deployments, httpsUrls: https, certificate } = keep(await startRms(options));
    const { playready } = keep(await startPlayReadyReference());
    const { wmdrm } = keep(await startWmdrmReference());
    const { clock, services } = keep(await startClockReference());
    const secure = https !== undefined &&
      certificate !== undefined && { https, ca: await writeAuthority(certificate, https) };
    return { announcement: { deployments, ...secure, playready, wmdrm, clock, services }, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** What is announced, with the parts of a target as a target file has them. */
function asInFile({ deployments, https, ca, ...parts }: Announcement): object {
  const permissions = { mayIssue: false, mayDecommission: false };
  const described = describeTarget({ deployments: {}, ...parts, permissions });
  const { playready, wmdrm, clock, services } = described;
  return { deployments, ...(https && { https, ca }), playready, wmdrm, clock, services };
}

function writeTarget(file: string, announcement: Announcement): void {
  const { deployments, https, ca, ...parts } = announcement;
  const secure = https?.['decommissioned'];
  const own = Object.entries(deployments).filter(([name]) => isDeployment(name));
  const target = describeTarget({
    ...parts,
    deployments: {
      ...Object.fromEntries(own),
      ...(secure !== undefined && { 'decommissioned-https': secure }),
    },
    permissions: { mayIssue: true, mayDecommission: true },
  });
  const tls = ca === undefined ? {} : { tls: { ca: resolve(ca) } };
  writeFileSync(file, stringify({ name: referenceName, ...target, ...tls }));
}

function isDeployment(name: string): boolean {
  return (deploymentNames as readonly string[]).includes(name);
}

async function startRms(options: ServeOptions): Promise<ReferenceServer> {
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
