import { accessSync, constants, statSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** Environment variables, as `process.env` has them. */
export type Environment = Readonly<Record<string, string | undefined>>;

const chromiumNames = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

/**
 * The first executable file of one of these names in the folders of PATH, as a path; earlier names
 * win over earlier folders. Undefined when there is none.
 */
export function findTool(names: readonly string[], env: Environment): string | undefined {
  const folders = (env['PATH'] ?? '').split(delimiter).filter(folder => folder !== '');
  return names
    .flatMap(name => folders.map(folder => join(folder, name)))
    .map(file => (process.platform === 'win32' ? `${file}.exe` : file))
    .find(isExecutable);
}

/** Java: the one of JAVA_HOME, or the one on PATH. It is not run. */
export function findJava(env: Environment): string | undefined {
  const home = env['JAVA_HOME'] ?? '';
  const ofHome = home === '' ? undefined : findTool(['java'], { PATH: join(home, 'bin') });
  return ofHome ?? findTool(['java'], env);
}

/**
 * A Chromium: CHROMIUM_PATH, else one on PATH, else the one that `playwright install` fetched. It is
 * not started. The last is looked up only when there is no other, for it loads Playwright.
 */
export async function findChromium(
  env: Environment,
  playwrightsOwn: () => Promise<string> = playwrightsChromium,
): Promise<string | undefined> {
  const given = env['CHROMIUM_PATH'] ?? '';
  if (isExecutable(given)) return given;
  const onPath = findTool(chromiumNames, env);
  if (onPath !== undefined) return onPath;
  const own = await playwrightsOwn();
  return isExecutable(own) ? own : undefined;
}

/** Where the Chromium of `playwright install` lies, or would lie. */
export async function playwrightsChromium(): Promise<string> {
  const { chromium } = await import('@playwright/test');
  return chromium.executablePath();
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}
