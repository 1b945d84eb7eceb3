import { child } from '../xml/element.ts';
import { licenseVersions, type LicenseResponse } from '../wmdrm/license-response.ts';
import { readLicense1 } from '../wmdrm/license1.ts';
import type { Kit } from './kit.ts';
import { ifOpened1, ifOpened7, ifReadable, mostLicenses } from './open-license.ts';

/**
 * What two responses to the same client have in common, a text for each license in order of these: its
 * version, for which content it is, and whether the machine's key opens it; of more than fifty, their
 * number. No key stands in them.
 *
 * @param hide - told of each content key
 */
export function describeLicenses(
  { licenses }: LicenseResponse,
  kit: Kit,
  hide: (secret: Uint8Array) => void,
): readonly string[] {
  const described = licenses
    .slice(0, mostLicenses)
    .map(({ version = 'no version', bytes }) => {
      if (bytes === undefined || !kit.hasClient) return `LICENSE ${version}`;
      const { machineKey } = kit.client('listed');
      const order = kit.assumptions['point-order'];
      if (version === licenseVersions.version1) {
        const license = ifReadable(() => readLicense1(bytes));
        const key = license && ifOpened1(license, machineKey, order);
        if (key !== undefined) hide(key);
        return `LICENSE ${version}, ${key === undefined ? 'not ' : ''}for this machine`;
      }
      const opened = ifOpened7(bytes, machineKey, order);
      const data = opened?.document?.data;
      const kid = data && child(data, 'KID')?.text.trim();
      return `LICENSE ${version}, ${opened === undefined ? 'not ' : ''}for this machine, KID ${kid ?? 'unknown'}`;
    })
    .sort();
  const others = licenses.length - described.length;
  return others > 0 ? [...described, `${others} more`] : described;
}
