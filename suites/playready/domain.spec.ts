import { chainDefects, readCertificateChain } from '../../harness/playready/certificate-chain.ts';
import { PlayReadyError } from '../../harness/playready/error.ts';
import { readExceptionDetail } from '../../harness/playready/messages/exception-detail.ts';
import { answerDoubt } from '../../harness/rights-manager/answer-doubt.ts';
import type { PlayReadyContext } from '../../harness/rights-manager/context.ts';
import { domainCertificates } from '../../harness/rights-manager/drivers/join-domain.ts';
import { Blocked } from '../../harness/verdict/blocked.ts';
import { expect, quote } from '../../harness/verdict/expect.ts';
import { judgeAll, violate } from '../../harness/verdict/violation.ts';
import { descendants } from '../../harness/xml/element.ts';
import { decodeBase64 } from '../../harness/base64.ts';
import { check } from './check.ts';

/** A key and a signature, 64 bytes each, are less than any certificate. */
const shortestCertificate = 128;

/** The answer to the recorded JoinDomain; undefined when it is refused, or holds no certificate. */
async function joined({ answer }: PlayReadyContext) {
  const reply = await answer('JoinDomain');
  if (answerDoubt(reply, 'JoinDomain') !== undefined || reply.content === undefined)
    return undefined;
  const lengths = descendants(reply.content).map(({ text }) => decodeBase64(text)?.length ?? 0);
  return { reply, holdsCertificate: Math.max(0, ...lengths) > shortestCertificate };
}

check('playready.domain.certificate', async context => {
  if ((await joined(context))?.holdsCertificate === false)
    violate('a domain certificate', `no base64 of more than ${shortestCertificate} bytes`);
});

check('playready.domain.certificate-chain', async context => {
  const join = await joined(context);
  if (join?.holdsCertificate === true && domainCertificates(join.reply).length === 0)
    violate('a certificate chain, which begins with CHAI', 'base64 that begins otherwise');
});

check('playready.domain.certificate-signatures', async context => {
  const join = await joined(context);
  await judgeAll(join ? domainCertificates(join.reply) : [], async bytes => {
    const defects = defectsOf(bytes);
    await judgeAll(defects, ({ rule, reason }) => {
      if (rule !== 'form') violate('a chain that verifies', reason);
    });
    if (defects[0] !== undefined) throw new Blocked('not-public', defects[0].reason);
  });
});

function defectsOf(bytes: Uint8Array): readonly { rule: string; reason: string }[] {
  try {
    return chainDefects(readCertificateChain(bytes));
  } catch (error) {
    if (error instanceof PlayReadyError) return [{ rule: 'length', reason: error.message }];
    throw error;
  }
}

check('playready.domain.device-limit', async ({ ask }) => {
  const deployment = 'device-limit';
  const reply = await ask('JoinDomain', { fixture: `minimal at ${deployment}`, deployment });
  expect(reply, 'JoinDomain to a full domain').toFault();
  const code = reply.fault && readExceptionDetail(reply.fault).statusCode;
  if (code === undefined)
    throw new Blocked('exception-hidden', 'The fault of a full domain has no StatusCode.');
  if (code.code !== 0x8004c602) violate('the status code 0x8004c602', quote(code.text));
});
