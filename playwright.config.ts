import { join } from 'node:path';
import { defineConfig, type ReporterDescription } from '@playwright/test';
import { givenTarget } from './cli/given-target.ts';
import { suites, suitesFor, type SuiteEntry } from './cli/suites.ts';
import { UserError } from './harness/user-error.ts';
import { blobVariable, nameRun, runFiles, runFolderVariable } from './harness/report/run-folder.ts';
import { grepOfSelected } from './harness/report/selected-checks.ts';

// Without a command that names the run, `npx playwright test` makes one of its own. The variable
// reaches workers and reporters, which load this file, too.
const reports = join(import.meta.dirname, 'reports');
process.env[runFolderVariable] ??= join(reports, nameRun(new Date()));
const folder = process.env[runFolderVariable];

const blob: ReporterDescription = ['blob', { outputDir: join(folder, runFiles.blobReport) }];

/** The conformance suites; one that speaks SOAP in two versions has a project for each. */
export default defineConfig({
  testDir: 'suites',
  fullyParallel: true,
  forbidOnly: process.env['CI'] !== undefined,
  // Two at once is what a server under test should bear; a shard per machine takes a suite further.
  workers: 2,
  timeout: 120_000,
  globalSetup: './cli/global-setup.ts',
  outputDir: process.env['ASSAY_PLAYWRIGHT_OUTPUT'] ?? join(reports, '.playwright'),
  // `--list` runs nothing, so there is nothing to report but the list.
  reporter: process.argv.includes('--list')
    ? 'list'
    : [
        ['allure-playwright', { resultsDir: join(folder, runFiles.allureResults), detail: false }],
        ['./cli/progress-reporter.ts'],
        ['./cli/playwright-reporter.ts'],
        // Behind ours, which says which tests failed.
        ...(process.env[blobVariable] === undefined ? [] : [blob]),
      ],
  projects: concernedSuites().flatMap(suite =>
    suite.projects.map(name => {
      const grep = grepOfSelected(folder, name);
      return { name, testMatch: `${suite.name}/*.spec.ts`, ...(grep !== undefined && { grep }) };
    }),
  ),
});

/** The suites that the run's target concerns; all of them for the reference servers. */
function concernedSuites(): readonly SuiteEntry[] {
  try {
    return suitesFor(givenTarget(folder));
  } catch (error) {
    // The set-up says what is wrong with the target file.
    if (error instanceof UserError) return suites;
    throw error;
  }
}
