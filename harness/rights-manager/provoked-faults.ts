import { randomBytes } from 'node:crypto';
import { writeTestChallenge } from '../playready/challenge/test-challenge.ts';
import { writeHeader } from '../playready/header/write-header.ts';
import {
  playReadyDeployments,
  refusingDeployments,
  type PlayReadyDeployment,
} from '../target/playready.ts';
import { destroyContent } from './destroy-content.ts';
import { cutInHalf, emptyBody, renameOperation } from './edits.ts';
import type { OperationName } from './operations.ts';
import type { PlayReadyRequest } from './request.ts';
import type { Answer } from './session.ts';

/** A request that is to be refused, for checks that look at faults whatever their cause. */
export interface Provocation {
  readonly what: string;
  readonly request: PlayReadyRequest;
  /** Whether the service itself is to refuse it, and not what stands before it (PlayReady-facts 3.1). */
  readonly isOfService: boolean;
  /** Set when no parser of XML can read it, so that it has no version of SOAP either. */
  readonly isUnreadable?: true;
}

/** A fault, and what provoked it. */
export interface ProvokedFault extends Answer, Pick<Provocation, 'what' | 'isOfService'> {
  readonly operation: OperationName;
}

/** 16 bytes that are nobody's metering id, and some that are none. */
const unknownMeteringId = Buffer.from('Assay has none..').toString('base64');
const shortMeteringId = Buffer.from('Assay').toString('base64');

/**
 * What an operation that works is asked so that it refuses, in the server states that a target offers.
 * What is malformed may be refused by what stands before the service.
 */
export function provocationsOf(
  name: OperationName,
  offered: Readonly<Partial<Record<PlayReadyDeployment, string>>>,
): readonly Provocation[] {
  return [
    ...malformed(name),
    ...(name === 'GetMeteringCertificate' ? ofMetering : [contentDestroyed(name)]),
    ...playReadyDeployments
      .filter(state => offered[state] !== undefined && refuses(name, state))
      .map(deployment => ({
        what: `the ${deployment} deployment`,
        request: { fixture: `minimal at ${deployment}`, deployment },
        isOfService: true,
      })),
  ];
}

/**
 * A challenge that is right in its structure and from no client: what it encrypts is random. Whether
 * the service itself refuses it, or whoever lets clients in, is not to be told.
 */
export function challengeOfNobody(): Provocation {
  const kid = randomBytes(16);
  const header = writeHeader({ version: '4.0.0.0', keys: [{ kid, algorithm: 'AESCTR' }] });
  return {
    what: 'a challenge of no client',
    request: {
      fixture: 'challenge-of-nobody',
      message: Buffer.from(writeTestChallenge({ header })),
    },
    isOfService: false,
  };
}

const refuses = (name: OperationName, state: PlayReadyDeployment): boolean =>
  (name === 'AcquireLicense' && (refusingDeployments as readonly string[]).includes(state)) ||
  (name === 'GetMeteringCertificate' && state === 'metering-unknown');

const ofMetering: readonly Provocation[] = [
  {
    what: 'an unknown MID',
    request: { fixture: 'unknown-metering-id', meteringId: unknownMeteringId },
    isOfService: true,
  },
  {
    what: 'a MID of 5 bytes',
    request: { fixture: 'short-metering-id', meteringId: shortMeteringId },
    isOfService: false,
  },
];

/** The documented exception is that of what clients ask; who packages content is none (1.10). */
const contentDestroyed = (name: OperationName): Provocation => ({
  what: 'a message whose content was destroyed',
  request: {
    fixture: 'content-destroyed',
    edit: message => destroyContent(message) ?? message,
  },
  isOfService: name !== 'AcquirePackagingData',
});

/** What is no request for an operation, whatever it holds. */
export function malformed(name: OperationName): readonly Provocation[] {
  return [
    {
      what: 'an element that is no operation',
      request: { fixture: 'unknown-operation', edit: renameOperation(name) },
      isOfService: false,
    },
    {
      what: 'an envelope that is not well-formed',
      request: { fixture: 'cut-in-half', edit: cutInHalf },
      isOfService: false,
      isUnreadable: true,
    },
    {
      what: 'an empty Body',
      request: { fixture: 'empty-body', edit: emptyBody },
      isOfService: false,
    },
  ];
}
