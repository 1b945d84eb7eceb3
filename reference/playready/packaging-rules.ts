import { createHash } from 'node:crypto';
import { keyChecksum } from '../../harness/playready/checksum.ts';
import { objectOfHeader, writeHeader } from '../../harness/playready/header/write-header.ts';
import { guidOfKid } from '../../harness/playready/kid.ts';
import { deriveContentKey } from '../../harness/playready/key-seed.ts';
import { packaging, protocols } from '../../harness/playready/namespaces.ts';
import { playReadySystemId } from '../../harness/playready/requests/acquire-packaging-data.ts';
import type { PlayReadyDeployment } from '../../harness/target/playready.ts';
import { descendants, type XmlElement } from '../../harness/xml/element.ts';
import { encodeBase64 } from '../../harness/base64.ts';
import type { ServerState } from './state.ts';

/** What a program is encrypted with. */
export interface PackagedKey {
  /** Header form. */
  readonly kid: Uint8Array;
  readonly key: Uint8Array;
}

/** AcquirePackagingData (PlayReady-facts 1.10). */
export interface PackagingRules {
  /** Whether a server in this state has the operation at all (PlayReady-facts 1.1). */
  readonly offersPackaging: (deployment: PlayReadyDeployment) => boolean;
  /** Whether the service packages for one of these ProtectionSystemIds. */
  readonly servesSystem: (ids: readonly string[]) => boolean;
  /** The programs that a request names, in order. @param element - the operation's */
  readonly programsOf: (element: XmlElement) => readonly string[];
  readonly keyOfProgram: (state: ServerState, program: string) => PackagedKey;
  /** The PlayReady Object for content that is encrypted so. */
  readonly protectionObject: (key: PackagedKey) => Uint8Array;
  readonly writeKeyId: (kid: Uint8Array) => string;
  readonly writePackagingResponse: (entries: readonly string[]) => string;
  /** One entry of the answer. @param keyId - as `writeKeyId` has written it */
  readonly writePackagedKey: (keyId: string, key: Uint8Array, object: Uint8Array) => string;
}

export const conformingPackaging: PackagingRules = {
  offersPackaging: deployment => deployment !== 'packaging-absent',
  servesSystem: ids => ids.some(id => id.toLowerCase() === playReadySystemId.toLowerCase()),
  programsOf: element => textsOf(element, 'ProgramIdentifier'),
  keyOfProgram: ({ keySeed }, program) => {
    const kid = createHash('sha256').update(program, 'utf8').digest().subarray(0, 16);
    return { kid, key: deriveContentKey(keySeed, kid) };
  },
  protectionObject: ({ kid, key }) => {
    const checksum = keyChecksum('AESCTR', kid, key);
    return objectOfHeader(
      writeHeader({
        version: '4.0.0.0',
        keys: [{ kid, algorithm: 'AESCTR', ...(checksum !== undefined && { checksum }) }],
      }),
    );
  },
  writeKeyId: guidOfKid,
  writePackagedKey: (keyId, key, object) =>
    `<KeyId>${keyId}</KeyId><KeyData>${encodeBase64(key)}</KeyData><Data>${encodeBase64(object)}</Data>`,
  writePackagingResponse: entries =>
    `<AcquirePackagingDataResponse xmlns="${protocols}"><AcquirePackagingDataResult xmlns="${packaging}">` +
    entries.map(entry => `<StreamInformation>${entry}</StreamInformation>`).join('') +
    '</AcquirePackagingDataResult></AcquirePackagingDataResponse>',
};

/** The texts of all elements of a request with this name, trimmed. */
export function textsOf(element: XmlElement, name: string): readonly string[] {
  return descendants(element)
    .filter(each => each.name === name && each.namespace === packaging)
    .map(({ text }) => text.trim());
}
