import { Command } from 'commander';
import type { Captured } from '../harness/recordings/captured.ts';
import { makeRecording } from '../harness/recordings/make-recording.ts';
import { startRecordingProxy, type RecordingProxy } from '../harness/recordings/proxy.ts';
import { mostRecordings } from '../harness/recordings/recording.ts';
import { makeFolder, writeRecording } from '../harness/recordings/write-recording.ts';
import { UserError } from '../harness/user-error.ts';
import { exitCode, type ExitCode } from '../harness/verdict/exit-code.ts';
import { explainListening, interrupted, portNumber } from './listening.ts';
import { reviewOf, rowOf } from './recording-rows.ts';
import { readOptionFile } from './target-options.ts';

interface RecordOptions {
  readonly listen: number;
  readonly upstream: string;
  readonly out: string;
  readonly ca?: string;
  readonly insecure?: true;
  readonly json?: true;
}

/** What has passed so far. */
interface Count {
  recorded: number;
  others: number;
  failed: number;
}

/**
 * `assay record`: a proxy on loopback for one server, which writes recordings of what clients send
 * there, until SIGINT or SIGTERM. With `--json` it prints a line of JSON where it listens, and one for
 * each recording.
 */
export function recordCommand(exit: (code: ExitCode) => void): Command {
  return new Command('record')
    .description('make recordings of what clients send to a server, as a proxy on 127.0.0.1')
    .requiredOption('--upstream <url>', 'the server that everything is passed on to')
    .requiredOption('--out <folder>', 'the folder of recordings; what is in it stays')
    .option('--listen <port>', 'port for HTTP on 127.0.0.1; 0 takes a free one', portNumber, 0)
    .option('--ca <file>', 'PEM file with the certificate authority of the server')
    .option('--insecure', 'accept any server certificate')
    .option('--json', 'print JSON, a line for each recording')
    .action(async (options: RecordOptions) => {
      exit(await record(options));
    });
}

async function record(options: RecordOptions): Promise<ExitCode> {
  const { out, json } = options;
  const upstream = readUpstream(options.upstream);
  // What a player does to get a license may not be to be had twice.
  makeFolder(out);
  const count: Count = { recorded: 0, others: 0, failed: 0 };
  let stop: (error: unknown) => void = () => undefined;
  const broken = new Promise<never>((_resolve, reject) => {
    stop = reject;
  });
  const proxy = await start(upstream, options, {
    onExchange: captured => {
      try {
        keep(captured, options, count);
      } catch (error) {
        stop(error);
      }
    },
    onFailure: message => {
      count.failed += 1;
      process.stderr.write(`assay: ${message}\n`);
    },
  });
  const interruption = interrupted();
  process.stdout.write(
    json === true
      ? `${JSON.stringify({ listening: proxy.origin, upstream: upstream.href })}\n`
      : `${proxy.origin} passes everything on to ${upstream.href}\nrecordings: ${out}\n`,
  );
  try {
    await Promise.race([interruption, broken]);
  } finally {
    await proxy.close();
  }
  return conclude(count, upstream);
}

async function start(
  upstream: URL,
  { listen, ca, insecure }: RecordOptions,
  listeners: Pick<Parameters<typeof startRecordingProxy>[0], 'onExchange' | 'onFailure'>,
): Promise<RecordingProxy> {
  const tls = {
    ...(ca !== undefined && { ca: readOptionFile('--ca', ca) }),
    ...(insecure === true && { insecure }),
  };
  try {
    return await startRecordingProxy({ upstream, tls, port: listen, ...listeners });
  } catch (error) {
    throw explainListening(error);
  }
}

function keep(captured: Captured, { out, json }: RecordOptions, count: Count): void {
  const made = makeRecording(captured);
  if (made.kind === 'passed over') {
    count.others += 1;
    return;
  }
  if (count.recorded >= mostRecordings)
    throw new UserError(
      `Expected at most ${mostRecordings} recordings of one session; there are more. Those that were made stay.`,
    );
  const row = rowOf(writeRecording(out, made.recording), made.recording);
  count.recorded += 1;
  const told = `${row.name}  HTTP ${row.status ?? 0}`;
  const text = json === true ? JSON.stringify(row) : [told, ...reviewOf(row)].join('\n');
  process.stdout.write(`${text}\n`);
}

function conclude({ recorded, others, failed }: Count, upstream: URL): ExitCode {
  const told = `${recorded} recorded, ${others} others passed on, ${failed} without an answer`;
  process.stderr.write(`assay: ${told}\n`);
  if (recorded > 0) return exitCode.conformant;
  if (failed > 0 && others === 0) return exitCode.unreachable;
  process.stderr.write(
    `assay: Expected a PlayReady, RMS or WMDRM exchange with ${upstream.host}; none passed: have the player use this address in place of the server's (docs/recordings.md).\n`,
  );
  return exitCode.incomplete;
}

/**
 * A server to pass things on to.
 *
 * @throws UserError that repeats nothing: what stands there by mistake may be a credential
 */
function readUpstream(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || !['http:', 'https:'].includes(url.protocol))
    throw new UserError(
      'Expected a server such as https://license.example.com for --upstream; what is given is no URL of that kind.',
    );
  if (url.username !== '' || url.password !== '' || url.search !== '' || url.hash !== '')
    throw new UserError(
      "Expected --upstream without user name, password, query and fragment; it has one of them: leave them out, the client's own go through.",
    );
  return url;
}
