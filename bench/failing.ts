import { startReferenceTarget } from '../cli/reference-target.ts';
import { brokenServer } from './broken-server.ts';
import { figure, median, type Measured } from './measure.ts';
import { assayRun, workers } from './run-assay.ts';

/** Seconds that a failing check may take of a worker's time. */
const mostSeconds = 1;

/**
 * What a failing check costs: Playwright ends a worker after each. A server that breaks many rules is
 * judged on the requirements that it breaks, once per SOAP version.
 */
export async function measureFailing(): Promise<Measured> {
  const { breaks, behaviour } = brokenServer();
  const grep = `(${breaks.map(id => id.replaceAll('.', '\\.')).join('|')}):.*@MUST`;
  const { target, close } = await startReferenceTarget({ behaviour });
  const perCheck: number[] = [];
  const apart: number[] = [];
  let failed = 0;
  let checks = 0;
  try {
    for (const project of ['rmsi-soap11', 'rmsi-soap12']) {
      const { wallMs, results, verdictTimes } = await assayRun(target, [
        ...['--project', project, '--grep', grep],
      ]);
      failed += results.totals.fail;
      checks += results.verdicts.length;
      perCheck.push(((wallMs / results.totals.fail) * workers) / 1000);
      apart.push(
        ...verdictTimes.slice(1).map((time, index) => (time - (verdictTimes[index] ?? 0)) / 1000),
      );
    }
  } finally {
    await close();
  }
  const seconds = median(perCheck);
  return {
    title: `A run in which checks fail (${failed} of ${checks} checks, ${workers} worker)`,
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
