import { expect } from '@playwright/test';
import { commands } from '../../cli/main.ts';
import { test } from './run-cli.ts';

for (const shell of ['bash', 'zsh', 'fish', 'powershell'])
  test(`a script for ${shell} that asks assay`, async ({ cli }) => {
    const { code, stdout, stderr } = await cli.assay('complete', shell);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toContain('assay complete');
  });

test('commands, options, their choices and ids are completed', async ({ cli }) => {
  const completed = async (...args: readonly string[]) => {
    const { stdout } = await cli.assay('complete', '--', ...args);
    const lines = stdout.trimEnd().split('\n');
    // The last line is a directive for the script.
    return lines.slice(0, -1).map(line => line.split('\t')[0]);
  };
  expect(await completed('')).toEqual(expect.arrayContaining(Object.keys(commands)));
  expect(await completed('re')).toEqual(['report', 'record', 'requirements']);
  expect(await completed('run', '--may-')).toEqual(['--may-issue', '--may-decommission']);
  expect(await completed('run', '--project', '')).toEqual([
    ...['rmsi-soap11', 'rmsi-soap12'],
    ...['playready', 'wmdrm', 'clock'],
  ]);
  expect(await completed('explain', 'rmsi.decommission.empty')).toEqual([
    'rmsi.decommission.empty-params',
  ]);
});

test('its help has an example, as the help of all commands', async ({ cli }) => {
  const { stdout } = await cli.assay('complete', '--help');
  expect(stdout).toContain('Examples:\n  $ npx assay complete bash\n');
});
