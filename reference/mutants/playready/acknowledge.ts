import { verifyP256 } from '../../../harness/playready/p256.ts';
import { xmldsig } from '../../../harness/playready/namespaces.ts';
import { canonicalElement } from '../../../harness/xml/canonical.ts';
import { descendants } from '../../../harness/xml/element.ts';
import { parseXml } from '../../../harness/xml/parse.ts';
import { decodeBase64 } from '../../../harness/base64.ts';
import { conforming, type Behaviour } from '../../playready/behaviour.ts';
import type { Mutant } from '../mutant.ts';
import { trusting } from './trusting.ts';

/** Whether SignatureValue is right for SignedInfo, whatever the digest in it. */
function signedInfoIsRight(document: Uint8Array, publicKey: Uint8Array): boolean {
  const value = descendants(parseXml(document)).find(({ name }) => name === 'SignatureValue');
  const signature = decodeBase64(value?.text ?? '') ?? new Uint8Array();
  const signed = canonicalElement(document, { name: 'SignedInfo', namespace: xmldsig });
  return verifyP256(signed, signature, publicKey);
}

/** PlayReady-facts 1.11. */
export const acknowledgeMutants: readonly Mutant<Behaviour>[] = [
  {
    name: 'playready-acknowledgement-without-result',
    breaks: ['playready.acknowledge.response'],
    behaviour: {
      writeAcknowledgeResponse: transactionId =>
        conforming
          .writeAcknowledgeResponse(transactionId)
          .replace(/<\/?AcknowledgeLicenseResult>/g, ''),
    },
  },
  {
    name: 'playready-any-transaction-acknowledged',
    breaks: ['playready.acknowledge.transaction'],
    behaviour: {
      ...trusting(
        'AcknowledgeLicense',
        ({ wrong }, { publicKey }, document) =>
          wrong === 'digest' && publicKey !== undefined && signedInfoIsRight(document, publicKey),
      ),
      knowsTransaction: () => true,
    },
  },
  {
    name: 'playready-acknowledgement-unverified',
    breaks: ['playready.acknowledge.signature'],
    behaviour: trusting('AcknowledgeLicense', ({ wrong }) => wrong === 'signature'),
  },
  {
    name: 'playready-acknowledgement-unsigned',
    breaks: ['playready.acknowledge.signature'],
    behaviour: trusting('AcknowledgeLicense', (_wrong, { isSigned }) => !isSigned),
  },
];
