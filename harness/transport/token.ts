import { randomUUID } from 'node:crypto';
import { mkdirSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/**
 * What several processes of one machine share: a text that one of them has at a time. It lies in a
 * file whose name says who has it, and changes hands by being renamed, which the file system does for
 * one process only. Each holder's name is used once, so that a dead one can be robbed by one, too.
 */
export interface Token {
  /** The text, for this process alone until it is given back; undefined while another has it. */
  take(): string | undefined;
  /** Takes the text from a process that died with it; undefined when none did. */
  rob(): string | undefined;
  /** Gives the text back; what follows `take` or `rob` without a pause, so that nobody waits long. */
  give(text: string): void;
}

const free = 'token';

/** Opens the token in a folder, which is made, with a first text, unless it is there. */
export function openToken(folder: string, first: string): Token {
  lay(folder, first);
  let held: string | undefined;
  const grab = (from: string): string | undefined => {
    const name = `held-${process.pid}-${randomUUID()}`;
    if (!rename(join(folder, from), join(folder, name))) return undefined;
    held = join(folder, name);
    return readFileSync(held, 'utf8');
  };
  return {
    take: () => grab(free),
    rob() {
      const dead = readdirSync(folder).find(name => {
        const pid = /^held-(\d+)-/.exec(name)?.[1];
        return pid !== undefined && !isAlive(Number(pid));
      });
      return dead === undefined ? undefined : grab(dead);
    },
    give(text) {
      if (held === undefined) throw new Error('The token is not held.');
      // In two steps, each of which leaves one whole text behind, wherever this process is killed.
      const next = join(folder, `next-${randomUUID()}`);
      writeFileSync(next, text);
      renameSync(next, held);
      renameSync(held, join(folder, free));
      held = undefined;
    },
  };
}

/** Whether a process of this machine is there; one that is somebody else's is. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** Folder and token appear at once: a folder that holds something is not renamed over. */
function lay(folder: string, first: string): void {
  mkdirSync(dirname(folder), { recursive: true });
  const made = `${folder}-${randomUUID()}`;
  mkdirSync(made);
  writeFileSync(join(made, free), first);
  try {
    renameSync(made, folder);
  } catch (error) {
    rmSync(made, { recursive: true });
    const { code = '' } = error as NodeJS.ErrnoException;
    if (!['ENOTEMPTY', 'EEXIST', 'EPERM', 'EACCES'].includes(code)) throw error;
  }
}

function rename(from: string, to: string): boolean {
  try {
    renameSync(from, to);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false;
    throw error;
  }
}
