import { element, type XrmlNode } from './node.ts';
import { objectElement } from './principal.ts';
import { publicKeyElement } from './public-key.ts';
import type { RsaPublicKey } from './rsa.ts';

/** Where a revocation list is to be had, and how often (MS-RMPR 2.2.9.7.9, 2.2.9.9.10). */
export interface RevocationPoint {
  /** Type and value of the ID of the list's issuer. */
  readonly idType: string;
  readonly id: string;
  readonly name?: string;
  readonly address: string;
  /** The key that signs the list. */
  readonly publicKey: RsaPublicKey;
  /** How long a list serves; parts that are zero are left out. */
  readonly interval: {
    readonly days?: number;
    readonly hours?: number;
    readonly minutes?: number;
    readonly seconds?: number;
  };
}

/** The CONDITIONLIST in the WORK of a license that asks for a revocation list. */
export function revocationConditions(point: RevocationPoint): XrmlNode {
  const object = objectElement({
    objectType: 'Revocation',
    idType: point.idType,
    id: point.id,
    ...(point.name !== undefined && { name: point.name }),
    address: point.address,
  });
  const interval = (['days', 'hours', 'minutes', 'seconds'] as const).flatMap(
    (unit): [string, string][] => {
      const amount = point.interval[unit] ?? 0;
      return amount === 0 ? [] : [[unit, String(amount)]];
    },
  );
  return element(
    'CONDITIONLIST',
    [],
    element(
      'REFRESH',
      [],
      element('DISTRIBUTIONPOINT', [], object, publicKeyElement(point.publicKey)),
      element('INTERVALTIME', interval),
    ),
  );
}
