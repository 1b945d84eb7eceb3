import { findChromium } from '../harness/tools/find-tool.ts';
import { lastLine, runTool } from '../harness/tools/run-tool.ts';
import { installWithApt, type Machine } from './machine.ts';

/**
 * Finds or fetches a Chromium. Debian's comes first where it can be installed: what Playwright
 * downloads does not start on a bare Debian, for want of libraries.
 */
export async function setUpChromium(machine: Machine): Promise<void> {
  const { env, playwrightsChromium } = machine;
  const there = await findChromium(env, playwrightsChromium);
  if (there !== undefined) {
    machine.say(`Chromium: ${there}`);
    return;
  }
  const reasons: string[] = [];
  for (const fetch of [fetchFromDebian, fetchFromPlaywright]) {
    const reason = await fetch(machine);
    const path = reason === undefined ? await findChromium(env, playwrightsChromium) : undefined;
    const broken =
      path === undefined ? 'it is not on PATH' : await whyItDoesNotStart(machine, path);
    if (path !== undefined && broken === undefined) {
      machine.say(`Chromium: ${path}`);
      return;
    }
    reasons.push(reason ?? `it was fetched, but ${broken ?? ''}`);
  }
  machine.say(
    `Chromium: none found, and ${reasons.join('; ')}. Install chromium, or name one in CHROMIUM_PATH; until then the tests that open a report are skipped.`,
  );
}

function fetchFromDebian(machine: Machine): Promise<string | undefined> {
  return installWithApt(machine, 'chromium');
}

async function fetchFromPlaywright(machine: Machine): Promise<string | undefined> {
  const [program, ...args] = machine.fetchChromium;
  machine.say('Chromium: downloading with `playwright install`; this can take minutes');
  const { ok, output } = await runTool(program, args, { env: machine.env, timeoutMs: 600_000 });
  return ok ? undefined : `\`playwright install\` failed: ${lastLine(output)}`;
}

async function whyItDoesNotStart({ env }: Machine, path: string): Promise<string | undefined> {
  const { ok, output } = await runTool(path, ['--version'], { env, timeoutMs: 60_000 });
  return ok ? undefined : `it does not start: ${lastLine(output)}`;
}
