import { WmdrmError } from '../../harness/wmdrm/error.ts';
import { decodeMessageBase64 } from '../../harness/wmdrm/message-base64.ts';
import { publicKeyOf, readPkcert } from '../../harness/wmdrm/pkcert.ts';
import { readRevInfo, type RevInfo } from '../../harness/wmdrm/rev-info.ts';
import { keyIdBytes, keyIdOf } from '../../harness/wmdrm/version1-request.ts';
import type { Call } from './exchange.ts';
import type { ReadRequest } from './read-request.ts';
import type { ValidClient } from './validate-client-id.ts';
import { writeLicense1 } from './write-license1.ts';
import { writeLicense7 } from './write-license7.ts';

/** Writes the response to a request that is to be granted (MS-DRM 2.2.3.2.4, 3.2.5.2). */
export function writeResponse(
  { version, headerKeyId, revocationInfo }: ReadRequest,
  { pkcert }: ValidClient,
  call: Call,
): string {
  const { state, behaviour } = call;
  const machineKey = publicKeyOf(readPkcert(pkcert), state.assumptions);
  const keyId = keyIdOf((headerKeyId ?? state.content.keyId).slice(0, keyIdBytes));
  const licenses = behaviour.licenseVersions(version).map(each => {
    const license =
      each === 7
        ? writeLicense7(headerKeyId, machineKey, call)
        : writeLicense1({ keyId, isAsked: false }, machineKey, call);
    const text = behaviour.encodeLicense(license, each);
    return behaviour.writeLicenseNode(behaviour.versionAttribute(each), text);
  });
  const revocations = revocationsFor(revocationInfo, call);
  return behaviour.writeResponse({ revocations, licenses });
}

function revocationsFor(
  revocationInfo: string | undefined,
  { deployment, state, behaviour }: Call,
): readonly string[] {
  const given = revocationInfo === undefined ? undefined : readGiven(revocationInfo);
  const data = deployment === 'newer-revocation' ? state.newerRevocation : state.revocation;
  if (!behaviour.isOlder(given, readRevInfo(data.revInfo.bytes), deployment)) return [];
  return behaviour
    .revocationNodes(data, given)
    .map(({ type, bytes }) =>
      behaviour.writeRevocationNode(type, behaviour.encodeRevocation(bytes)),
    );
}

/** Who sends what is no REV_INFO is treated as who sends none. */
function readGiven(text: string): RevInfo | undefined {
  try {
    return readRevInfo(decodeMessageBase64(text) ?? new Uint8Array());
  } catch (error) {
    if (error instanceof WmdrmError) return undefined;
    throw error;
  }
}
