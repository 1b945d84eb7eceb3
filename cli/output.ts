import { colour } from '../harness/report/colour.ts';

/** Where a command writes. */
export interface Output {
  /** Tells people: on stdout, or on stderr where stdout is for scripts. */
  readonly say: (line: string) => void;
  /** Gives scripts the result, under `--json` only. */
  readonly result: (value: unknown) => void;
}

/**
 * The outputs of a command with or without `--json`, under which stdout holds JSON and nothing
 * else.
 */
export function outputOf({ json }: { readonly json?: true }): Output {
  const people = json === true ? process.stderr : process.stdout;
  return {
    say: line => people.write(`${colour(line, people)}\n`),
    result: value => {
      if (json === true) process.stdout.write(`${JSON.stringify(value, null, 2)}\n`);
    },
  };
}

/** How `--help` explains `--json`. */
export const jsonOption = [
  '--json',
  'print JSON on stdout, and everything else on stderr',
] as const;
