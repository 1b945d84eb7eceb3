import { Command, CommanderError } from 'commander';
import { assayVersion } from '../harness/report/version.ts';
import { UserError } from '../harness/user-error.ts';
import { exitCode, type ExitCode } from '../harness/verdict/exit-code.ts';
import { examples } from './examples.ts';

type Exit = (code: ExitCode) => void;

/** The subcommands; each is loaded when it is asked for, since some bring a browser's test runner. */
export const commands: Readonly<Record<string, (exit: Exit) => Promise<Command>>> = {
  start: async exit => (await import('./start.ts')).startCommand(exit),
  run: async exit => (await import('./run.ts')).runCommand(exit),
  init: async () => (await import('./init.ts')).initCommand(),
  discover: async exit => (await import('./discover.ts')).discoverCommand(exit),
  doctor: async exit => (await import('./doctor.ts')).doctorCommand(exit),
  list: async () => (await import('./list.ts')).listCommand(),
  explain: async () => (await import('./explain.ts')).explainCommand(),
  merge: async exit => (await import('./merge.ts')).mergeCommand(exit),
  report: async exit => (await import('./report.ts')).reportCommand(exit),
  prove: async exit => (await import('./prove.ts')).proveCommand(exit),
  import: async exit => (await import('./import.ts')).importCommand(exit),
  record: async exit => (await import('./record.ts')).recordCommand(exit),
  requirements: async exit => (await import('./requirements.ts')).requirementsCommand(exit),
  extract: async () => (await import('./extract.ts')).extractCommand(),
  fixtures: async () => (await import('./fixtures.ts')).fixturesCommand(),
  playready: async exit => (await import('./playready.ts')).playReadyCommand(exit),
  serve: async () => (await import('./serve.ts')).serveCommand(),
  setup: async () => (await import('./setup.ts')).setupCommand(),
};

/**
 * Runs the `assay` command. Returns the exit status (docs/exit-codes.md); never throws, and prints
 * a stack trace only under `--debug`.
 */
export async function main(args: readonly string[]): Promise<number> {
  // Taken off first, so that it may stand anywhere.
  const debug = args.includes('--debug');
  let code: ExitCode = exitCode.conformant;
  const exit: Exit = next => {
    code = next;
  };
  const program = new Command('assay')
    .description('Conformance harness for rights-management licence servers.')
    .version(assayVersion(), '--version', 'print the version')
    .option('--debug', 'show stack traces')
    .exitOverride()
    .showHelpAfterError('(run the command with --help to see its options)');
  const chosen = chosenBy(args);
  for (const load of chosen ?? Object.values(commands))
    program.addCommand(withExamples(await load(exit)));
  // addCommand, unlike command, does not pass exitOverride on: the sub-command would end the process.
  for (const command of program.commands) command.copyInheritedSettings(program);
  if (chosen === undefined) {
    const completion = (await import('./completion.ts')).addCompletion(program);
    if (completion !== undefined) withExamples(completion);
  }
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

/** The subcommand that the line begins with; all are loaded for help, completion and a mistyped one. */
function chosenBy(
  args: readonly string[],
): readonly ((exit: Exit) => Promise<Command>)[] | undefined {
  const name = args.find(arg => !arg.startsWith('-')) ?? '';
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  return command && [command];
}

/** Adds the examples to a command's help. */
export function withExamples(command: Command): Command {
  const lines = (examples[command.name()] ?? []).map(line => `  $ ${line}`);
  return lines.length === 0
    ? command
    : command.addHelpText('after', ['', 'Examples:', ...lines].join('\n'));
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
