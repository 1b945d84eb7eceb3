import { escapeText } from '../../harness/xml/escape.ts';
import { encodeBase64 } from '../../harness/base64.ts';
import type { Operation } from './operation.ts';
import { Refused } from './refusal.ts';
import { requireVersion } from './require-version.ts';

/**
 * AcquireLicense (PlayReady-facts 1.3, 1.4): a test license for each KID of the header, none for who
 * asks for none (R6); an answer with persistent ones is signed (R1).
 */
export const acquireLicense: Operation = call => {
  const { behaviour, state } = call;
  const challenge = call.challenge();
  const { header, nonce } = challenge;
  if (!behaviour.hasHeader(challenge))
    throw new Refused('invalidMessage', 'The message holds no header that can be read.');
  requireVersion(challenge.version, behaviour);
  const configuration = behaviour.configure(call, challenge);
  const refusal = behaviour.refusalOfState(call) ?? configuration.refusal;
  if (refusal !== undefined) throw refusal;
  const { persistent, kids = challenge.kids } = configuration;
  const transactionId =
    configuration.transactionId === 'new'
      ? behaviour.newTransactionId()
      : configuration.transactionId;
  if (transactionId !== undefined) state.transactions.add(transactionId.toLowerCase());
  const isSigned = behaviour.signsResponse(persistent);
  const returned = behaviour.responseNonce(nonce, persistent);
  const signed = behaviour.writeLicenseParts(
    {
      version: '1',
      licenses: header?.licenseRequested === 'false' ? [] : behaviour.licensesFor(kids),
      transactionId: transactionId === undefined ? undefined : escapeText(transactionId),
      nonce: returned === undefined ? undefined : escapeText(returned),
      responseId: isSigned ? encodeBase64(behaviour.newResponseId()) : undefined,
      chain: isSigned ? encodeBase64(behaviour.signingChain(state)) : undefined,
    },
    isSigned,
  );
  return behaviour.writeLicenseResponse(
    isSigned ? signed + behaviour.writeResponseSignature(signed, state) : signed,
  );
};
