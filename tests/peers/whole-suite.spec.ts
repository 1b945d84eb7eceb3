import { expect } from '@playwright/test';
import { projects } from '../../cli/suites.ts';
import type { Judged } from '../cli/run-cli.ts';
import { entranceNames } from './entrances.ts';
import { judgeThrough, leaksOf, test as peersTest } from './test.ts';

const whole = ['--workers', '2'];

/** The verdicts without a peer are made once: all tests of this file run in one worker. */
const test = peersTest.extend<object, { direct: () => Promise<Judged> }>({
  direct: [
    async ({ cli }, use) => {
      let judged: Promise<Judged> | undefined;
      await use(() => {
        judged ??= cli.reference().then(target => cli.judge(...cli.describe(target), ...whole));
        return judged;
      });
    },
    { scope: 'worker' },
  ],
});

test.describe.configure({ mode: 'default', timeout: 300_000 });

for (const name of entranceNames)
  test(`${name}: every check comes to the same verdict through the peer`, async ({
    cli,
    direct,
    peers,
  }) => {
    const target = await cli.reference();
    const { peer, user, good, secrets } = await peers.open(name, target);
    const run = await judgeThrough(cli, { peer, credentials: good, target }, ...whole);
    expect(run.code, `${run.stdout}${run.stderr}`).toBe(0);
    const known = await direct();
    for (const project of projects)
      expect(run.verdicts(project), project).toEqual(known.verdicts(project));
    expect(leaksOf(run, secrets)).toEqual([]);
    expect(leaksOf(run, [Object.values(peer.deployments)[0] ?? '']), 'files are read').not.toEqual(
      [],
    );
    const accepted = peer.requests().filter(request => request.user === user);
    expect(accepted.length).toBeGreaterThan(run.results.verdicts.length);
  });
