import { differencesFrom, whyUntelling } from '../../harness/clock/declared-answer.ts';
import { Blocked } from '../../harness/verdict/blocked.ts';
import { judgeAll, Violation } from '../../harness/verdict/violation.ts';
import { check } from './check.ts';

check('clock.client-owner.as-declared', async ({ owners, owner }) => {
  const undecided: Blocked[] = [];
  const cases = owners.map(service => async () => {
    try {
      const { body, timed } = await owner(service);
      const where = `the service "${service.name}", ${service.method} ${service.url}`;
      const findings = differencesFrom(service.expect, timed.exchange.outcome, where);
      if (findings.length > 0) throw new Violation(findings);
      const reason = whyUntelling(service.expect, body);
      if (reason === undefined) return;
      throw new Blocked(
        'twin-refused',
        `The service "${service.name}" was as declared, but ${reason}.`,
      );
    } catch (error) {
      // The others may be decided all the same.
      if (!(error instanceof Blocked)) throw error;
      undecided.push(error);
    }
  });
  const rest = () => {
    if (undecided[0] !== undefined) throw undecided[0];
  };
  await judgeAll<() => Promise<void> | void>([...cases, rest], judge => judge());
});
