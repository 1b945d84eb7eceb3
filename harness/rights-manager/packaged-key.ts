import { keyAlgorithms, keyChecksum } from '../playready/checksum.ts';
import { PlayReadyError } from '../playready/error.ts';
import { kidsOf, type PlayReadyHeader } from '../playready/header/header.ts';
import { readHeader } from '../playready/header/read-header.ts';
import { kidOfGuid } from '../playready/kid.ts';
import type { PackagingResponse } from '../playready/messages/packaging-response.ts';
import { readPlayReadyObject, recordTypes } from '../playready/object.ts';
import { decodeBase64 } from '../base64.ts';

/** Parts of one kind in one answer that are looked at; a server decides how many it sends. */
export const mostParts = 200;

/**
 * Why the parts of an answer to AcquirePackagingData do not belong together, or undefined when they do:
 * each KeyId has KeyData, the header of a PlayReady Object names it, and the checksum there, where there
 * is one, is that of the key (PlayReady-facts 1.10, 5.1, 5.5). No message holds a key.
 */
export function packagedKeyDoubt({ keyIds, keyData, data }: PackagingResponse): string | undefined {
  if (keyIds.length === 0) return 'an answer without KeyId';
  if (keyIds.length > mostParts || data.length > mostParts)
    return `${keyIds.length} KeyId and ${data.length} Data, of which at most ${mostParts} are looked at`;
  if (keyIds.length !== keyData.length)
    return `${keyIds.length} KeyId and ${keyData.length} KeyData`;
  try {
    const headers = data.flatMap(headersIn);
    for (const [index, keyId] of keyIds.entries()) {
      const doubt = keyDoubt(kidOfGuid(keyId), decodeBase64(keyData[index] ?? ''), headers);
      if (doubt !== undefined) return doubt;
    }
    return undefined;
  } catch (error) {
    if (error instanceof PlayReadyError) return error.message;
    throw error;
  }
}

function keyDoubt(
  kid: Uint8Array,
  key: Uint8Array | undefined,
  headers: readonly PlayReadyHeader[],
): string | undefined {
  if (key === undefined || key.length === 0) return 'KeyData that is not base64 of a key';
  const naming = headers.filter(header => kidsOf(header).some(each => isSame(each, kid)));
  if (naming.length === 0) return 'no PlayReady Object for the KeyId';
  return hasWrongChecksum(naming, kid, key) ? 'a checksum that is not that of KeyData' : undefined;
}

/**
 * Whether headers name a KID, in header form, with a CHECKSUM that is not that of a content key
 * (PlayReady-facts 5.5); false where they have none, or an ALGID that nobody documents.
 *
 * @throws PlayReadyError when the key has a length that its ALGID does not
 */
export function hasWrongChecksum(
  headers: readonly PlayReadyHeader[],
  kid: Uint8Array,
  key: Uint8Array,
): boolean {
  return headers
    .flatMap(({ keys }) => keys)
    .filter(each => each.kid !== undefined && isSame(each.kid, kid))
    .some(({ algorithm, checksum }) => {
      const known = keyAlgorithms.find(name => name === (algorithm ?? 'AESCTR'));
      if (checksum === undefined || known === undefined) return false;
      const expected = keyChecksum(known, kid, key);
      const stated = decodeBase64(checksum);
      return expected !== undefined && (stated === undefined || !isSame(expected, stated));
    });
}

/** The headers in a PlayReady Object in base64. @throws PlayReadyError */
export function headersIn(text: string): readonly PlayReadyHeader[] {
  const bytes = decodeBase64(text);
  if (bytes === undefined) throw new PlayReadyError('Expected Data in base64; it is not.');
  return readPlayReadyObject(bytes)
    .filter(({ type }) => type === recordTypes.header)
    .map(({ value }) => readHeader(value));
}

function isSame(left: Uint8Array, right: Uint8Array): boolean {
  return Buffer.compare(left, right) === 0;
}
