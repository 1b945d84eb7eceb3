import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { createServer, connect } from 'node:net';
import { dirname, join, resolve } from 'node:path';
import { findChromium, findJava } from '../../harness/tools/find-tool.ts';
import { lastLine, runTool } from '../../harness/tools/run-tool.ts';
import { packageFolder, type Machine } from '../machine.ts';
import { loads } from '../set-up-kerberos.ts';
import type { Finding } from './finding.ts';

const packageFile = new URL('../../package.json', import.meta.url);

/** What every run on this machine needs; contacts nothing but itself. */
export async function examineMachine(machine: Machine, out: string): Promise<readonly Finding[]> {
  return [
    examineNode(process.versions.node),
    await examineJava(machine),
    await examineChromium(machine),
    examinePackage('xsd-schema-validator', 'no second opinion on XML'),
    examineKerberos(machine),
    await examineLoopback(),
    examineClock(new Date()),
    examineFolder(out),
  ];
}

/** Compares a version of Node with the least that package.json asks for. */
export function examineNode(version: string): Finding {
  const { engines } = JSON.parse(readFileSync(packageFile, 'utf8')) as {
    engines: { node: string };
  };
  const least = engines.node.replace('>=', '');
  const good = version.localeCompare(least, 'en', { numeric: true }) >= 0;
  return good
    ? { what: 'Node', state: 'good', says: version }
    : { what: 'Node', state: 'bad', says: `expected ${least} or newer; this is ${version}.` };
}

async function examineJava({ env }: Machine): Promise<Finding> {
  const what = 'Java';
  const cost = 'there will be no Allure report; run `npx assay setup`.';
  const path = findJava(env);
  if (path === undefined) return { what, state: 'missing', says: `none found; ${cost}` };
  const { ok, output } = await runTool(path, ['-version'], { env, timeoutMs: 30_000 });
  return ok
    ? { what, state: 'good', says: `${/version "([^"]*)"/.exec(output)?.[1] ?? ''}, ${path}` }
    : { what, state: 'missing', says: `${path} does not run (${lastLine(output)}); ${cost}` };
}

async function examineChromium({ env, playwrightsChromium }: Machine): Promise<Finding> {
  const what = 'Chromium';
  const path = await findChromium(env, playwrightsChromium);
  return path === undefined
    ? {
        what,
        state: 'missing',
        says: "none found; pages that a server sends to browsers can't be judged. Run `npx assay setup`.",
      }
    : { what, state: 'good', says: path };
}

/** npm brings the package without its addon, which set-up builds. */
export function examineKerberos({ kerberosFolder: folder }: Machine): Finding {
  const what = 'kerberos';
  if (folder !== undefined && loads(folder)) return { what, state: 'good', says: 'built' };
  const found = folder === undefined ? 'the optional package is not installed' : 'it is not built';
  const says = `${found}: no Negotiate authentication; run \`npx assay setup\`.`;
  return { what, state: 'missing', says };
}

function examinePackage(name: string, cost: string): Finding {
  return packageFolder(name) === undefined
    ? { what: name, state: 'missing', says: `the optional package is not installed: ${cost}.` }
    : { what: name, state: 'good', says: 'installed' };
}

/** Reference servers, and nothing else of ours, listen on the loopback interface. */
async function examineLoopback(): Promise<Finding> {
  const what = 'network';
  const server = createServer(socket => socket.end());
  try {
    await new Promise<void>((done, failed) => {
      server.once('error', failed);
      server.listen(0, '127.0.0.1', () => {
        const { port } = server.address() as { port: number };
        connect({ host: '127.0.0.1', port })
          .once('error', failed)
          .once('connect', function (this: { destroy(): void }) {
            this.destroy();
            done();
          });
      });
    });
    return { what, state: 'good', says: 'a server on 127.0.0.1 can be reached' };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return {
      what,
      state: 'bad',
      says: `no server can be started on 127.0.0.1 (${reason}); allow the loopback interface.`,
    };
  } finally {
    server.close();
  }
}

/** A clock that stands before Assay was put on this machine spoils certificates and waivers. */
export function examineClock(now: Date): Finding {
  const what = 'clock';
  const installed = statSync(packageFile).mtime;
  return now >= installed
    ? { what, state: 'good', says: `${now.toISOString()} (UTC)` }
    : {
        what,
        state: 'bad',
        says: `it says ${now.toISOString()}, before Assay was installed (${installed.toISOString()}); set it.`,
      };
}

function examineFolder(out: string): Finding {
  const what = 'reports';
  const folder = resolve(out);
  try {
    const existing = nearest(folder);
    rmSync(mkdtempSync(join(existing, '.assay-doctor-')), { recursive: true });
    return { what, state: 'good', says: `${folder} can be written` };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return {
      what,
      state: 'bad',
      says: `${folder} can't be written (${reason}); name another with --out.`,
    };
  }
}

/** The folder, or the closest one above it that exists. */
function nearest(folder: string): string {
  if (!existsSync(folder)) return nearest(dirname(folder));
  if (!statSync(folder).isDirectory()) throw new Error(`${folder} is no folder`);
  return folder;
}
