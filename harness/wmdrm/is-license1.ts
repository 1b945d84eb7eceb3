import { licenseDataBytes, licVersions, readLicense1 } from './license1.ts';
import { isOnCurve, publicKeyBytes } from './primitives/ecc1.ts';

/** What both values of licVersion begin with. */
const versionStart = licVersions['3.2.5.1'].subarray(0, 3);

/**
 * Tells a version 1 license from other bytes of its length, which pages hold as well, such as the
 * state of a form: its key is two points of the curve, or both its version and its length are as
 * documented (MS-DRM 2.2.2.3.4, 2.2.2.3.5). A license that breaks a rule of these is still one.
 *
 * @throws WmdrmError when the bytes do not suffice for a license
 */
export function isLicense1(bytes: Uint8Array): boolean {
  const { licVersion, dataLen, key } = readLicense1(bytes);
  const points = [key.subarray(0, publicKeyBytes), key.subarray(publicKeyBytes)];
  const hasVersion = versionStart.every((byte, index) => licVersion[index] === byte);
  const hasLength = Buffer.from(dataLen).readUInt32LE() === licenseDataBytes;
  return points.every(isOnCurve) || (hasVersion && hasLength);
}
