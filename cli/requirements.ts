import { Command } from 'commander';
import { compareWithSpecification } from '../harness/extract/coverage.ts';
import { readSpecification } from '../harness/extract/specification.ts';
import { UserError } from '../harness/user-error.ts';
import { exitCode, type ExitCode } from '../harness/verdict/exit-code.ts';
import type { Catalogue } from '../harness/verdict/requirement.ts';
import { catalogue as rmsi } from '../suites/rmsi/catalogue.ts';

const catalogues: readonly Catalogue[] = [rmsi];

/** `assay requirements`: what the catalogue does not cover, and what the document has changed. */
export function requirementsCommand(exit: (code: ExitCode) => void): Command {
  return new Command('requirements')
    .description('compare the catalogue with its specification, sentence by sentence')
    .requiredOption('--spec <file>', 'the specification in Markdown, e.g. MS-RMSI.md')
    .option('--section <number...>', 'only these sections and all below')
    .action(({ spec, section }: { spec: string; section?: readonly string[] }) => {
      const { name, revision, markdown } = readSpecification(spec);
      const catalogue = catalogues.find(({ specification }) => specification === name);
      if (catalogue === undefined)
        throw new UserError(
          `Expected a specification that has a catalogue (${catalogues.map(({ specification }) => specification).join(', ')}); ${spec} is ${name}.`,
        );
      const { sentences, uncovered, changed } = compareWithSpecification(
        catalogue,
        markdown,
        section,
      );
      for (const sentence of uncovered)
        process.stdout.write(
          `uncovered  ${sentence.section}  ${sentence.digest}  line ${sentence.line}: ${sentence.text}\n`,
        );
      for (const row of changed)
        process.stdout.write(
          `changed    ${row.section}  ${row.requirement}: its sentence no longer stands there\n`,
        );
      process.stdout.write(
        `${name} ${revision}${section === undefined ? '' : `, sections ${section.join(', ')}`}: ${sentences.length} normative sentences, ${uncovered.length} uncovered, ${changed.length} rows whose sentence has changed\n`,
      );
      if (uncovered.length + changed.length > 0) exit(exitCode.violated);
    });
}
