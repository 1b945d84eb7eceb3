import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { lastLine, runTool, type ToolOutcome } from '../harness/tools/run-tool.ts';
import { nodeGyp } from './node-gyp.ts';
import { findTool, playwrightsChromium, type Environment } from '../harness/tools/find-tool.ts';

/** What set-up looks at and may change. */
export interface Machine {
  readonly env: Environment;
  /** Whether packages may be installed. */
  readonly root: boolean;
  /** Folder of the package xsd-schema-validator; undefined when npm left the optional package out. */
  readonly validatorFolder: string | undefined;
  /** Folder of the package kerberos; undefined when npm left the optional package out. */
  readonly kerberosFolder: string | undefined;
  /** Program and arguments that build an addon in the working directory. */
  readonly buildAddon: readonly [string, ...string[]];
  /** A header of GSSAPI; Debian's place for it unless given. */
  readonly gssapiHeader?: string;
  /** Program and arguments that fetch Playwright's Chromium. */
  readonly fetchChromium: readonly [string, ...string[]];
  /** Where Playwright's Chromium lies once it is fetched. */
  readonly playwrightsChromium: () => Promise<string>;
  readonly say: (line: string) => void;
}

/** The machine that this process runs on. */
export function thisMachine(): Machine {
  const playwright = packageFolder('@playwright/test') ?? '';
  return {
    env: process.env,
    root: process.getuid?.() === 0,
    validatorFolder: packageFolder('xsd-schema-validator'),
    kerberosFolder: packageFolder('kerberos'),
    buildAddon: nodeGyp(),
    fetchChromium: [
      process.execPath,
      join(playwright, 'cli.js'),
      'install',
      '--no-shell',
      'chromium',
    ],
    playwrightsChromium,
    say: line => process.stdout.write(`${line}\n`),
  };
}

/** Folder of an installed package, or undefined. */
export function packageFolder(name: string): string | undefined {
  try {
    return dirname(createRequire(import.meta.url).resolve(`${name}/package.json`));
  } catch {
    return undefined;
  }
}

const aptMinutes = 10;

/**
 * Installs Debian packages, with the package lists as they are or, when that fails, with new ones.
 * Returns why they could not be installed, or undefined.
 */
export async function installWithApt(
  machine: Machine,
  ...names: readonly string[]
): Promise<string | undefined> {
  const aptGet = findTool(['apt-get'], machine.env);
  if (aptGet === undefined) return 'there is no apt-get here';
  if (!machine.root) return 'installing packages needs root';
  const apt = (...args: string[]): Promise<ToolOutcome> =>
    runTool(aptGet, ['-q', '-o', 'DPkg::Lock::Timeout=60', '-o', 'Acquire::Retries=2', ...args], {
      env: { ...machine.env, DEBIAN_FRONTEND: 'noninteractive' },
      timeoutMs: aptMinutes * 60_000,
    });
  const name = names.join(' ');
  machine.say(`${name}: installing with apt; this can take minutes`);
  const install = ['install', '-y', '--no-install-recommends', ...names];
  if ((await apt(...install)).ok) return undefined;
  const updated = await apt('update');
  const { ok, output } = await apt(...install);
  if (ok) return undefined;
  return `apt-get could not install ${name}: ${lastLine(updated.ok ? output : updated.output)}`;
}
