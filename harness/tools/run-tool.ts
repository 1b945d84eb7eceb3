import { execFile } from 'node:child_process';
import type { Environment } from './find-tool.ts';

/** How a program ended: whether its exit status was 0, and what it printed to both outputs. */
export interface ToolOutcome {
  readonly ok: boolean;
  readonly output: string;
}

/**
 * Runs a program to its end, without a shell and without input. Never throws: a program that can't
 * be started, or takes longer than `timeoutMs`, is not ok, and `output` ends in the reason.
 */
export function runTool(
  program: string,
  args: readonly string[],
  options: { env: Environment; timeoutMs: number; cwd?: string },
): Promise<ToolOutcome> {
  const { env, timeoutMs: timeout, cwd } = options;
  return new Promise(resolve => {
    const child = execFile(
      program,
      args,
      {
        env: { ...env },
        timeout,
        maxBuffer: 64 * 1024 * 1024,
        ...(cwd === undefined ? {} : { cwd }),
      },
      (error, stdout, stderr) => {
        const output = `${stdout}${stderr}`.trim();
        if (error === null) resolve({ ok: true, output });
        else if (error.killed === true)
          resolve({ ok: false, output: `${output}\nstopped after ${timeout / 1000} s`.trim() });
        else resolve({ ok: false, output: output === '' ? error.message : output });
      },
    );
    child.stdin?.end();
  });
}

/** The last line of what a program printed: with most, the one that says what went wrong. */
export function lastLine(output: string): string {
  return output.trim().split('\n').at(-1)?.trim() ?? '';
}
