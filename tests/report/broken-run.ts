import { join } from 'node:path';
import { expect } from '@playwright/test';
import { referenceState, startReferenceTarget } from '../../cli/reference-target.ts';
import { conforming } from '../../reference/rms/behaviour.ts';
import { command, readRun, root, type Judged } from '../cli/run-cli.ts';

/** What must not run in any report. */
export const hostileMarkup =
  '<script>window.pwned = 1</script><img src="x" onerror="window.pwned = 1">';

/** A run of the command line against a server with a broken MUST and a broken SHOULD. */
export interface BrokenRun extends Judged {
  /** The content keys that the server gave out, as it wrote them: in base64. */
  readonly keys: readonly string[];
}

/**
 * Runs `assay run` once. Every key type is AES, which breaks a MUST; one exception has the wrong
 * name, which breaks a SHOULD; there is no HTTPS deployment, which blocks a check; and fault texts and
 * a header carry markup.
 */
export async function runAgainstBrokenServer(out: string): Promise<BrokenRun> {
  const keys = new Set<string>();
  const server = await startReferenceTarget({
    state: referenceState('mode1'),
    behaviour: {
      returnedKeyType: () => 'AES',
      faultString: (name, message) =>
        conforming.faultString(
          name.replace('ClusterNotDecommissioned', 'UnspecifiedError'),
          `${hostileMarkup} ${message}`,
        ),
      finish: response => {
        const text = Buffer.from(response.body).toString('utf8');
        for (const [, key = ''] of text.matchAll(/<ContentKey>([^<]+)</g)) keys.add(key);
        return { ...response, headers: { ...response.headers, 'x-markup': hostileMarkup } };
      },
    },
  });
  const { decommissioned = '', ...others } = server.target.deployments;
  const states = ['normal', 'trusting', 'trusting-decommissioned'].flatMap(state => [
    '--deployment',
    `${state}=${others[state] ?? ''}`,
  ]);
  try {
    const ended = await command([
      ...[join(root, 'cli/bin.mjs'), 'run', decommissioned, ...states, '--may-issue'],
      ...['--out', out, '--grep', 'rmsi.decommission|rmsi.transport.https'],
    ]);
    expect(ended.code, ended.stdout + ended.stderr).toBe(1);
    return { ...readRun(ended, out), keys: [...keys] };
  } finally {
    await server.close();
  }
}
