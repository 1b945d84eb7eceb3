import { existsSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { findJava } from '../harness/tools/find-tool.ts';
import { lastLine, runTool } from '../harness/tools/run-tool.ts';
import { installWithApt, type Machine } from './machine.ts';

/** Finds or installs Java, and with it compiles the class that xsd-schema-validator needs. */
export async function setUpJava(machine: Machine): Promise<void> {
  const { say } = machine;
  const there = await workingJava(machine);
  const reason =
    there === undefined ? await installWithApt(machine, 'default-jre-headless') : undefined;
  const java = there ?? (reason === undefined ? await workingJava(machine) : undefined);
  if (java === undefined) {
    say(
      `Java: none found, and ${reason ?? 'what apt installed is not on PATH'}; install a Java runtime (17 or newer). Until then there is no Allure report and no second opinion on XML.`,
    );
    return;
  }
  say(`Java: ${java.version}, ${java.path}`);
  await setUpValidator(machine, java);
}

interface Java {
  readonly path: string;
  readonly version: string;
}

/** A Java that runs: what is called `java` on macOS can be a stub that only says where to get one. */
async function workingJava({ env }: Machine): Promise<Java | undefined> {
  const path = findJava(env);
  if (path === undefined) return undefined;
  const { ok, output } = await runTool(path, ['-version'], { env, timeoutMs: 30_000 });
  return ok
    ? { path, version: /version "([^"]*)"/.exec(output)?.[1] ?? 'version unknown' }
    : undefined;
}

/**
 * npm runs no install script here (.npmrc), because this package's fails without a JDK. The compiler
 * is a module of the runtime that Debian calls a JRE, too; only the command `javac` is not.
 */
async function setUpValidator(
  { env, say, validatorFolder: folder }: Machine,
  java: Java,
): Promise<void> {
  const without = 'there will be no second opinion on XML';
  if (folder === undefined) {
    say(`xsd-schema-validator: not installed (it is optional); ${without}.`);
    return;
  }
  const support = join(folder, 'support');
  const compiled = join(support, 'XMLValidator.class');
  if (!runsOn(java.version, compiled)) {
    // Compiled aside and moved, so that a second set-up at the same time never sees half a class.
    const aside = mkdtempSync(join(folder, 'compiled-'));
    const { ok, output } = await runTool(
      java.path,
      [
        '-m',
        'jdk.compiler/com.sun.tools.javac.Main',
        '-d',
        aside,
        join(support, 'XMLValidator.java'),
      ],
      { env, timeoutMs: 120_000 },
    );
    const written = join(aside, 'support', 'XMLValidator.class');
    if (ok && existsSync(written)) renameSync(written, compiled);
    rmSync(aside, { recursive: true });
    if (!runsOn(java.version, compiled)) {
      say(`xsd-schema-validator: its class can't be compiled (${lastLine(output)}); ${without}.`);
      return;
    }
  }
  say('xsd-schema-validator: ready');
}

/**
 * Whether the class is there and not of a newer format than this Java reads: the package brings one
 * compiled by a Java that may be newer. A class file's format is 44 above the version of its Java.
 */
function runsOn(version: string, file: string): boolean {
  if (!existsSync(file)) return false;
  const [first = '0', second = '0'] = version.split(/[._-]/);
  // Java 8 called itself 1.8.
  const feature = Number(first === '1' ? second : first);
  const head = readFileSync(file);
  return head.length >= 8 && head.readUInt16BE(6) <= 44 + feature;
}
