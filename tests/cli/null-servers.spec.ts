import { expect } from '@playwright/test';
import { nullServers } from '../../reference/null/null-server.ts';
import { test } from './run-cli.ts';

// All seven are tried against every check by `assay prove`; these go through the real command.
for (const name of [
  'answers with an HTML page',
  'answers every request with the same fault',
  'sends the request back',
])
  test(`a server that ${name} earns no pass`, async ({ cli, serverState }) => {
    const server = nullServers.find(candidate => candidate.name === name);
    if (server === undefined) throw new Error(`There is no server that ${name}.`);
    const { base, close } = await server.start(() => ({ type: '', body: '' }));
    const run = await cli.judge(
      ...['normal', 'decommissioned'].flatMap(state => ['--deployment', `${state}=${base}`]),
      ...['--server-certificate', cli.file('slc.xml', serverState.SLC.join(''))],
      ...['--may-issue', '--project', 'rmsi-soap11'],
    );
    await close();
    expect(run.results.verdicts.length).toBeGreaterThan(40);
    expect(run.results.verdicts.filter(({ verdict }) => verdict === 'pass')).toEqual([]);
    expect(run.code).toBe(run.results.totals.fail > 0 ? 1 : 2);
  });
