/**
 * Every placeholder that a fixture can hold, and what goes there. `xml` values are one element (or
 * several, given as an array) and are inserted as they are; `text` values are escaped.
 */
export const placeholders = {
  'minimum-version': 'text',
  'maximum-version': 'text',
  /** A version numerically above the one that goes into maximum-version. */
  'version-above-maximum': 'text',

  /** XrML, signed, in the order leaf to root where it is a chain (MS-RMPR 2.2.9.2). */
  'publishing-license': 'xml',
  'unsigned-publishing-license': 'xml',
  'rac-chain': 'xml',
  'spc-chain': 'xml',
  /** Any element that the schema set declares. */
  'application-data': 'xml',
  hid: 'xml',

  /** An email address. */
  'user-name': 'text',
  /** A security identifier, e.g. S-1-5-21-1-2-3-1001. */
  'user-sid': 'text',
  'proxy-address': 'text',
  licensee: 'text',
  'template-guid': 'text',
  'additional-info': 'text',

  'signed-data': 'text',
  /** PKCS#1 public keys in base64. */
  'revocation-authority-public-key': 'text',
  'enrollee-public-key': 'text',
  'enrollee-guid': 'text',
  'server-sku': 'text',
  'server-version': 'text',
  'server-name': 'text',
  'server-url': 'text',
} as const satisfies Readonly<Record<string, 'xml' | 'text'>>;

export type PlaceholderName = keyof typeof placeholders;

/** A placeholder as it stands in a fixture: its name, or its name with `-2` in the second of two. */
export const placeholderPattern = /\[\[([a-z][a-z-]*[a-z])(-2)?\]\]/g;

/** Whether a name, without `-2`, is a placeholder's. */
export function isPlaceholderName(name: string): name is PlaceholderName {
  return Object.hasOwn(placeholders, name);
}

/** A placeholder as it is written. */
export function placeholder(name: PlaceholderName): string {
  return `[[${name}]]`;
}

/** The same text for the second of two items: what is provisioned for it can differ. */
export function ofSecondItem(text: string): string {
  return text.replace(placeholderPattern, (_, name: string) => `[[${name}-2]]`);
}
