import { readEndpointUrl } from '../../harness/target/endpoint-url.ts';
import { completeLimits } from '../../harness/target/target.ts';
import { openTransport } from '../../harness/transport/transport.ts';
import { UserError } from '../../harness/user-error.ts';
import { exitCode } from '../../harness/verdict/exit-code.ts';
import type { ProtocolChoice } from '../target-of-url.ts';
import { defaultAnswers, type Answers } from './answers.ts';

/**
 * The answers that one GET to an endpoint of PlayReady, WMDRM or a secure clock gives: whether somebody
 * is there. What else it does, it is not asked.
 *
 * @param ca - the authority to trust, in PEM
 * @throws UserError when no connection can be made
 */
export async function lookAtEndpoint(
  address: string,
  protocol: ProtocolChoice,
  ca?: string,
): Promise<Answers> {
  const url = readEndpointUrl(address, 'The address');
  const transport = openTransport({
    tls: ca === undefined ? {} : { ca },
    limits: completeLimits(),
  });
  try {
    const outcome = await transport.send({ url, method: 'GET', headers: {} });
    if (outcome.status === undefined)
      throw new UserError(
        outcome.kind === 'failure' ? outcome.message : `Nothing answered at ${url}.`,
        exitCode.unreachable,
      );
    return {
      ...defaultAnswers,
      protocol,
      url,
      remarks: [`It answers a GET with HTTP ${outcome.status}.`],
    };
  } finally {
    await transport.close();
  }
}
