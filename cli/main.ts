import { Command, CommanderError } from 'commander';
import { UserError } from '../harness/user-error.ts';
import { exitCode, type ExitCode } from '../harness/verdict/exit-code.ts';
import { extractCommand } from './extract.ts';
import { fixturesCommand } from './fixtures.ts';
import { proveCommand } from './prove.ts';
import { requirementsCommand } from './requirements.ts';
import { runCommand } from './run.ts';
import { serveCommand } from './serve.ts';
import { setupCommand } from './setup.ts';
import { startCommand } from './start.ts';

/**
 * Runs the `assay` command. Returns the exit status (docs/exit-codes.md); never throws, and prints
 * a stack trace only under `--debug`.
 */
export async function main(args: readonly string[]): Promise<number> {
  // Taken off first, so that it may stand anywhere.
  const debug = args.includes('--debug');
  let code: ExitCode = exitCode.conformant;
  const exit = (next: ExitCode): void => {
    code = next;
  };
  const program = new Command('assay')
    .description('Conformance harness for rights-management licence servers.')
    .option('--debug', 'show stack traces')
    .exitOverride()
    .showHelpAfterError('(run the command with --help to see its options)')
    .addCommand(startCommand(exit))
    .addCommand(runCommand(exit))
    .addCommand(proveCommand(exit))
    .addCommand(requirementsCommand(exit))
    .addCommand(extractCommand())
    .addCommand(fixturesCommand())
    .addCommand(serveCommand())
    .addCommand(setupCommand());
  // addCommand, unlike command, does not pass exitOverride on: the sub-command would end the process.
  for (const command of program.commands) command.copyInheritedSettings(program);
  try {
    await program.parseAsync(
      args.filter(arg => arg !== '--debug'),
      { from: 'user' },
    );
    return code;
  } catch (error) {
    return explain(error, debug);
  }
}

function explain(error: unknown, debug: boolean): number {
  if (error instanceof CommanderError)
    return error.exitCode === 0 ? exitCode.conformant : exitCode.usage;
  const message = error instanceof Error ? error.message : String(error);
  process.stderr.write(
    error instanceof UserError
      ? `assay: ${message}\n`
      : `assay: unexpected error: ${message}; please report it, with what --debug shows\n`,
  );
  if (debug && error instanceof Error) process.stderr.write(`${error.stack ?? ''}\n`);
  return error instanceof UserError ? error.code : exitCode.usage;
}
