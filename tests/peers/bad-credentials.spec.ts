import { expect } from '@playwright/test';
import { stackFrame } from '../cli/run-cli.ts';
import { entranceNames } from './entrances.ts';
import { judgeThrough, leaksOf, test } from './test.ts';

/** Fewer than after which any directory locks an account, counting a handshake's requests. */
const handful = 6;

for (const name of entranceNames)
  test(`${name}: credentials that the peer refuses end the run at once`, async ({ cli, peers }) => {
    const target = await cli.reference();
    const { peer, bad, secrets } = await peers.open(name, target);
    const run = await judgeThrough(cli, { peer, credentials: bad, target }, '--workers', '2');
    const said = `${run.stdout}${run.stderr}`;
    expect(run.code, said).toBe(4);
    expect(said).toMatch(/authentication|credentials|certificate/);
    expect(said).not.toMatch(stackFrame);
    expect(run.results.verdicts.filter(({ verdict }) => verdict !== 'blocked')).toEqual([]);
    expect(leaksOf(run, secrets)).toEqual([]);
    const refused = peer.requests().map(({ status }) => status);
    expect(refused.length).toBeGreaterThan(0);
    expect(refused.length).toBeLessThanOrEqual(handful);
    expect(refused.filter(status => status < 400)).toEqual([]);
  });
