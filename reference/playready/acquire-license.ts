import { escapeText } from '../../harness/xml/escape.ts';
import { encodeBase64 } from '../../harness/xrml/base64.ts';
import type { Operation } from './operation.ts';
import { Refused } from './refusal.ts';
import { requireVersion } from './require-version.ts';
import { readWishes } from './wishes.ts';

/**
 * AcquireLicense (PlayReady-facts 1.3, 1.4): a test license for each KID of the header, none for who
 * asks for none (R6); an answer with persistent ones is signed (R1).
 */
export const acquireLicense: Operation = call => {
  const { behaviour, state } = call;
  const { payload, header, kids, nonce, version, customData } = call.challenge();
  if (payload.name !== 'LA' || header === undefined)
    throw new Refused('invalidMessage', 'The message holds no header that can be read.');
  requireVersion(version, behaviour);
  const refusal = behaviour.refusalOfState(call);
  if (refusal !== undefined) throw refusal;
  const { persistent, acknowledge } = readWishes(customData);
  const isSigned = behaviour.signsResponse(persistent);
  const transactionId = acknowledge ? behaviour.newTransactionId() : undefined;
  if (transactionId !== undefined) state.transactions.add(transactionId.toLowerCase());
  const returned = behaviour.responseNonce(nonce, persistent);
  const signed = behaviour.writeLicenseParts(
    {
      version: '1',
      licenses: header.licenseRequested === 'false' ? [] : behaviour.licensesFor(kids),
      transactionId,
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
