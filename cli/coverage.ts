import { readdirSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { handWrittenLines } from '../harness/report/hand-written-lines.ts';
import type { CoverageFacts, SuiteCoverage } from '../harness/report/coverage-document.ts';
import { catalogue } from '../suites/rmsi/catalogue.ts';

const suites = fileURLToPath(new URL('../suites/', import.meta.url));

/** What the suites cover at the moment, and what it took to write them: `docs/coverage.md`. */
export async function readCoverage(): Promise<CoverageFacts> {
  // Brings Playwright along, which takes longer to load than the rest of the command.
  const { collectChecks } = await import('../suites/rmsi/collect-checks.ts');
  const checks = await collectChecks();
  const checked = new Set<string>(checks.flatMap(({ requirements }) => requirements));
  return {
    suites: [{ catalogue, checked, lines: linesOf('rmsi') }],
    yardstick: { name: "Microsoft's own suites for SOAP protocols", share: 0.67, lines: 35 },
  };
}

/** The rows are the files of `requirements` and the catalogue that joins them. */
function linesOf(suite: string): SuiteCoverage['lines'] {
  const lines = { catalogue: 0, checks: 0 };
  for (const file of readdirSync(join(suites, suite), { encoding: 'utf8', recursive: true })) {
    const extension = extname(file);
    if (extension !== '.ts' && extension !== '.yaml') continue;
    const text = readFileSync(join(suites, suite, file), 'utf8');
    const part = /^requirements[/\\]|^catalogue\.ts$/.test(file) ? 'catalogue' : 'checks';
    lines[part] += handWrittenLines(text, extension === '.ts' ? 'ts' : 'yaml');
  }
  return lines;
}
