import { join } from 'node:path';
import { defineConfig } from '@playwright/test';

/** The harness's own tests. `npm test` runs them after lint, types and format. */
export default defineConfig({
  testDir: '.',
  testMatch: '**/*.spec.ts',
  globalSetup: './global-setup.ts',
  fullyParallel: true,
  forbidOnly: process.env['CI'] !== undefined,
  workers: '100%',
  timeout: 180_000,
  reporter: 'line',
  outputDir: join(import.meta.dirname, '..', 'reports', '.tests'),
});
