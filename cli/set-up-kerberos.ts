import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { lastLine, runTool } from '../harness/tools/run-tool.ts';
import { installWithApt, type Machine } from './machine.ts';

/** A place where a C++ compiler finds the headers of GSSAPI, and Debian's package of them. */
const headers = { file: '/usr/include/gssapi/gssapi.h', package: 'libkrb5-dev' };

/**
 * Finds or builds the addon of the optional package kerberos, which npm leaves unbuilt here (.npmrc).
 * It takes a C++ compiler, make, Python and the headers of GSSAPI, which are installed where they can.
 */
export async function setUpKerberos(machine: Machine): Promise<void> {
  const { env, say, kerberosFolder: folder, buildAddon, gssapiHeader = headers.file } = machine;
  const without = 'there will be no authentication by Negotiate';
  if (folder === undefined) {
    say(`kerberos: not installed (it is optional); ${without}.`);
    return;
  }
  if (!loads(folder)) {
    const missing = process.platform === 'linux' && !existsSync(gssapiHeader);
    const reason = missing ? await installWithApt(machine, headers.package) : undefined;
    if (reason !== undefined) {
      say(`kerberos: not built, for want of ${headers.package}, and ${reason}; ${without}.`);
      return;
    }
    const [program, ...args] = buildAddon;
    const { ok, output } = await runTool(program, args, { cwd: folder, env, timeoutMs: 300_000 });
    if (!ok || !loads(folder)) {
      say(
        `kerberos: it could not be built (${lastLine(output)}); it takes a C++ compiler, make and Python, and ${without}.`,
      );
      return;
    }
  }
  say('kerberos: ready');
}

/** Whether the package in this folder loads: npm brings it without its addon. */
export function loads(folder: string): boolean {
  try {
    createRequire(import.meta.url)(folder);
    return true;
  } catch {
    return false;
  }
}
