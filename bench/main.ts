import { cpus, loadavg } from 'node:os';
import { fileURLToPath } from 'node:url';
import { writeRunJson } from '../harness/report/run-folder.ts';
import { measureFailing } from './failing.ts';
import { describeFigure, type Measured } from './measure.ts';
import { measureStartup } from './startup.ts';
import { measureSuite } from './suite.ts';
import { measureValidation } from './validation.ts';

const folder = fileURLToPath(new URL('../reports/bench', import.meta.url));

const started = new Date();
// What else the machine was doing belongs to the figures.
const machine = {
  cpus: cpus().length,
  model: cpus()[0]?.model ?? 'unknown',
  node: process.version,
  loadBefore: loadavg()[0] ?? 0,
};
process.stdout.write(
  `${machine.cpus} x ${machine.model}, Node ${machine.node}, load ${machine.loadBefore.toFixed(2)} at the start\n`,
);

const measured: Measured[] = [];
for (const measure of [measureValidation, measureStartup, measureSuite, measureFailing]) {
  const result = await measure();
  measured.push(result);
  process.stdout.write(`\n${result.title}\n`);
  for (const figure of result.figures) process.stdout.write(`  ${describeFigure(figure)}\n`);
  for (const sentence of [...result.notes, ...result.missed])
    process.stdout.write(`  ${sentence}\n`);
}
const missed = measured.flatMap(result => result.missed);
writeRunJson(folder, 'results.json', {
  format: 1,
  startedAt: started.toISOString(),
  finishedAt: new Date().toISOString(),
  machine,
  measured,
});
process.stdout.write(
  `\n${missed.length === 0 ? 'every limit kept' : `${missed.length} limits missed`}; results: ${folder}/results.json\n`,
);
process.exitCode = missed.length === 0 ? 0 : 1;
