import { startReferenceTarget } from '../cli/reference-target.ts';
import { brokenServer } from './broken-server.ts';
import { figure, median, type Measured } from './measure.ts';
import { assayRun, workers } from './run-assay.ts';

/** Seconds that a failing check may take of a worker's time. */
const mostSeconds = 1;

/** Runs, and seconds after which no further one is begun. */
const [repetitions, patience] = [3, 45];

/**
 * What a failing check costs. A server that breaks many rules is judged on the requirements that it
 * breaks, in both SOAP versions, so that every check fails.
 */
export async function measureFailing(): Promise<Measured> {
  const { breaks, behaviour } = brokenServer();
  const grep = `(${breaks.map(id => id.replaceAll('.', '\\.')).join('|')}):.*@MUST`;
  const { target, close } = await startReferenceTarget({ behaviour });
  const perCheck: number[] = [];
  const apart: number[] = [];
  let counts = '';
  const began = performance.now();
  try {
    while (perCheck.length < repetitions && performance.now() - began < patience * 1000) {
      const { wallMs, results, verdictTimes } = await assayRun(target, ['--grep', grep]);
      const { fail } = results.totals;
      if (fail === 0)
        throw new Error('Expected checks to fail on a server that breaks their rules.');
      counts = `${fail} of ${results.verdicts.length} checks`;
      perCheck.push(((wallMs / fail) * workers) / 1000);
      apart.push(
        ...verdictTimes.slice(1).map((time, index) => (time - (verdictTimes[index] ?? 0)) / 1000),
      );
    }
  } finally {
    await close();
  }
  const seconds = median(perCheck);
  return {
    title: `A run in which checks fail (${counts}, ${workers} worker)`,
    figures: [
      figure('a failing check, the whole command divided by them', 's', perCheck),
      figure('from one verdict to the next', 's', apart),
    ],
    notes: [],
    missed:
      seconds < mostSeconds
        ? []
        : [
            `Expected less than ${mostSeconds} s per failing check and worker; it took ${seconds.toFixed(2)} s.`,
          ],
  };
}
