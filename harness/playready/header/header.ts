import type { XmlElement } from '../../xml/element.ts';

/** The versions that are documented, ascending (PlayReady-facts 5.3). */
export const headerVersions = ['4.0.0.0', '4.1.0.0', '4.2.0.0', '4.3.0.0'] as const;
export type HeaderVersion = (typeof headerVersions)[number];

/** A key that a WRMHEADER names, in whichever place its version has for it. */
export interface HeaderKey {
  /** The KID as it stands, base64. */
  readonly value: string;
  /** The KID in header form; undefined when `value` is not base64 of 16 bytes. */
  readonly kid?: Uint8Array;
  /** ALGID as it stands: AESCTR, AESCBC, COCKTAIL, or what nobody documents. */
  readonly algorithm?: string;
  /** CHECKSUM as it stands, base64. */
  readonly checksum?: string;
}

/** A WRMHEADER as it was read: texts without the white space around them, nothing judged. */
export interface PlayReadyHeader {
  /** The attribute `version`; undefined when there is none. */
  readonly version?: string;
  readonly keys: readonly HeaderKey[];
  /** KEYLEN of version 4.0.0.0. */
  readonly keyLength?: string;
  readonly laUrl?: string;
  readonly luiUrl?: string;
  /** DS_ID: base64 of the GUID of the domain service, in header form. */
  readonly dsId?: string;
  readonly decryptorSetup?: string;
  /** LICENSEREQUESTED of version 4.3.0.0. */
  readonly licenseRequested?: string;
  /** The element CUSTOMATTRIBUTES; nothing acts on it. */
  readonly customAttributes?: XmlElement;
}

/** The KIDs of a header that can be read, in header form and in order. */
export function kidsOf({ keys }: PlayReadyHeader): readonly Uint8Array[] {
  return keys.flatMap(({ kid }) => (kid === undefined ? [] : [kid]));
}
