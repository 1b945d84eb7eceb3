import { defect, type ChallengeDefect, type MessageParts } from './defect.ts';
import { changeBase64, changeText, contentOf, removal, type Edit } from './edit.ts';
import { anotherLetter, flipFirst, flipLast, flipMiddle } from './flip.ts';
import { attributeAt, markupAt, type Markup, type Stretch } from '../markup.ts';

const header = ['ContentHeader', 'WRMHEADER'] as const;
const encryptedKey = ['EncryptedData', 'KeyInfo', 'EncryptedKey'] as const;
const cipher = ['CipherData', 'CipherValue'] as const;

/**
 * Everything documented in the payload of a client's message, changed or taken out while the Signature
 * stays as it is (PlayReady-facts 1.3, 1.9): each breaks the digest, and so the signature.
 */
export const payloadDefects: readonly ChallengeDefect[] = [
  inText('version', 'Version, of 9', ['Version'], /\d+/, () => '9'),
  removed('version-removed', 'Version, taken out', ['Version']),
  defect('signed-data', 'header-version', 'the version of the WRMHEADER, of 9', parts => {
    const element = markupAt(parts.payload, ...header);
    const value = element && attributeAt(parts.text, element, 'version');
    return value && changeText(parts.text, value, /\d+/, () => '9');
  }),
  defect('signed-data', 'header-kid', 'the last byte of the first KID of the WRMHEADER', parts => {
    const place = headerKid(parts);
    return place && changeBase64(parts.text, place, flipLast);
  }),
  removed('header-removed', 'the WRMHEADER, taken out', header),
  inText(
    'client-version',
    'a digit of CLIENTVERSION',
    ['CLIENTINFO', 'CLIENTVERSION'],
    /\d/,
    nextDigit,
  ),
  inBase64(
    'revocation-list',
    'the last byte of the first ListID',
    ['RevocationLists', 'RevListInfo', 'ListID'],
    flipLast,
  ),
  inText(
    'revocation-list-version',
    'the Version of the first revocation list',
    ['RevocationLists', 'RevListInfo', 'Version'],
    /\d(?=\D*$)/,
    nextDigit,
  ),
  // In ASCII, and not of a reference such as &amp;.
  inText(
    'custom-data',
    'a character of CustomData',
    ['CustomData'],
    /(?<!&[#\w]*)[!-%'-;=?-~]/,
    anotherLetter,
  ),
  inBase64('nonce', 'the last byte of LicenseNonce', ['LicenseNonce'], flipLast),
  removed('nonce-removed', 'LicenseNonce, taken out', ['LicenseNonce']),
  inText('client-time', 'the last digit of ClientTime', ['ClientTime'], /\d(?=\D*$)/, nextDigit),
  inBase64('session-id', 'the last byte of SessionID', ['SessionID'], flipLast),
  inBase64('deleted-kid', 'the last byte of the first KID', ['KIDS', 'KID'], flipLast),
  inBase64(
    'encrypted-key-first',
    'the first byte of the encrypted key',
    [...encryptedKey, ...cipher],
    flipFirst,
  ),
  inBase64(
    'encrypted-key-last',
    'the last byte of the encrypted key',
    [...encryptedKey, ...cipher],
    flipLast,
  ),
  inText(
    'key-name',
    'a letter of the KeyName',
    [...encryptedKey, 'KeyInfo', 'KeyName'],
    /[A-Za-z0-9]/,
    anotherLetter,
  ),
  inBase64(
    'encrypted-data-first',
    'the first byte of the encrypted data',
    ['EncryptedData', ...cipher],
    flipFirst,
  ),
  inBase64(
    'encrypted-data-middle',
    'a byte in the middle of the encrypted data',
    ['EncryptedData', ...cipher],
    flipMiddle,
  ),
  inBase64(
    'encrypted-data-last',
    'the last byte of the encrypted data',
    ['EncryptedData', ...cipher],
    flipLast,
  ),
  removed('encrypted-data-removed', 'EncryptedData, taken out', ['EncryptedData']),
  defect('signed-data', 'signed-id', 'the Id of the signed element', ({ text, payload }) => {
    const value = attributeAt(text, payload, 'Id');
    return value && changeText(text, value, /[A-Za-z0-9](?=[^A-Za-z0-9]*$)/, anotherLetter);
  }),
  defect('signed-data', 'white-space', 'a blank in the signed element', ({ payload }) =>
    payload.contentStart === payload.contentEnd
      ? undefined
      : { start: payload.contentStart, end: payload.contentStart, text: ' ' },
  ),
];

type Path = readonly string[];

function inPayload(
  name: string,
  what: string,
  path: Path,
  edit: (text: string, place: Stretch) => Edit | undefined,
): ChallengeDefect {
  return defect('signed-data', name, what, ({ text, payload }) => {
    const element = markupAt(payload, ...path);
    return element && edit(text, contentOf(element));
  });
}

function inText(
  name: string,
  what: string,
  path: Path,
  pattern: RegExp,
  replace: (match: string) => string,
): ChallengeDefect {
  return inPayload(name, what, path, (text, place) => changeText(text, place, pattern, replace));
}

function inBase64(
  name: string,
  what: string,
  path: Path,
  change: (bytes: Uint8Array) => void,
): ChallengeDefect {
  return inPayload(name, what, path, (text, place) => changeBase64(text, place, change));
}

function removed(name: string, what: string, path: Path): ChallengeDefect {
  return defect('signed-data', name, what, ({ payload }) => {
    const element = markupAt(payload, ...path);
    return element && removal(element);
  });
}

/** Where the first KID stands: an element's text in 4.0, an attribute from 4.1 on (5.3). */
function headerKid({ text, payload }: MessageParts): Stretch | undefined {
  const data = markupAt(payload, ...header, 'DATA');
  const kid: Markup | undefined =
    markupAt(data, 'KID') ??
    markupAt(data, 'PROTECTINFO', 'KID') ??
    markupAt(data, 'PROTECTINFO', 'KIDS', 'KID');
  return kid && (attributeAt(text, kid, 'VALUE') ?? contentOf(kid));
}

function nextDigit(digit: string): string {
  return String((Number(digit) + 1) % 10);
}
