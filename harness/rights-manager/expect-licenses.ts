import {
  readLicenseResponse,
  type LicenseResponse,
} from '../playready/messages/license-response.ts';
import type { Reply } from '../soap/reply.ts';
import { Blocked } from '../verdict/blocked.ts';
import { describeReply } from '../verdict/expect.ts';
import { violate } from '../verdict/violation.ts';
import { answerDoubt } from './answer-doubt.ts';

/** Demands an answer with so many licenses; throws a Violation otherwise (PlayReady-facts 1.4). */
export function expectLicenses(reply: Reply, count: number, what?: string): void {
  const wanted = `a LicenseResponse with ${count} of License`;
  const { licenses } = responseIn(reply) ?? violate(wanted, describeReply(reply), what);
  if (licenses.length !== count) violate(wanted, `one with ${licenses.length}`, what);
}

/** The answer to a request that another row demands an answer to. @throws Blocked `twin-refused` */
export function licensesIn(reply: Reply, row: string): LicenseResponse {
  const response = responseIn(reply);
  if (response !== undefined) return response;
  throw new Blocked('twin-refused', `It got ${describeReply(reply)}; ${row} judges that.`);
}

function responseIn(reply: Reply): LicenseResponse | undefined {
  if (reply.content === undefined) return undefined;
  return answerDoubt(reply, 'AcquireLicense') === undefined
    ? readLicenseResponse(reply.content)
    : undefined;
}
