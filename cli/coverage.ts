import { readdirSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { handWrittenLines } from '../harness/report/hand-written-lines.ts';
import type { CoverageFacts, SuiteCoverage } from '../harness/report/coverage-document.ts';
import { allProtocols, protocolOf } from './protocols/protocols.ts';
import { suites as entries } from './suites.ts';

const suites = fileURLToPath(new URL('../suites/', import.meta.url));

/** What the suites cover at the moment, and what it took to write them: `docs/coverage.md`. */
export async function readCoverage(): Promise<CoverageFacts> {
  const protocols = allProtocols();
  const covered = entries.map(async ({ name, catalogue }) => {
    const { checks } = await protocolOf(name, protocols).loadSuite();
    const checked = new Set(checks.flatMap(({ requirements }) => requirements));
    return { catalogue, checked, lines: linesOf(name) };
  });
  return {
    suites: await Promise.all(covered),
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
