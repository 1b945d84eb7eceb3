import { writeSignature } from '../../../harness/playready/signature.ts';
import { conforming, type Behaviour } from '../../playready/behaviour.ts';
import type { Mutant } from '../mutant.ts';

/** The Signature of an answer with one text replaced. */
function replaced(pattern: RegExp, replacement: string): Partial<Behaviour> {
  return {
    writeResponseSignature: (signed, state) =>
      conforming.writeResponseSignature(signed, state).replace(pattern, replacement),
  };
}

/** PlayReady-facts 1.4 and 1.5: what is signed, and by whom. */
export const responseSignatureMutants: readonly Mutant<Behaviour>[] = [
  {
    name: 'playready-answer-names-sha256-of-xmlenc',
    breaks: ['playready.acquire-license.algorithms'],
    behaviour: replaced(
      /(<DigestMethod Algorithm=")[^"]*/,
      '$1http://www.w3.org/2001/04/xmlenc#sha256',
    ),
  },
  {
    name: 'playready-answer-refers-to-nothing',
    breaks: ['playready.acquire-license.reference'],
    behaviour: replaced(/URI="#SignedData"/, 'URI="#LicenseResponse"'),
  },
  {
    name: 'playready-answer-changed-after-signing',
    breaks: ['playready.acquire-license.digest'],
    behaviour: {
      writeLicenseResponse: payload =>
        conforming.writeLicenseResponse(
          payload.replace('</LicenseResponse><Signature', '\n</LicenseResponse><Signature'),
        ),
    },
  },
  {
    name: 'playready-answer-signed-with-domain-key',
    breaks: ['playready.acquire-license.signature'],
    behaviour: {
      writeResponseSignature: (signed, { hierarchy }) =>
        writeSignature(signed, hierarchy.domain.privateKey, false),
    },
  },
  {
    name: 'playready-signed-answer-without-chain',
    breaks: ['playready.acquire-license.chain'],
    behaviour: {
      writeLicenseParts: ({ chain: _none, ...parts }, isSigned) =>
        conforming.writeLicenseParts({ ...parts, chain: undefined }, isSigned),
    },
  },
  {
    name: 'playready-chain-cut-off',
    breaks: ['playready.acquire-license.chain-framing'],
    behaviour: { signingChain: state => conforming.signingChain(state).subarray(0, -1) },
  },
  {
    name: 'playready-chain-with-another-issuer-key',
    breaks: ['playready.acquire-license.chain-signatures'],
    behaviour: {
      signingChain: state => {
        const chain = Buffer.from(conforming.signingChain(state));
        // Its end is the key that the last certificate names as its issuer's.
        state.hierarchy.rootKey.toReversed().forEach((byte, index) => {
          chain[chain.length - 64 + index] = byte;
        });
        return chain;
      },
    },
  },
];
