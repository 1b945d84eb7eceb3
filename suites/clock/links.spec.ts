import { arrivalOf } from '../../harness/clock/link-arrival.ts';
import { clockVersions } from '../../harness/target/clock.ts';
import { Blocked } from '../../harness/verdict/blocked.ts';
import { judgeAll, violate, Violation } from '../../harness/verdict/violation.ts';
import { check } from './check.ts';

/** What clients of V1 are bound to follow (MS-DRMCD 3.2.5.5.2); of the others nothing is known. */
const followed: readonly number[] = [301, 302];

for (const version of clockVersions)
  check(`clock.${version}.redirect`, async ({ link, service, note }) => {
    const walk = await link(version);
    const arrival = arrivalOf(service(version), walk);
    if (arrival.kind === 'undecided') throw new Blocked('deployment-missing', arrival.reason);
    if (arrival.kind === 'elsewhere') throw new Violation([arrival.finding]);
    arrival.remarks.forEach(note);
    for (const { status, from } of walk.redirects)
      if (version !== 'v1' && !followed.includes(status))
        note(`${from} redirects with status ${status}.`);
  });

check('clock.v1.redirect-status', async ({ link, service }) => {
  const walk = await link('v1');
  if (arrivalOf(service('v1'), walk).kind !== 'arrived')
    throw new Blocked('twin-refused', 'The link does not lead to the service: clock.v1.redirect.');
  await judgeAll(walk.redirects, ({ status, from }) => {
    if (!followed.includes(status)) violate('status 301 or 302', `HTTP ${status}`, from);
  });
});
