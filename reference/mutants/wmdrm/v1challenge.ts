import { hresults } from '../../../harness/wmdrm/errors.ts';
import {
  version1RequestBytes,
  type Version1Request,
} from '../../../harness/wmdrm/version1-request.ts';
import { conforming, type Behaviour } from '../../wmdrm/behaviour.ts';
import type { Mutant } from '../mutant.ts';

const breaks = ['wmdrm.version7.v1challenge'];

/** Says nothing that a rule could refuse but its certificate. */
const anything: Version1Request = {
  ...{ pkcert: new Uint8Array(84), keyId: new Uint8Array(25), rights: new Uint8Array(4) },
  appSecurity: 2 ** 32 - 1,
};

/** What is wrong with V1CHALLENGE is not looked at. */
const unlooked: Readonly<Record<string, Partial<Behaviour>>> = {
  length: {
    hasLength: (packet, place) => place === 'V1CHALLENGE' || conforming.hasLength(packet, place),
    openPacket: (packet, key, form, place) =>
      conforming.openPacket(packet.subarray(0, version1RequestBytes), key, form, place),
  },
  version: {
    hasVersion: (packet, place) => place === 'V1CHALLENGE' || conforming.hasVersion(packet, place),
  },
  'app-security': {
    hasAppSecurity: (level, minimum, place) =>
      place === 'V1CHALLENGE' || conforming.hasAppSecurity(level, minimum, place),
  },
  signature: {
    isCertified: (certificate, authorities, form, place) =>
      place === 'V1CHALLENGE' || conforming.isCertified(certificate, authorities, form, place),
  },
};

/** The version 1 request inside of one of version 7 (MS-DRM 3.2.5.2). */
export const v1ChallengeMutants: readonly Mutant<Behaviour>[] = [
  ...Object.entries(unlooked).map(([what, behaviour]): Mutant<Behaviour> => ({
    name: `wmdrm-v1challenge-with-any-${what}`,
    ...{ breaks, behaviour },
  })),
  {
    name: 'wmdrm-v1challenge-not-looked-at',
    breaks,
    behaviour: {
      hasLength: (packet, place) => place === 'V1CHALLENGE' || conforming.hasLength(packet, place),
      hasVersion: (packet, place) =>
        place === 'V1CHALLENGE' || conforming.hasVersion(packet, place),
      openPacket: (packet, key, form, place) =>
        place === 'V1CHALLENGE' ? anything : conforming.openPacket(packet, key, form, place),
      isListed: (pk, whiteList, place) =>
        place === 'V1CHALLENGE' || conforming.isListed(pk, whiteList, place),
      isCertified: (certificate, authorities, form, place) =>
        place === 'V1CHALLENGE' || conforming.isCertified(certificate, authorities, form, place),
    },
  },
  {
    name: 'wmdrm-v1challenge-decrypted-whatever-it-is',
    breaks,
    behaviour: {
      openPacket: (packet, key, form, place) =>
        conforming.openPacket(packet, key, form, place) ??
        (place === 'V1CHALLENGE' ? anything : undefined),
    },
  },
  {
    name: 'wmdrm-v1challenge-refused-as-an-undecodable-client-id',
    breaks,
    behaviour: {
      version1Error: (broken, place) =>
        place === 'V1CHALLENGE'
          ? hresults.clientIdDecoding
          : conforming.version1Error(broken, place),
    },
  },
  {
    name: 'wmdrm-v1challenge-refused-by-number-alone',
    breaks,
    behaviour: {
      errorText: (error, refusal) => {
        const text = conforming.errorText(error, refusal);
        return refusal.place === 'V1CHALLENGE' ? text.replace(/:.*/, '') : text;
      },
    },
  },
];
