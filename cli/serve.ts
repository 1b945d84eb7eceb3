import { mkdir, writeFile } from 'node:fs/promises';
import { Command, InvalidArgumentError, Option } from 'commander';
import { UserError } from '../harness/user-error.ts';
import { cryptographicModes, type CryptographicMode } from '../harness/xrml/mode.ts';
import { startReferenceServer, type ReferenceServer } from '../reference/rms/server.ts';
import { createServerState } from '../reference/rms/state.ts';

interface ServeOptions {
  port: number;
  https?: true;
  httpsPort: number;
  mode: CryptographicMode;
}

/**
 * `assay serve`: runs the reference RMS server on loopback, as one server in two states, until
 * SIGINT or SIGTERM. Prints the base URLs, and with `--https` the file with the certificate to trust.
 */
export function serveCommand(): Command {
  return new Command('serve')
    .description('run the reference RMS server on 127.0.0.1 until interrupted')
    .option('--port <number>', 'port for HTTP; 0 takes a free one', readPort, 0)
    .option('--https', 'listen with TLS as well')
    .option('--https-port <number>', 'port for HTTPS; 0 takes a free one', readPort, 0)
    .addOption(
      new Option('--mode <mode>', 'cryptographic mode (MS-RMPR 3.1.4.7)')
        .choices(cryptographicModes)
        .default('mode1'),
    )
    .action(async (options: ServeOptions) => {
      const server = await start(options);
      await announce(server);
      await interrupted();
      await server.close();
    });
}

async function start({ mode, port, httpsPort, https }: ServeOptions): Promise<ReferenceServer> {
  const normal = createServerState({ mode, decommissioned: false });
  const deployments = [
    { name: 'normal', state: normal },
    { name: 'decommissioned', state: { ...normal, serverDecommissioned: true } },
  ];
  try {
    return await startReferenceServer({ deployments, port, httpsPort, https: https === true });
  } catch (error) {
    throw explain(error);
  }
}

function explain(error: unknown): unknown {
  if (!(error instanceof Error) || !('code' in error && 'port' in error)) return error;
  const port = String(error.port);
  if (error.code === 'EADDRINUSE')
    return new UserError(
      `Expected port ${port} on 127.0.0.1 to be free; another program listens there. Choose another one, or 0 for any.`,
    );
  if (error.code === 'EACCES')
    return new UserError(
      `Expected a port that this user may listen on; ${port} is reserved. Choose one above 1023, or 0 for any.`,
    );
  return error;
}

async function announce({ urls, httpsUrls, certificate }: ReferenceServer): Promise<void> {
  const lines = [...Object.values(urls), ...Object.values(httpsUrls ?? {})];
  if (certificate !== undefined) {
    // Named by its port, so that a second server leaves the first one's alone.
    const { port } = new URL(Object.values(httpsUrls ?? {})[0] ?? 'https://127.0.0.1');
    const authorityFile = `reports/reference-ca-${port}.pem`;
    await mkdir('reports', { recursive: true });
    await writeFile(authorityFile, certificate);
    lines.push(`CA file: ${authorityFile}`);
  }
  process.stdout.write(`${lines.join('\n')}\n`);
}

function interrupted(): Promise<void> {
  return new Promise(resolve => {
    process.once('SIGINT', resolve);
    process.once('SIGTERM', resolve);
  });
}

function readPort(text: string): number {
  const port = Number(text);
  if (!/^[0-9]{1,5}$/.test(text) || port > 65_535)
    throw new InvalidArgumentError('Expected a port number from 0 to 65535.');
  return port;
}
