import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Command } from 'commander';
import { extract } from '../harness/extract/extraction.ts';
import { readSpecification } from '../harness/extract/specification.ts';
import { UserError } from '../harness/user-error.ts';
import { jsonOption, outputOf } from './output.ts';

/** `assay extract`: writes the WSDLs and schemas of a specification, and what was repaired. */
export function extractCommand(): Command {
  return new Command('extract')
    .description('extract the WSDLs and schemas from a Microsoft Open Specification in Markdown')
    .requiredOption('--spec <file>', 'the specification, e.g. MS-RMSI.md')
    .requiredOption('--out <folder>', 'where to write, e.g. schemas/rmsi')
    .option(...jsonOption)
    .action((options: { spec: string; out: string; json?: true }) => {
      const { spec, out } = options;
      const { say, result } = outputOf(options);
      const { extraction, files } = extract(readSpecification(spec));
      writeFiles(out, files);
      const { specification, wsdls } = extraction;
      say(`${specification.name} ${specification.revision} -> ${out}`);
      for (const { section, file, schemas, repairs } of wsdls)
        say(
          `  ${section}: ${[file, ...schemas.map(schema => schema.file)].join(', ')} (${repairs.length} repairs, see extraction.json)`,
        );
      result(extraction);
    });
}

function writeFiles(folder: string, files: ReadonlyMap<string, string>): void {
  try {
    mkdirSync(folder, { recursive: true });
    for (const [name, text] of files) writeFileSync(join(folder, name), text);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new UserError(`Can't write to ${folder} (${reason}); pass a writable folder as --out.`);
  }
}
