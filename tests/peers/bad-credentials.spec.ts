import { expect } from '@playwright/test';
import { stackFrame } from '../cli/run-cli.ts';
import { entranceNames } from './entrances.ts';
import { judgeThrough, leaksOf, test } from './test.ts';

/** A few checks, on two workers: none of them is tried. */
const some = ['--project', 'rmsi-soap12', '--grep', 'rmsi.version', '--workers', '2'];

/** Fewer than after which any directory locks an account, counting a handshake's requests. */
const handful = 6;

for (const name of entranceNames)
  test(`${name}: credentials that the peer refuses end the run at once`, async ({ cli, peers }) => {
    const target = await cli.reference();
    const { peer, bad, secrets } = await peers.open(name, target);
    const run = await judgeThrough(cli, { peer, credentials: bad, target }, ...some);
    const said = `${run.stdout}${run.stderr}`;
    expect(run.code, said).toBe(4);
    expect(said).toMatch(/authentication|credentials|certificate/);
    expect(said).not.toMatch(stackFrame);
    expect(run.results.verdicts.filter(({ verdict }) => verdict !== 'blocked')).toEqual([]);
    expect(leaksOf(run, secrets)).toEqual([]);
    // A server logs after it has answered.
    await expect.poll(() => peer.requests().length).toBeGreaterThan(0);
    const refused = peer.requests().map(({ status }) => status);
    expect(refused.length).toBeLessThanOrEqual(handful);
    expect(refused.filter(status => status < 400)).toEqual([]);
  });

test('Negotiate: without a ticket nothing is sent, and kinit is named', async ({ cli, peers }) => {
  const target = await cli.reference();
  const { peer, good } = await peers.open('Negotiate', target);
  const env = { ...good.env, KRB5CCNAME: `FILE:${cli.folder()}/none` };
  const run = await judgeThrough(cli, { peer, credentials: { ...good, env }, target }, ...some);
  expect(run.code, run.stderr).toBe(4);
  expect(run.stderr).toContain('kinit');
  expect(peer.requests()).toEqual([]);
});
