import { once } from 'node:events';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, relative, resolve, sep } from 'node:path';
import { createInterface } from 'node:readline/promises';
import { fileURLToPath } from 'node:url';
import { Command, Option } from 'commander';
import { UserError } from '../harness/user-error.ts';
import { defaultAnswers, type Answers } from './init/answers.ts';
import { askAnswers } from './init/ask.ts';
import { discoverAnswers } from './init/discovered.ts';
import { renderTarget, variablesOf } from './init/render.ts';
import { jsonOption, outputOf } from './output.ts';
import { readOptionFile } from './target-options.ts';
import { protocolChoices, type ProtocolChoice } from './target-of-url.ts';

interface InitOptions {
  readonly out: string;
  readonly force: boolean;
  readonly yes: boolean;
  readonly protocol?: ProtocolChoice;
  readonly ca?: string;
  readonly json?: true;
}

const schema = fileURLToPath(new URL('../schemas/harness/target.schema.json', import.meta.url));

/** `assay init`: writes a target file, after asking, or after looking at the server at a URL. */
export function initCommand(): Command {
  return new Command('init')
    .description('write a target file, by asking or by looking at the server at a URL')
    .argument('[url]', 'base URL of a server; a few requests are sent to it')
    .option('--out <file>', 'the file to write', 'target.yaml')
    .option('--force', 'write over a file that is there', false)
    .addOption(
      new Option('--protocol <name>', 'what the URL is of; unless given, its form decides').choices(
        protocolChoices,
      ),
    )
    .option('--ca <file>', 'PEM file with the certificate authority of the server at the URL')
    .option('--yes', 'ask nothing, take the defaults', false)
    .option(...jsonOption)
    .action(async (url: string | undefined, options: InitOptions) => {
      const { out } = options;
      if (existsSync(out) && !options.force)
        throw new UserError(
          `Expected no file at ${out}; there is one. Name another with --out, or write over it with --force.`,
        );
      const answers = await answersFor(url, options);
      mkdirSync(dirname(resolve(out)), { recursive: true });
      writeFileSync(out, renderTarget(answers, schemaFrom(out)));
      const { say, result } = outputOf(options);
      say([`${out} written`, ...nextSteps(answers, out)].join('\n'));
      result({ file: out, variables: variablesOf(answers), ...answers });
    });
}

async function answersFor(
  url: string | undefined,
  { out, yes, protocol, ca, json }: InitOptions,
): Promise<Answers> {
  const ofUrl = protocol !== undefined ? '--protocol' : ca !== undefined ? '--ca' : undefined;
  if (url === undefined && ofUrl !== undefined)
    throw new UserError(
      `Expected the URL of a server beside ${ofUrl}; add it, or leave ${ofUrl} out.`,
    );
  if (url !== undefined) {
    const authority = ca === undefined ? undefined : readOptionFile('--ca', ca);
    const answers = await discoverAnswers(url, protocol, authority);
    return ca === undefined ? answers : { ...answers, ca: pathFrom(out, ca) };
  }
  if (yes) return defaultAnswers;
  if (!process.stdin.isTTY)
    throw new UserError(
      'Expected a terminal to ask on; there is none. Give the URL of the server, or --yes to take the defaults.',
    );
  const output = json === true ? process.stderr : process.stdout;
  const terminal = createInterface({ input: process.stdin, output });
  try {
    // A terminal that is closed answers no question any more.
    const closed = once(terminal, 'close').then(() => {
      throw new UserError('Expected an answer; the input ended. Nothing was written.');
    });
    const asked = askAnswers(terminal, text => output.write(text), defaultAnswers);
    return await Promise.race([asked, closed]);
  } finally {
    terminal.close();
  }
}

function nextSteps(answers: Answers, out: string): readonly string[] {
  const set = variablesOf(answers).map(name => `set ${name} in the environment`);
  const steps = [...set, `npx assay doctor --target ${out}`, `npx assay run --target ${out}`];
  return ['next:', ...steps.map(step => `  ${step}`)];
}

/** Relative to the file, as editors take it. */
function schemaFrom(out: string): string {
  const path = pathFrom(out, schema);
  return path.startsWith('.') ? path : `./${path}`;
}

/** Relative to the folder of the file `out`, with slashes. */
function pathFrom(out: string, file: string): string {
  return relative(dirname(resolve(out)), resolve(file))
    .split(sep)
    .join('/');
}
