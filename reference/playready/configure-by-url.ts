import type { Challenge } from '../../harness/playready/challenge/challenge.ts';
import type { Call } from './operation.ts';
import type { Refused } from './refusal.ts';
import type { Configuration } from './test-server-rules.ts';

/**
 * What the dialect of Microsoft's test server makes of a request (PlayReady-facts 4): one of its
 * refusals, or licenses by group. Rights, dates and levels would be inside licenses, which hold none here.
 *
 * @throws Refused `invalidMessage` for what the dialect does not have
 */
export function configureByUrl({ url, behaviour }: Call, challenge: Challenge): Configuration {
  const asked = behaviour.asksFor(url, challenge);
  const refusal = asked
    .map(({ errorcode, revoked, msg }): Refused | undefined => {
      if (errorcode !== undefined) return behaviour.refusalOfCode(errorcode);
      if (revoked === true) return behaviour.refusalOfRevoked();
      return msg === undefined ? undefined : behaviour.refusalOfClientInfo(challenge);
    })
    .find(each => each !== undefined);
  const transactionId = behaviour.transactionAskedFor(asked);
  return {
    ...(refusal !== undefined && { refusal }),
    persistent: behaviour.asksForPersistent(asked),
    ...(transactionId !== undefined && { transactionId }),
    kids: behaviour.kidsAskedFor(asked, challenge),
  };
}
