import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { Command } from 'commander';
import { compareWithSpecification } from '../harness/extract/coverage.ts';
import { readSpecification } from '../harness/extract/specification.ts';
import { renderCoverage } from '../harness/report/coverage-document.ts';
import { UserError } from '../harness/user-error.ts';
import { exitCode, type ExitCode } from '../harness/verdict/exit-code.ts';
import { readCoverage } from './coverage.ts';
import { jsonOption, outputOf, type Output } from './output.ts';
import { catalogues } from './suites.ts';

interface RequirementsOptions {
  readonly json?: true;
  readonly spec?: string;
  readonly section?: readonly string[];
  readonly coverage?: string;
}

/**
 * `assay requirements`: what the catalogue does not cover, and what the document has changed; or, as
 * a document of its own, what the checks cover.
 */
export function requirementsCommand(exit: (code: ExitCode) => void): Command {
  return new Command('requirements')
    .description('compare the catalogue with its specification, sentence by sentence')
    .option('--spec <file>', 'the specification in Markdown, e.g. MS-RMSI.md')
    .option('--section <number...>', 'only these sections and all below')
    .option('--coverage <file>', 'write what is checked, and why the rest is not, to this file')
    .option(...jsonOption)
    .action(async (options: RequirementsOptions) => {
      const { spec, section, coverage } = options;
      const output = outputOf(options);
      if (spec === undefined && coverage === undefined)
        throw new UserError(
          'Expected --spec FILE, the specification to compare with, or --coverage FILE, where to write what is checked; neither was given.',
        );
      if (spec !== undefined && !compare(spec, section, output)) exit(exitCode.violated);
      if (coverage !== undefined) {
        const document = renderCoverage(await readCoverage());
        writeCoverage(coverage, document);
        output.say(`coverage: ${coverage}`);
      }
    });
}

/** Prints how a specification and its catalogue differ; true when they don't. */
function compare(
  spec: string,
  section: readonly string[] | undefined,
  { say, result }: Output,
): boolean {
  const { name, revision, markdown } = readSpecification(spec);
  const catalogue = catalogues.find(({ specification }) => specification === name);
  if (catalogue === undefined)
    throw new UserError(
      `Expected a specification that has a catalogue (${catalogues.map(({ specification }) => specification).join(', ')}); ${spec} is ${name}.`,
    );
  const { sentences, uncovered, changed } = compareWithSpecification(catalogue, markdown, section);
  for (const sentence of uncovered)
    say(
      `uncovered  ${sentence.section}  ${sentence.digest}  line ${sentence.line}: ${sentence.text}`,
    );
  for (const row of changed)
    say(`changed    ${row.section}  ${row.requirement}: its sentence no longer stands there`);
  say(
    `${name} ${revision}${section === undefined ? '' : `, sections ${section.join(', ')}`}: ${sentences.length} normative sentences, ${uncovered.length} uncovered, ${changed.length} rows whose sentence has changed`,
  );
  result({ specification: name, revision, sentences: sentences.length, uncovered, changed });
  return uncovered.length + changed.length === 0;
}

function writeCoverage(file: string, document: string): void {
  try {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, document);
  } catch (error) {
    throw new UserError(
      `Expected a file that can be written; ${file}: ${error instanceof Error ? error.message : String(error)}. Name another with --coverage.`,
    );
  }
}
