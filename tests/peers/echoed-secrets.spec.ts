import { expect } from '@playwright/test';
import { seenHeader } from './nginx.ts';
import { judgeThrough, leaksOf, test } from './test.ts';

for (const name of ['basic', 'headers'] as const)
  test(`${name}: what the server sends back of the credentials is in no output`, async ({
    cli,
    peers,
  }) => {
    // Exchanges are written down where a check fails.
    const target = await cli.reference({ statusOfSuccess: () => 202 });
    const { peer, good, secrets } = await peers.open(name, target);
    const run = await judgeThrough(
      cli,
      { peer, credentials: good, target },
      ...['--project', 'rmsi-soap12', '--grep', 'transport.success-status'],
    );
    expect(run.code, run.stderr).toBe(1);
    expect(leaksOf(run, [seenHeader.toLowerCase()])).not.toEqual([]);
    expect(leaksOf(run, secrets)).toEqual([]);
  });
