import { startReferenceTarget } from '../cli/reference-target.ts';
import type { HttpRequest } from '../reference/http/message.ts';
import { derived, figure, median, type Measured } from './measure.ts';
import { replay } from './replay.ts';
import { assayRun, workers } from './run-assay.ts';

const repetitions = 3;

/**
 * What a check costs through the suite, against what its requests cost. The reference server of this
 * process records the requests of a run; the same are then sent again without the suite.
 */
export async function measureSuite(): Promise<Measured> {
  let recorded: HttpRequest[] = [];
  const { target, close } = await startReferenceTarget({
    behaviour: {
      finish: (response, { request }) => {
        recorded.push(request);
        return response;
      },
    },
  });
  const wall: number[] = [];
  const raw: number[] = [];
  const inside: number[] = [];
  const durations: number[] = [];
  let sent = 0;
  let checks = 0;
  try {
    for (let repetition = 0; repetition < repetitions; repetition += 1) {
      recorded = [];
      const { wallMs, results } = await assayRun(target);
      // The server goes on recording while they are sent again.
      const requests = [...recorded];
      [sent, checks] = [requests.length, results.verdicts.length];
      const { pass, inapplicable } = results.totals;
      if (pass + inapplicable !== checks)
        throw new Error('Expected no check to fail, or to be blocked, on the reference server.');
      const decided = results.verdicts.map(({ durationMs }) => durationMs);
      durations.push(...decided);
      inside.push(decided.reduce((sum, ms) => sum + ms, 0) / checks);
      wall.push(wallMs / checks);
      raw.push((await replay(requests, target.tls.ca ?? '')) / checks);
    }
  } finally {
    await close();
  }
  return {
    title: `Checks through the suite (${checks} checks, ${sent} requests, ${workers} worker)`,
    figures: [
      figure('a check, the whole command divided by checks', 'ms', wall),
      figure('a check, inside its test, mean', 'ms', inside),
      figure('a check, inside its test, each', 'ms', durations),
      figure('its requests sent raw with keep-alive', 'ms', raw),
      derived('the whole command costs', 'times', median(wall) / median(raw)),
      derived('the inside of the tests costs', 'times', median(inside) / median(raw)),
    ],
    notes: [],
    missed: [],
  };
}
