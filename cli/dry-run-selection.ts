import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runFolderVariable, writeRunJson } from '../harness/report/run-folder.ts';
import { targetFile } from '../harness/report/run-plan.ts';
import { selectedFile } from '../harness/report/selected-checks.ts';
import type { Target } from '../harness/target/target.ts';
import { UserError } from '../harness/user-error.ts';
import { packageFolder } from './machine.ts';
import { lastLine, runTool } from '../harness/tools/run-tool.ts';
import type { RunOptions } from './run-options.ts';
import { playwrightArguments } from './run-suite.ts';
import { selectChecks } from './select-checks.ts';
import { suitesFor, type SuiteEntry } from './suites.ts';

/** One check as the runner would try it. */
export interface ListedCheck {
  readonly requirement: string;
  readonly project: string;
}

/** The parts of Playwright's JSON report that are read. */
interface ListedSuite {
  readonly suites?: readonly ListedSuite[];
  readonly specs?: readonly {
    readonly title: string;
    readonly tests: readonly { readonly projectName: string }[];
  }[];
}

/**
 * The checks that a run with these options would try, in the order of the runner, who is asked for
 * them and runs nothing.
 *
 * @throws UserError when there is none
 */
export async function listChecks(
  options: RunOptions,
  target: Target,
): Promise<readonly ListedCheck[]> {
  const selected = selectChecks(options, target);
  const folder = mkdtempSync(join(tmpdir(), 'assay-dry-run-'));
  try {
    if (selected !== undefined) writeRunJson(folder, selectedFile, selected);
    // The configuration takes the suites that the target concerns.
    writeRunJson(folder, targetFile, target);
    const cli = join(packageFolder('@playwright/test') ?? '', 'cli.js');
    const list = [...playwrightArguments(options), '--list', '--reporter', 'json'];
    const file = join(folder, 'list.json');
    const { output } = await runTool(process.execPath, [cli, ...list], {
      env: {
        ...process.env,
        [runFolderVariable]: folder,
        ASSAY_PLAYWRIGHT_OUTPUT: join(folder, '.playwright'),
        PLAYWRIGHT_JSON_OUTPUT_FILE: file,
      },
      timeoutMs: 120_000,
    });
    if (!existsSync(file))
      throw new Error(`Playwright did not list its tests: ${lastLine(output)}`);
    const checks = checksIn(
      suitesFor(target),
      JSON.parse(readFileSync(file, 'utf8')) as ListedSuite,
    );
    if (checks.length > 0) return checks;
    throw new UserError(
      'No check was selected; look at --grep, --project, --shard and the other options that choose checks, or leave them out.',
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** In the order of the files; the runner takes one project after the other. */
function checksIn(entries: readonly SuiteEntry[], root: ListedSuite): readonly ListedCheck[] {
  const found: ListedCheck[] = [];
  const visit = ({ suites = [], specs = [] }: ListedSuite): void => {
    for (const { title, tests } of specs)
      for (const { projectName: project } of tests)
        found.push({ requirement: title.split(':', 1)[0] ?? '', project });
    for (const suite of suites) visit(suite);
  };
  visit(root);
  const projects = entries.flatMap(entry => entry.projects);
  return projects.flatMap(name => found.filter(({ project }) => project === name));
}
