import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { Command } from 'commander';
import { addCompletion } from '../../cli/completion.ts';
import { examples } from '../../cli/examples.ts';
import { commands } from '../../cli/main.ts';
import { projects as projectNames } from '../../cli/suites.ts';
import { targetOf, type TargetOptions } from '../../cli/target-options.ts';
import { blocksOf, commandsOf, documents, root, type Document } from './markdown.ts';

const ignore = () => undefined;

test('the commands that the documents show are accepted', async () => {
  for (const { where, command } of documents().flatMap(shownCommands))
    expect.soft(await problemOf(command), `${where}: ${command}`).toBeUndefined();
});

test('a mistyped command, option, state, mutant, script, project and path are refused', async () => {
  const mistyped = [
    'npx assay nowhere',
    'npx assay run',
    'npx assay run https://rms.example.com/_wmcs --strickt',
    'npx assay run https://rms.example.com/_wmcs --deployment somewhere=https://rms.example.com',
    'npx assay run rms.example.com',
    'npx assay prove --mutant nobody',
    'npx assay extract --spec MS-RMSI.md',
    'npx assay serve --mode mode3',
    'npm run nothing',
    'npx playwright test --project=rmsi-soap13',
    'npx playwright test tests/nowhere',
  ];
  for (const command of mistyped) expect.soft(await problemOf(command), command).toBeDefined();
});

test('the examples that --help shows are accepted, and every command has some', async () => {
  const names = (await subcommands()).map(command => command.name());
  expect(Object.keys(examples).sort()).toEqual([...names].sort());
  for (const [name, lines] of Object.entries(examples))
    for (const line of lines) {
      expect.soft(line).toMatch(new RegExp(`^npx assay ${name}\\b`));
      expect.soft(await problemOf(line), line).toBeUndefined();
    }
});

test('the documents show every command of assay', async () => {
  const shown = documents().flatMap(shownCommands);
  for (const name of (await subcommands()).map(command => command.name()))
    expect.soft(shown.map(({ command }) => command).join('\n')).toContain(`npx assay ${name}`);
});

function shownCommands(document: Document): readonly { where: string; command: string }[] {
  return blocksOf(document)
    .filter(({ info }) => info === 'sh')
    .flatMap(block =>
      commandsOf(block).map(command => ({ where: `${document.path}:${block.line}`, command })),
    );
}

/** Why a command would be refused before it does anything; undefined when it would not. */
async function problemOf(command: string): Promise<string | undefined> {
  const [program, ...args] = wordsOf(command);
  if (program === 'npx' && args[0] === 'assay') return problemOfAssay(args.slice(1));
  if (program === 'npx' && args[0] === 'playwright') return problemOfPlaywright(args.slice(1));
  if (program === 'npm') return problemOfNpm(args);
  return ['cd', 'sh'].includes(program ?? '') ? undefined : 'it is none that this test knows';
}

/** A fresh set: a command keeps the options that it was given. */
async function subcommands(): Promise<readonly Command[]> {
  const program = new Command('assay');
  for (const load of Object.values(commands)) program.addCommand(await load(ignore));
  addCompletion(program);
  return program.commands;
}

async function problemOfAssay([name, ...args]: readonly string[]): Promise<string | undefined> {
  const command = (await subcommands()).find(each => each.name() === name);
  if (command === undefined) return 'there is no such command';
  command.exitOverride().configureOutput({ writeErr: ignore });
  command.action(ignore);
  try {
    await command.parseAsync(args, { from: 'user' });
    if (name === 'run') checkTarget(command.args[0], command.opts());
    const { mutant } = command.opts<{ mutant?: string }>();
    if (mutant !== undefined && !(await isMutant(mutant))) return `no mutant is called ${mutant}`;
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/** Throws as `assay run` would, but for files, which an example has not. */
function checkTarget(url: string | undefined, options: TargetOptions): void {
  if (options.target === undefined) targetOf(url, { deployment: options.deployment });
}

async function isMutant(name: string): Promise<boolean> {
  const { rmsiMutants } = await import('../../reference/mutants/rmsi/mutants.ts');
  return rmsiMutants.some(mutant => mutant.name === name);
}

function problemOfNpm([command = '', script = '']: readonly string[]): string | undefined {
  if (command === 'ci') return undefined;
  const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
    scripts: Readonly<Record<string, string>>;
  };
  const name = command === 'run' ? script : command;
  return name in scripts ? undefined : `package.json has no script ${name}`;
}

function problemOfPlaywright([command, ...args]: readonly string[]): string | undefined {
  if (command !== 'test') return 'it is not `playwright test`';
  const projects = args.flatMap(arg => /^--project=(.*)$/.exec(arg)?.[1] ?? []);
  const unknown = projects.find(project => !projectNames.includes(project));
  if (unknown !== undefined) return `there is no project ${unknown}`;
  return args.filter(arg => arg.includes('/')).find(file => !existsSync(join(root, file)));
}

/** The words of a command line as a shell makes them, of those parts of its syntax that occur. */
function wordsOf(command: string): readonly string[] {
  return [...command.matchAll(/'([^']*)'|"([^"]*)"|(\S+)/g)].map(
    ([, single, double, plain]) => single ?? double ?? plain ?? '',
  );
}
