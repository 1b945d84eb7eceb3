import { describeDistance, isNear } from '../../harness/clock/clock-difference.ts';
import { readChallengeUrl, type TimedAnswer } from '../../harness/clock/context.ts';
import { describeEnd } from '../../harness/clock/describe-walk.ts';
import { reuseAllowedBy } from '../../harness/clock/freshness.ts';
import { redirectStatuses } from '../../harness/clock/walk.ts';
import { headerOf } from '../../harness/transport/response-header.ts';
import { readHttpDate } from '../../harness/discovery/clock.ts';
import { Blocked } from '../../harness/verdict/blocked.ts';
import { quote } from '../../harness/verdict/expect.ts';
import { judgeAll, violate } from '../../harness/verdict/violation.ts';
import { check } from './check.ts';

check('clock.http.date', async ({ answers, versions, petition, note }) => {
  for (const version of versions) {
    const walk = await petition(version);
    const { end } = walk;
    const isUrl = end.kind === 'response' && readChallengeUrl(end.response) !== undefined;
    const like = isUrl ? "; the body is a URL, as that of V1's petition" : '';
    note(`${version.toUpperCase()} answers a GET with ${describeEnd(walk)}${like}.`);
  }
  await judgeAll(await answers(), ({ response, what }) => {
    const { status } = response;
    if (status < 500 && headerOf(response, 'date') === undefined)
      violate(`a Date in an answer with status ${status}`, 'none', what);
  });
});

check('clock.http.date-form', async ({ answers }) => {
  const dated = some(await answers(), answer => headerOf(answer.response, 'date') !== undefined);
  await judgeAll(dated, ({ response, what }) => {
    const date = headerOf(response, 'date') ?? '';
    if (readHttpDate(date) === undefined)
      violate('a Date such as Sun, 06 Nov 1994 08:49:37 GMT', quote(date), what);
  });
});

check('clock.http.date-current', async ({ answers, toleranceSeconds }) => {
  const dated = some(await answers(), answer => ofService(answer) && dateOf(answer) !== undefined);
  await judgeAll(dated, answer => {
    const { response, timed, what } = answer;
    const stated = dateOf(answer) ?? 0;
    // A cache says how old what it hands out is (RFC 9111 section 5.1).
    const at = stated + 1_000 * Number(/^\d{1,9}$/.exec(headerOf(response, 'age') ?? '')?.[0] ?? 0);
    if (!isNear(at, timed, toleranceSeconds))
      violate(
        `a Date within ${toleranceSeconds} s of the current time`,
        `${new Date(stated).toISOString()}, ${describeDistance(at, timed)}`,
        what,
      );
  });
});

check('clock.http.not-cached', async ({ answers }) => {
  const final = some(
    await answers(),
    answer => ofService(answer) && !redirectStatuses.includes(answer.response.status),
  );
  await judgeAll(final, ({ response, what }) => {
    const header = reuseAllowedBy(response);
    if (header !== undefined)
      violate('no header that lets the answer be used again', quote(header), what);
  });
});

/** @throws Blocked where there is none: nothing was judged then */
function some(
  answers: readonly TimedAnswer[],
  isWanted: (answer: TimedAnswer) => boolean,
): readonly TimedAnswer[] {
  const found = answers.filter(isWanted);
  if (found.length > 0) return found;
  throw new Blocked('twin-refused', 'No answer of a service was one that this rule speaks of.');
}

function dateOf({ response }: TimedAnswer): number | undefined {
  return readHttpDate(headerOf(response, 'date') ?? '');
}

function ofService({ by }: TimedAnswer): boolean {
  return by === 'service';
}
