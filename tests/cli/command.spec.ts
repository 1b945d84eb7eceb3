import { expect, test } from '@playwright/test';
import { command } from './run-cli.ts';

test('a command leaves its status and both of its outputs', async () => {
  const script = 'console.log("out"); console.error("err"); process.exitCode = 3';
  expect(await command(['-e', script])).toEqual({ code: 3, stdout: 'out\n', stderr: 'err\n' });
});

for (const { what, rest } of [
  { what: 'never returns', rest: 'for (;;);' },
  {
    what: 'leaves its outputs to another',
    rest: 'require("node:child_process").spawn("sleep", ["20"], { stdio: "inherit" }); for (;;);',
  },
])
  test(`a command that ${what} is killed, and rejected with what it had printed`, async () => {
    const script = `require('node:fs').writeSync(1, 'as far as this'); ${rest}`;
    const ended = command(['-e', script], {}, 8000);
    await expect(ended).rejects.toThrow(/did not end within 8000 ms[^]*stdout: as far as this\n/);
  });
