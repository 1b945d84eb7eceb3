import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { lastLine, runTool } from '../harness/tools/run-tool.ts';
import { packageFolder, type Machine } from './machine.ts';

/**
 * Finds or builds the addon of the optional package kerberos, which npm leaves unbuilt here (.npmrc).
 * It takes a C++ compiler, Python and the headers of GSSAPI; where they are missing nothing is tried.
 */
export async function setUpKerberos({ env, say }: Machine): Promise<void> {
  const without = 'there will be no Negotiate authentication';
  const folder = packageFolder('kerberos');
  if (folder === undefined) {
    say(`kerberos: not installed (it is optional); ${without}.`);
    return;
  }
  if (!loads(folder)) {
    if (!existsSync('/usr/include/gssapi/gssapi.h') && process.platform === 'linux') {
      say(`kerberos: not built, for want of the headers of GSSAPI (libkrb5-dev); ${without}.`);
      return;
    }
    const { ok, output } = await runTool(process.execPath, [nodeGyp(), 'rebuild', ...headers()], {
      cwd: folder,
      env,
      timeoutMs: 300_000,
    });
    if (!ok || !loads(folder)) {
      say(`kerberos: it could not be built (${lastLine(output)}); ${without}.`);
      return;
    }
  }
  say('kerberos: ready for Negotiate');
}

function loads(folder: string): boolean {
  try {
    createRequire(import.meta.url)(folder);
    return true;
  } catch {
    return false;
  }
}

/** The node-gyp that npm brings. */
function nodeGyp(): string {
  const prefix = join(dirname(process.execPath), '..');
  return join(prefix, 'lib/node_modules/npm/node_modules/node-gyp/bin/node-gyp.js');
}

/** Node's own headers where they lie beside it, so that none are downloaded. */
function headers(): readonly string[] {
  const prefix = join(dirname(process.execPath), '..');
  return existsSync(join(prefix, 'include/node/node_api.h')) ? [`--nodedir=${prefix}`] : [];
}
