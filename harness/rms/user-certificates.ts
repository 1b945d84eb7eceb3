import type { Reply } from '../soap/reply.ts';
import { describeReply } from '../verdict/expect.ts';
import { judgeAll, violate } from '../verdict/violation.ts';
import { parseAccountCertificate } from '../xrml/account-certificate.ts';
import type { Certificate } from '../xrml/certificate.ts';
import { samePublicKey, type RsaPublicKey } from '../xrml/rsa.ts';
import { certificatesIn } from './certificate-texts.ts';
import type { RmsContext } from './context.ts';
import { precertified } from './drivers/precertify.ts';

const roles = ['licensee', 'second'] as const;
type Role = (typeof roles)[number];
type Asking = Pick<RmsContext, 'answer' | 'precertify' | 'kit'>;

/** The licensee is whom the plain request asks for; for others, that one has to be accepted first. */
function replyFor({ answer, precertify, kit }: Asking, role: Role): Promise<Reply> {
  if (role === 'licensee') return answer('Precertify');
  return precertify({ userName: kit().identity(role).emailAddress });
}

/**
 * Judges the certificates that Precertify gives for two users (MS-RMSI 3.3.4.1), one after the other,
 * as `judgeAll` does. A user for whom none came is passed over: that is another rule.
 */
export async function judgeUserCertificates(
  context: Asking,
  judge: (certificate: Certificate, role: Role) => void,
): Promise<void> {
  await judgeAll(roles, async role => {
    const certificate = precertified(await replyFor(context, role));
    if (certificate !== undefined) judge(certificate, role);
  });
}

/**
 * Demands that a successful response to Precertify holds a user's certificate, whosever it is, for
 * each of two users.
 *
 * @throws Violation for those that hold none
 */
export async function expectUserCertificates(context: Asking): Promise<void> {
  await judgeAll(roles, async role => {
    const reply = await replyFor(context, role);
    if (reply.content?.name !== 'PrecertifyResponse') return;
    if (certificatesIn(reply, parseAccountCertificate).length === 0)
      violate("a user's certificate", describeReply(reply), role);
  });
}

/** The public key in the certificate of a response to Precertify, if there is one. */
export function userKeyIn(reply: Reply): RsaPublicKey | undefined {
  return precertified(reply)?.issuedPrincipal?.publicKey;
}

/** Whether two keys are there and the same. */
export function isSameKey(one: RsaPublicKey | undefined, other: RsaPublicKey | undefined): boolean {
  return one !== undefined && other !== undefined && samePublicKey(one, other);
}
