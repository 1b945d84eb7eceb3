import { readFileSync, statSync, type Stats } from 'node:fs';
import { Argument, Command } from 'commander';
import { printable } from '../harness/discovery/printable.ts';
import { PlayReadyError } from '../harness/playready/error.ts';
import { readHeaderSource } from '../harness/playready/header/header-source.ts';
import { maxObjectBytes } from '../harness/playready/object.ts';
import { UserError } from '../harness/user-error.ts';
import { exitCode, type ExitCode } from '../harness/verdict/exit-code.ts';
import { jsonOption } from './output.ts';
import { describeSource, type Described } from './playready/describe-header.ts';
import { keysOf, type KeyOptions } from './playready/keys.ts';
import { renderHeader } from './playready/render-header.ts';

interface PlayReadyOptions extends KeyOptions {
  readonly strict?: true;
  readonly json?: true;
}

/** `assay playready header`: prints a PlayReady Header in whatever it is given in; sends nothing. */
export function playReadyCommand(exit: (code: ExitCode) => void): Command {
  return new Command('playready')
    .description('print a PlayReady Object, WRMHEADER or pssh box, and what is wrong with it')
    .addArgument(new Argument('<what>', 'what to print').choices(['header']))
    .argument('<input>', 'a file, or its bytes as base64 or hexadecimal digits')
    .option('--key-file <file>', 'verify checksums with the content key in this file (hex, base64)')
    .option('--key-seed-file <file>', 'verify checksums with keys of the key seed in this file')
    .option('--test-key-seed', 'verify checksums with keys of the public test key seed')
    .option('--strict', 'exit with 1 when there is a complaint, or a checksum that differs')
    .option(...jsonOption)
    .action((_what: string, input: string, options: PlayReadyOptions) => {
      const described = describe(input, options);
      process.stdout.write(
        options.json === true
          ? `${JSON.stringify(described, null, 2)}\n`
          : `${renderHeader(described)}\n`,
      );
      if (options.strict === true && isWrong(described, options)) exit(exitCode.violated);
    });
}

function describe(input: string, options: KeyOptions): Described {
  const keyOf = keysOf(options);
  try {
    return describeSource(readHeaderSource(bytesOf(input)), keyOf);
  } catch (error) {
    throw error instanceof PlayReadyError ? new UserError(printable(error.message, 400)) : error;
  }
}

/** A file of that name, or else the text itself. */
function bytesOf(input: string): Uint8Array {
  const found = statOf(input);
  if (found === undefined) {
    if (/^(?:[A-Za-z\d+/\s]{16,}={0,2}|\s*<.*)\s*$/s.test(input)) return Buffer.from(input, 'utf8');
    throw new UserError(
      `Expected a file, or base64 or hexadecimal digits of at least 16 characters; found "${printable(input, 60)}".`,
    );
  }
  if (!found.isFile() || found.size > 4 * maxObjectBytes)
    throw new UserError(`Expected a file with a header at ${input}; it is none, or too large.`);
  return readFileSync(input);
}

/** Undefined also for what cannot be a name, as long base64 cannot. */
function statOf(input: string): Stats | undefined {
  try {
    return statSync(input, { throwIfNoEntry: false });
  } catch {
    return undefined;
  }
}

/** A key file holds one key, which need not be that of every KID; of a seed every KID has its own. */
function isWrong({ complaints, headers }: Described, { keyFile }: KeyOptions): boolean {
  const verdicts = headers.flatMap(({ keys }) => keys.map(({ checksum }) => checksum?.verdict));
  const differs =
    verdicts.includes('differs') && (keyFile === undefined || !verdicts.includes('matches'));
  return complaints.length > 0 || differs;
}
