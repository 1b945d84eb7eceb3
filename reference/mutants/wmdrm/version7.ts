import { clientIdBytes } from '../../../harness/wmdrm/client-id.ts';
import { hresults } from '../../../harness/wmdrm/errors.ts';
import { decodeMessageBase64 } from '../../../harness/wmdrm/message-base64.ts';
import { publicKeyBytes } from '../../../harness/wmdrm/primitives/ecc1.ts';
import { page } from '../../http/message.ts';
import { conforming, type Behaviour } from '../../wmdrm/behaviour.ts';
import type { ClientIdRule } from '../../wmdrm/refusal.ts';
import type { Mutant } from '../mutant.ts';

const decoding = ['wmdrm.version7.client-id-decoding'];
const unlisted = ['wmdrm.version7.unlisted'];
const signature = ['wmdrm.version7.signature'];
const bits = ['wmdrm.version7.client-id-bits'];

/** CLIENTID of other bytes than 168. */
const decodingMutants: readonly Mutant<Behaviour>[] = [
  {
    name: 'wmdrm-client-id-of-169-bytes-taken',
    breaks: decoding,
    behaviour: {
      decodeClientId: (text, version) =>
        version === 7
          ? resized(text, length => length === clientIdBytes + 1, version)
          : conforming.decodeClientId(text, version),
    },
  },
  {
    name: 'wmdrm-client-id-of-167-bytes-filled-up',
    breaks: [...decoding, 'wmdrm.version11.rules-of-version7'],
    behaviour: {
      decodeClientId: (text, version) =>
        resized(text, length => length === clientIdBytes - 1, version),
    },
  },
  {
    name: 'wmdrm-client-id-missing-is-an-unknown-client',
    breaks: decoding,
    behaviour: {
      decodeClientId: (text, version) =>
        text === ''
          ? Uint8Array.of(2, ...new Uint8Array(clientIdBytes - 1))
          : conforming.decodeClientId(text, version),
    },
  },
  {
    name: 'wmdrm-client-id-without-base64-is-an-unknown-client',
    breaks: decoding,
    behaviour: {
      decodeClientId: (text, version) =>
        text !== '' && decodeMessageBase64(text) === undefined
          ? Uint8Array.of(2, ...new Uint8Array(clientIdBytes - 1))
          : conforming.decodeClientId(text, version),
    },
  },
  saying('wmdrm-undecodable-client-id-called-unauthorized', 'decoding', 'unauthorizedClient'),
  saying('wmdrm-undecodable-client-id-called-e-fail', 'decoding', 'fail'),
  {
    name: 'wmdrm-undecodable-client-id-answered-with-500',
    breaks: decoding,
    behaviour: {
      finish: (response, { refusal, version }) =>
        version === 7 && refusal?.place === 'CLIENTID' && refusal.broken === 'decoding'
          ? page(500, 'Internal server error')
          : response,
    },
  },
];

/** Who is let in. */
const clientMutants: readonly Mutant<Behaviour>[] = [
  {
    name: 'wmdrm-post-without-white-list',
    breaks: ['wmdrm.version7.white-list', ...unlisted],
    behaviour: {
      isListed: (pk, whiteList, place) =>
        place !== 'packet' || conforming.isListed(pk, whiteList, place),
    },
  },
  {
    name: 'wmdrm-post-white-list-of-v1challenge-alone',
    breaks: ['wmdrm.version7.white-list', ...unlisted],
    behaviour: {
      isListed: (pk, whiteList, place) =>
        place === 'CLIENTID' || conforming.isListed(pk, whiteList, place),
    },
  },
  {
    name: 'wmdrm-post-from-anybody',
    breaks: [
      'wmdrm.version7.white-list',
      'wmdrm.version7.v1challenge',
      ...unlisted,
      ...signature,
      ...bits,
    ],
    behaviour: {
      isListed: (pk, whiteList, place) =>
        place !== 'packet' || conforming.isListed(pk, whiteList, place),
      isCertified: (certificate, authorities, form, place) =>
        place !== 'packet' || conforming.isCertified(certificate, authorities, form, place),
    },
  },
  saying('wmdrm-unlisted-client-called-undecodable', 'unlisted', 'clientIdDecoding'),
  saying('wmdrm-unlisted-client-called-e-fail', 'unlisted', 'fail'),
  {
    name: 'wmdrm-unlisted-client-refused-in-words-of-version-1',
    breaks: unlisted,
    behaviour: {
      clientIdError: (broken, version) =>
        broken === 'unlisted'
          ? conforming.version1Error('unlisted', 'V1CHALLENGE')
          : conforming.clientIdError(broken, version),
    },
  },
  {
    name: 'wmdrm-post-signature-not-verified',
    breaks: [...signature, ...bits],
    behaviour: {
      isCertified: (certificate, authorities, form, place) =>
        place === 'CLIENTID' || conforming.isCertified(certificate, authorities, form, place),
    },
  },
  saying('wmdrm-wrong-signature-called-undecodable', 'signature', 'clientIdDecoding'),
  {
    name: 'wmdrm-wrong-signature-answered-with-403',
    breaks: signature,
    behaviour: {
      finish: (response, { refusal }) =>
        refusal?.place === 'CLIENTID' && refusal.broken === 'signature'
          ? page(403, 'Forbidden')
          : response,
    },
  },
  {
    name: 'wmdrm-last-bit-of-the-signature-ignored',
    breaks: bits,
    behaviour: {
      isCertified: (certificate, authorities, form, place) => {
        const { pk, sign } = certificate;
        const last = sign.length - 1;
        const other = { pk, sign: sign.with(last, (sign[last] ?? 0) ^ 0x80) };
        const isRight = conforming.isCertified(certificate, authorities, form, place);
        if (isRight || place !== 'CLIENTID') return isRight;
        return conforming.isCertified(other, authorities, form, place);
      },
    },
  },
  {
    name: 'wmdrm-version-of-the-client-ignored',
    breaks: bits,
    behaviour: {
      isListed: (pk, whiteList, place) =>
        conforming.isListed(place === 'CLIENTID' ? withVersion(pk) : pk, whiteList, place),
      isCertified: ({ pk, sign }, authorities, form, place) => {
        const certificate = { pk: place === 'CLIENTID' ? withVersion(pk) : pk, sign };
        return conforming.isCertified(certificate, authorities, form, place);
      },
    },
  },
];

/** How CLIENTID is validated (MS-DRM 3.2.5.2). */
export const version7Mutants: readonly Mutant<Behaviour>[] = [...decodingMutants, ...clientMutants];

/** Another error in the place of a rule's own, in requests of version 7. */
function saying(
  name: string,
  rule: Extract<ClientIdRule, 'decoding' | 'unlisted' | 'signature'>,
  error: keyof typeof hresults,
): Mutant<Behaviour> {
  const breaks = { decoding, unlisted, signature }[rule];
  return {
    ...{ name, breaks },
    behaviour: {
      clientIdError: (broken, version) =>
        broken === rule && version === 7
          ? hresults[error]
          : conforming.clientIdError(broken, version),
    },
  };
}

/** A CLIENTID cut or filled up to 168 bytes where it has such a length. */
function resized(
  text: string,
  takes: (length: number) => boolean,
  version: 7 | 11,
): Uint8Array | undefined {
  const bytes = decodeMessageBase64(text);
  if (bytes === undefined || !takes(bytes.length)) return conforming.decodeClientId(text, version);
  return new Uint8Array(Buffer.concat([bytes], clientIdBytes));
}

/** A PK with the version that our test clients have. */
function withVersion(pk: Uint8Array): Uint8Array {
  return Uint8Array.from([...pk.subarray(0, publicKeyBytes), 0, 0, 0, 1]);
}
