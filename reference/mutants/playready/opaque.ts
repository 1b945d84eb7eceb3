import { conforming, type Behaviour } from '../../playready/behaviour.ts';
import type { Mutant } from '../mutant.ts';
import { changedAt } from './chains.ts';

/** Takes whatever is said to be a message of one operation. */
const trusting = (operation: string): Partial<Behaviour> => ({
  signatureIsRight: (challenge, document) =>
    challenge.operation === operation || conforming.signatureIsRight(challenge, document),
});

/** PlayReady-facts 1.7. */
const domainMutants: readonly Mutant<Behaviour>[] = [
  {
    name: 'playready-join-result-called-return',
    breaks: ['playready.domain.join-result'],
    behaviour: {
      writeJoinResponse: chain =>
        conforming.writeJoinResponse(chain).replaceAll('JoinDomainResult', 'Return'),
    },
  },
  {
    name: 'playready-leave-result-without-response',
    breaks: ['playready.domain.leave-result'],
    behaviour: {
      writeLeaveResponse: accountId =>
        conforming.writeLeaveResponse(accountId).replace(/<\/?Response(?: [^>]*)?>/g, ''),
    },
  },
  {
    name: 'playready-joins-whoever-asks',
    breaks: ['playready.domain.join-content'],
    behaviour: { ...trusting('JoinDomain'), knowsAccount: () => true },
  },
  {
    name: 'playready-lets-anybody-leave',
    breaks: ['playready.domain.leave-content'],
    behaviour: { ...trusting('LeaveDomain'), knowsAccount: () => true },
  },
  {
    name: 'playready-join-without-certificate',
    breaks: ['playready.domain.certificate'],
    behaviour: { writeJoinResponse: () => conforming.writeJoinResponse(new Uint8Array()) },
  },
  {
    name: 'playready-domain-certificate-without-magic',
    breaks: ['playready.domain.certificate-chain'],
    behaviour: { domainChain: state => changedAt(conforming.domainChain(state), 0) },
  },
  {
    name: 'playready-domain-certificate-changed-after-signing',
    breaks: ['playready.domain.certificate-signatures'],
    behaviour: { domainChain: state => changedAt(conforming.domainChain(state), 20 + 16 + 8) },
  },
  {
    name: 'playready-domain-without-limit',
    breaks: ['playready.domain.device-limit'],
    behaviour: { domainIsFull: () => false },
  },
];

/** PlayReady-facts 1.8 and 1.11. */
const reportMutants: readonly Mutant<Behaviour>[] = [
  {
    name: 'playready-stop-result-called-return',
    breaks: ['playready.secure-stop.result'],
    behaviour: {
      writeSecureStopResponse: sessionId =>
        conforming
          .writeSecureStopResponse(sessionId)
          .replaceAll('ProcessSecureStopDataResult', 'Return'),
    },
  },
  {
    name: 'playready-stops-without-looking',
    breaks: ['playready.secure-stop.content'],
    behaviour: trusting('ProcessSecureStopData'),
  },
  {
    name: 'playready-metering-data-result-called-return',
    breaks: ['playready.metering-data.result'],
    behaviour: {
      writeMeteringDataResponse: transactionId =>
        conforming
          .writeMeteringDataResponse(transactionId)
          .replaceAll('ProcessMeteringDataResult', 'Return'),
    },
  },
  {
    name: 'playready-takes-any-report',
    breaks: ['playready.metering-data.content'],
    behaviour: { ...trusting('ProcessMeteringData'), takesReportsFor: () => true },
  },
];

/** Mutants of the operations whose bodies are not public, but for AcknowledgeLicense. */
export const opaqueMutants: readonly Mutant<Behaviour>[] = [...domainMutants, ...reportMutants];
