import { version1Errors, type Version1Error } from '../wmdrm/errors.ts';
import { requestVersion1 } from '../wmdrm/version1-request.ts';
import { pkBytes } from '../wmdrm/pkcert.ts';
import { encryptedBlockBytes } from '../wmdrm/primitives/block.ts';
import { flipBit, overwrite } from './edits.ts';
import type { Doubtful } from './expect-error.ts';

/** A version 1 request that breaks one rule, made of an accepted one without any key. */
export interface Version1Defect {
  /** For messages. */
  readonly what: string;
  readonly edit: (packet: Uint8Array) => Uint8Array;
  /** Any of these is right; more than one where the document does not say which rule comes first. */
  readonly errors: readonly Version1Error[];
  readonly doubtful?: Doubtful;
}

/** A bit of the signature in a packet's certificate: RC4's output turns the same bit of what it encrypts. */
const signatureBit = 8 * (requestVersion1.length + encryptedBlockBytes + pkBytes) + 3;

/**
 * By the row that judges it on its own (MS-DRM 3.2.5.1). 80 bytes of 1 are no points of the curve; a server
 * that does not look has not failed to decrypt, and finds a certificate that is none. How blocks are encrypted
 * is not public, so that it breaks no rule unless the target declares it.
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
    doubtful: {
      errors: [version1Errors.unlisted, version1Errors.signature],
      unless: ['point-order'],
    },
  },
} as const satisfies Readonly<Record<string, Version1Defect>>;

/** The same, and one whose certificate is wrongly signed: what V1CHALLENGE is tried with (3.2.5.2). */
export const challengeDefects = {
  ...version1Defects,
  signature: {
    what: 'a packet with a wrongly signed certificate',
    edit: packet => flipBit(packet, signatureBit),
    errors: [version1Errors.signature],
  },
} as const satisfies Readonly<Record<string, Version1Defect>>;
