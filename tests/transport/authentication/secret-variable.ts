import { test } from '@playwright/test';

/**
 * Puts a secret into an environment variable for each test of the file that calls this. Returns its
 * source.
 */
export function secretVariable(secret: string): { readonly env: string } {
  const env = 'ASSAY_TEST_SECRET';
  test.beforeEach(() => {
    process.env[env] = secret;
  });
  test.afterEach(() => {
    Reflect.deleteProperty(process.env, env);
  });
  return { env };
}
