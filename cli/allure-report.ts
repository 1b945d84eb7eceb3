import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join, relative } from 'node:path';
import { runFiles } from '../harness/report/run-folder.ts';
import { findJava, type Environment } from '../harness/tools/find-tool.ts';
import { lastLine, runTool } from '../harness/tools/run-tool.ts';
import { packageFolder } from './machine.ts';

/** Hosts that Allure's own pages have been seen to call (DESIGN.md, table of measurements). */
const foreign =
  /google-analytics\.com|googletagmanager\.com|<(?:script|link)[^>]*(?:src|href)="https?:/;

/**
 * Generates the Allure report of a run as one HTML file that opens without a server, and prints where
 * it lies. Returns its path; or undefined, with one sentence on stderr, when it could not be made,
 * because there is no Java, say. The verdicts in results.json don't depend on it.
 */
export async function generateReport(
  folder: string,
  say: (line: string) => void,
  env: Environment = process.env,
): Promise<string | undefined> {
  const outcome = await generate(folder, env);
  if ('reason' in outcome) {
    process.stderr.write(
      `assay: no Allure report was made: ${outcome.reason}. The verdicts stand in ${shown(join(folder, runFiles.results))}; --no-report does without.\n`,
    );
    return undefined;
  }
  say(`Report: ${shown(outcome.page)} (open it in a browser)`);
  return outcome.page;
}

async function generate(
  folder: string,
  env: Environment,
): Promise<{ page: string } | { reason: string }> {
  const java = findJava(env);
  if (java === undefined) return { reason: 'Java was not found; run `npx assay setup`' };
  const allure = packageFolder('allure-commandline');
  if (allure === undefined)
    return { reason: 'the package allure-commandline is not installed; run `npm ci`' };
  const lib = join(allure, 'dist', 'lib');
  const report = join(folder, runFiles.allureReport);
  const classPath = [join(lib, '*'), join(lib, 'config')].join(
    process.platform === 'win32' ? ';' : ':',
  );
  // By its classes, not by the command `allure`, which another package claims too; with the settings
  // of a short run, which take half the time.
  const { ok, output } = await runTool(
    java,
    [
      ...['-XX:TieredStopAtLevel=1', '-XX:+UseSerialGC', '-cp', classPath],
      ...['io.qameta.allure.CommandLine', 'generate', '--clean', '--single-file'],
      ...['-o', report, join(folder, runFiles.allureResults)],
    ],
    { env: { ...env, ALLURE_NO_ANALYTICS: 'true' }, timeoutMs: 600_000 },
  );
  const page = join(report, 'index.html');
  if (!ok || !existsSync(page)) return { reason: `Allure failed (${lastLine(output)})` };
  const call = foreign.exec(readFileSync(page, 'utf8'));
  if (call === null) return { page };
  rmSync(report, { recursive: true });
  return { reason: `its pages would call other hosts (${call[0]})` };
}

function shown(file: string): string {
  const path = relative('', file);
  return path.startsWith('..') ? file : path;
}
