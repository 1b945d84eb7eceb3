import { spawn } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { connect, createServer } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';

/** A program that serves on loopback. */
export interface Service {
  readonly program: string;
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** It is ready once all of these accept connections. */
  readonly ports: readonly number[];
  /** What it has logged so far, for the message when it ends early. */
  readonly log?: () => string;
}

const secondsToStart = 20;
const secondsToStop = 5;

/**
 * Starts a program that stays in the foreground, and waits until it listens.
 *
 * @returns what stops it
 * @throws Error with its log when it ends first
 */
export async function startService(service: Service): Promise<() => Promise<void>> {
  const { program, args, env = {}, ports, log } = service;
  const child = spawn(program, args, {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...toolEnvironment(), ...env },
  });
  let printed = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (printed += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (printed += text));
  let ended: string | undefined;
  const end = new Promise<void>(resolve => {
    child.once('error', error => {
      ended = error.message;
      resolve();
    });
    child.once('exit', (code, signal) => {
      ended = `it ended with ${signal ?? `exit code ${code ?? '?'}`}`;
      resolve();
    });
  });
  const stop = async (): Promise<void> => {
    if (ended !== undefined) return;
    const timer = setTimeout(() => child.kill('SIGKILL'), secondsToStop * 1000);
    child.kill('SIGTERM');
    await end;
    clearTimeout(timer);
  };
  const deadline = Date.now() + secondsToStart * 1000;
  for (const port of ports)
    while (!(await accepts(port))) {
      const late = Date.now() > deadline ? `nothing on port ${port} in ${secondsToStart} s` : '';
      const why = ended ?? late;
      if (why !== '') {
        await stop();
        throw new Error(`${program} did not start: ${why}.\n${printed}${log?.() ?? ''}`);
      }
      await Promise.race([wait(20), end]);
    }
  return stop;
}

/**
 * Free ports of 127.0.0.1, different from each other; below those that the system hands out by itself,
 * so that nobody is given one before the peer takes it.
 */
export async function freePorts(count: number): Promise<readonly number[]> {
  const ports = new Set<number>();
  while (ports.size < count) {
    const port = randomInt(20_000, 32_000);
    if (await isFree(port)) ports.add(port);
  }
  return [...ports];
}

function isFree(port: number): Promise<boolean> {
  return new Promise(resolve => {
    const server = createServer();
    server.once('error', () => {
      resolve(false);
    });
    server.listen(port, '127.0.0.1', () => {
      server.close(() => {
        resolve(true);
      });
    });
  });
}

/** Environment for the peers' programs: Debian keeps servers in folders that not every PATH has. */
export function toolEnvironment(): Readonly<Record<string, string>> {
  const { PATH = '', HOME = '/' } = process.env;
  return { PATH: `${PATH}:/usr/local/sbin:/usr/sbin:/sbin`, HOME, LC_ALL: 'C' };
}

function accepts(port: number): Promise<boolean> {
  return new Promise(resolve => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => {
      resolve(false);
    });
  });
}
