import { protocols } from '../../../harness/playready/namespaces.ts';
import { conforming, type Behaviour } from '../../playready/behaviour.ts';
import { writeCertificateChain } from '../../playready/write-certificate.ts';
import type { Mutant } from '../mutant.ts';
import { changedAt, certificatesOf } from './chains.ts';

/** The first metering id that the server knows. */
const anyId: Behaviour['requestedMeteringId'] = (_request, { meteringIds }) =>
  Buffer.from([...meteringIds][0] ?? '', 'base64');

/** The chain of every answer, changed. */
const chain = (change: (bytes: Uint8Array) => Uint8Array): Partial<Behaviour> => ({
  meteringChain: (...asked) => change(conforming.meteringChain(...asked)),
});

/** The answer, changed in its text. */
const answer = (change: (text: string) => string): Partial<Behaviour> => ({
  writeMeteringCertificate: bytes => change(conforming.writeMeteringCertificate(bytes)),
});

/** PlayReady-facts 1.6. */
export const meteringMutants: readonly Mutant<Behaviour>[] = [
  {
    name: 'playready-metering-certificate-called-certificate',
    breaks: ['playready.metering.certificate'],
    behaviour: answer(text => text.replaceAll('MeterCert', 'Certificate')),
  },
  {
    name: 'playready-metering-certificate-without-namespace',
    breaks: ['playready.metering.certificate'],
    behaviour: answer(text => text.replace(`MeterCert xmlns="${protocols}"`, 'MeterCert xmlns=""')),
  },
  {
    name: 'playready-metering-certificate-empty',
    breaks: ['playready.metering.certificate'],
    behaviour: answer(text => text.replace(/(<MeterCert [^>]*>)[^<]*/, '$1')),
  },
  {
    name: 'playready-metering-result-called-return',
    breaks: ['playready.metering.result-element'],
    behaviour: answer(text => text.replaceAll('GetMeteringCertificateResult', 'Return')),
  },
  {
    name: 'playready-metering-certificate-in-hex',
    breaks: ['playready.metering.base64'],
    behaviour: {
      writeMeteringCertificate: bytes =>
        conforming
          .writeMeteringCertificate(bytes)
          .replace(
            Buffer.from(bytes).toString('base64'),
            `0x${Buffer.from(bytes).toString('hex')}`,
          ),
    },
  },
  {
    name: 'playready-metering-chain-without-magic',
    breaks: ['playready.metering.chain-magic'],
    behaviour: chain(bytes => changedAt(bytes, 3)),
  },
  {
    name: 'playready-metering-chain-length-wrong',
    breaks: ['playready.metering.chain-length'],
    behaviour: chain(bytes => changedAt(bytes, 11)),
  },
  {
    name: 'playready-metering-chain-cut-off',
    breaks: ['playready.metering.chain-length'],
    behaviour: chain(bytes => bytes.subarray(0, -4)),
  },
  {
    name: 'playready-metering-chain-counts-wrong',
    breaks: ['playready.metering.certificates'],
    behaviour: chain(bytes => changedAt(bytes, 19)),
  },
  {
    name: 'playready-metering-certificate-changed-after-signing',
    breaks: ['playready.metering.signatures'],
    // Within basic info, of which nothing is read.
    behaviour: chain(bytes => changedAt(bytes, 20 + 16 + 8)),
  },
  {
    name: 'playready-metering-chain-of-another-issuer',
    breaks: ['playready.metering.issuer-keys'],
    behaviour: {
      meteringChain: (state, ...asked) => {
        const leaf = certificatesOf(conforming.meteringChain(state, ...asked)).slice(0, 1);
        return writeCertificateChain([
          ...leaf,
          ...certificatesOf(state.hierarchy.domain.bytes).slice(1),
        ]);
      },
    },
  },
  {
    name: 'playready-metering-certificate-of-another-id',
    breaks: ['playready.metering.metering-id'],
    behaviour: {
      meteringChain: (state, meteringId, url) =>
        conforming.meteringChain(state, changedAt(meteringId, 15), url),
    },
  },
  {
    name: 'playready-metering-id-big-endian',
    breaks: ['playready.metering.metering-id'],
    behaviour: {
      meteringChain: (state, meteringId, url) =>
        conforming.meteringChain(state, Uint8Array.from(meteringId).reverse(), url),
    },
  },
  {
    name: 'playready-metering-url-is-a-path',
    breaks: ['playready.metering.url'],
    behaviour: { meteringUrl: ({ pathname }) => pathname },
  },
  {
    name: 'playready-certifies-any-metering-id',
    breaks: ['playready.metering.unknown-metering-id'],
    behaviour: { knowsMeteringId: () => true },
  },
  {
    name: 'playready-unknown-metering-id-is-service-specific',
    breaks: ['playready.metering.unknown-metering-id-code'],
    behaviour: {
      statusCode: refusal =>
        conforming.statusCode(refusal === 'unknownMeteringId' ? 'serviceSpecific' : refusal),
    },
  },
  {
    name: 'playready-malformed-metering-id-gets-any-certificate',
    breaks: ['playready.metering.malformed-metering-id'],
    behaviour: {
      requestedMeteringId: (request, state) =>
        conforming.requestedMeteringId(request, state) ?? (request && anyId(request, state)),
    },
  },
  {
    name: 'playready-empty-metering-challenge-gets-any-certificate',
    breaks: ['playready.metering.empty-challenge'],
    behaviour: {
      requestedMeteringId: (request, state) =>
        request === undefined
          ? anyId(request, state)
          : conforming.requestedMeteringId(request, state),
    },
  },
  {
    name: 'playready-metering-version-ignored',
    breaks: ['playready.metering.version'],
    behaviour: { supportsMeteringVersion: () => true },
  },
];
