import { generateKeyPairSync } from 'node:crypto';
import { publicKeyBytes } from '../p256.ts';
import { defect, type ChallengeDefect, type MessageParts } from './defect.ts';
import { changeBase64, changeText, contentOf, removal, replaceBase64, type Edit } from './edit.ts';
import { anotherLetter, flip, flipLast } from './flip.ts';
import { attributeAt, markupAt, type Stretch } from '../markup.ts';

/** The last letter or digit of a name or URI. */
const lastLetter = /[A-Za-z0-9](?=[^A-Za-z0-9]*$)/;

const publicKey = ['KeyInfo', 'KeyValue', 'ECCKeyValue', 'PublicKey'] as const;

/**
 * Everything that can be wrong with the Signature of a client's message and with nothing else
 * (PlayReady-facts 1.3): each half of SignatureValue, the digest, the key, the algorithms, the whole.
 */
export const signatureDefects: readonly ChallengeDefect[] = [
  signatureByte('signature-r-first', 'the first byte of r in SignatureValue', 0),
  signatureByte('signature-r-last', 'the last byte of r in SignatureValue', 31),
  signatureByte('signature-s-first', 'the first byte of s in SignatureValue', 32),
  signatureByte('signature-s-last', 'the last byte of s in SignatureValue', 63),
  inSignature('signature-zero', 'SignatureValue, of 64 zeros', ['SignatureValue'], (text, place) =>
    changeBase64(text, place, bytes => bytes.fill(0)),
  ),
  inSignature(
    'signature-short',
    'SignatureValue, without its last byte',
    ['SignatureValue'],
    (text, place) => replaceBase64(text, place, bytes => bytes.subarray(0, -1)),
  ),
  inSignature('signature-empty', 'SignatureValue, empty', ['SignatureValue'], emptied),
  inSignature(
    'digest',
    'the last byte of DigestValue',
    ['SignedInfo', 'Reference', 'DigestValue'],
    (text, place) => changeBase64(text, place, flipLast),
  ),
  inSignature(
    'digest-empty',
    'DigestValue, empty',
    ['SignedInfo', 'Reference', 'DigestValue'],
    emptied,
  ),
  attributeDefect('reference', 'the URI of the Reference', ['SignedInfo', 'Reference'], 'URI'),
  algorithm('canonicalization-method', ['SignedInfo', 'CanonicalizationMethod']),
  algorithm('signature-method', ['SignedInfo', 'SignatureMethod']),
  algorithm('digest-method', ['SignedInfo', 'Reference', 'DigestMethod']),
  inSignature(
    'client-public-key',
    "the last byte of the client's PublicKey",
    publicKey,
    (text, place) => changeBase64(text, place, flipLast),
  ),
  inSignature(
    'client-public-key-other',
    "the client's PublicKey, another point of the curve",
    publicKey,
    (text, place) => replaceBase64(text, place, anotherKey),
  ),
  removed('client-public-key-removed', 'KeyInfo of the Signature, taken out', ['KeyInfo']),
  removed('signed-info-removed', 'SignedInfo, taken out', ['SignedInfo']),
  removed('unsigned', 'the Signature, taken out', []),
];

function inSignature(
  name: string,
  what: string,
  path: readonly string[],
  edit: (text: string, place: Stretch) => Edit | undefined,
): ChallengeDefect {
  return defect('signature', name, what, parts => {
    const place = markupAt(parts.signature, ...path);
    return place && edit(parts.text, contentOf(place));
  });
}

function signatureByte(name: string, what: string, index: number): ChallengeDefect {
  return inSignature(name, what, ['SignatureValue'], (text, place) =>
    changeBase64(
      text,
      place,
      flip(() => index),
    ),
  );
}

function attributeDefect(
  name: string,
  what: string,
  path: readonly string[],
  attribute: string,
): ChallengeDefect {
  return defect('signature', name, what, ({ text, signature }: MessageParts) => {
    const element = markupAt(signature, ...path);
    const value = element && attributeAt(text, element, attribute);
    return value && changeText(text, value, lastLetter, anotherLetter);
  });
}

function algorithm(name: string, path: readonly string[]): ChallengeDefect {
  return attributeDefect(name, `the Algorithm of ${path.at(-1) ?? ''}`, path, 'Algorithm');
}

function removed(name: string, what: string, path: readonly string[]): ChallengeDefect {
  return defect('signature', name, what, ({ signature }) => {
    const element = markupAt(signature, ...path);
    return element && removal(element);
  });
}

function emptied(_text: string, place: Stretch): Edit | undefined {
  return place.start === place.end ? undefined : removal(place);
}

function anotherKey(): Uint8Array {
  return publicKeyBytes(generateKeyPairSync('ec', { namedCurve: 'P-256' }).publicKey);
}
