import { version1Errors, type Version1Error } from '../wmdrm/errors.ts';
import { requestVersion1 } from '../wmdrm/version1-request.ts';
import { flipBit, overwrite } from './edits.ts';

/** A version 1 request that breaks one rule, made of an accepted one without any key. */
export interface Version1Defect {
  /** For messages. */
  readonly what: string;
  readonly edit: (packet: Uint8Array) => Uint8Array;
  /** Any of these is right; more than one where the document does not say which rule comes first. */
  readonly errors: readonly Version1Error[];
}

/**
 * By the row that judges it on its own (MS-DRM 3.2.5.1). 80 bytes of 1 are no points of the curve; a server
 * that does not notice has not failed to decrypt, and finds a certificate that is none.
 */
export const version1Defects = {
  length: {
    what: 'a packet of 202 bytes',
    edit: packet => Uint8Array.from([...packet, 0]),
    errors: [version1Errors.length],
  },
  version: {
    what: 'a packet of version 0,1,0,2',
    edit: packet => overwrite(packet, 0, Uint8Array.of(0, 1, 0, 2)),
    errors: [version1Errors.version],
  },
  decryption: {
    what: 'a packet whose EncRandNum holds no points',
    edit: packet => overwrite(packet, requestVersion1.length, new Uint8Array(80).fill(1)),
    errors: [version1Errors.decryption],
  },
} as const satisfies Readonly<Record<string, Version1Defect>>;

/** The same, and one whose certificate is wrongly signed: what V1CHALLENGE is tried with (3.2.5.2). */
export const challengeDefects: Readonly<Record<string, Version1Defect>> = {
  ...version1Defects,
  signature: {
    what: 'a packet with a wrongly signed certificate',
    edit: packet => flipBit(packet, 8 * (4 + 80 + 44) + 3),
    errors: [version1Errors.signature],
  },
};
