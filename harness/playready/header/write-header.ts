import { escapeAttribute, escapeText } from '../../xml/escape.ts';
import { encodeBase64 } from '../../base64.ts';
import type { KeyAlgorithm } from '../checksum.ts';
import { PlayReadyError } from '../error.ts';
import { header as headerNamespace } from '../namespaces.ts';
import { recordTypes, writePlayReadyObject } from '../object.ts';
import { headerComplaints, requireStrict } from './header-complaints.ts';
import type { HeaderVersion } from './header.ts';

/** A key of a header that is to be written. */
export interface NewHeaderKey {
  /** In header form. */
  readonly kid: Uint8Array;
  readonly algorithm?: KeyAlgorithm;
  readonly checksum?: Uint8Array;
}

/** What a header is to say; what a version has no place for is refused. */
export interface NewHeader {
  readonly version: HeaderVersion;
  readonly keys: readonly NewHeaderKey[];
  readonly laUrl?: string;
  readonly luiUrl?: string;
  /** In header form. */
  readonly dsId?: Uint8Array;
  /** The whole element as canonical XML: `<CUSTOMATTRIBUTES xmlns="">...</CUSTOMATTRIBUTES>`. */
  readonly customAttributes?: string;
  readonly decryptorSetup?: 'ONDEMAND';
  readonly licenseRequested?: boolean;
}

/**
 * Writes a WRMHEADER that a strict reader accepts (PlayReady-facts 5.3, 5.4), in the order of
 * Microsoft's published object.
 *
 * @returns the XML text, without declaration
 * @throws PlayReadyError naming all that the version does not allow
 */
export function writeHeader(header: NewHeader): string {
  const { version, customAttributes = '', decryptorSetup } = header;
  let text: string;
  try {
    const data = [
      ...(version === '4.0.0.0' ? singleKey(header) : [protectInfo(header)]),
      element('LA_URL', header.laUrl),
      element('LUI_URL', header.luiUrl),
      element('DS_ID', header.dsId && encodeBase64(header.dsId)),
      customAttributes,
      element('DECRYPTORSETUP', decryptorSetup),
    ].join('');
    text = `<WRMHEADER xmlns="${headerNamespace}" version="${version}"><DATA>${data}</DATA></WRMHEADER>`;
  } catch (error) {
    throw error instanceof RangeError ? new PlayReadyError(error.message) : error;
  }
  requireStrict(headerComplaints(Buffer.from(text, 'utf8')));
  return text;
}

/** A PlayReady Object with one header as its only record (PlayReady-facts 5.1). */
export function objectOfHeader(text: string): Uint8Array {
  const value = new Uint8Array(Buffer.from(text, 'utf16le'));
  return writePlayReadyObject([{ type: recordTypes.header, value }]);
}

function singleKey({ keys, licenseRequested }: NewHeader): readonly string[] {
  const [key] = keys;
  if (key?.algorithm === undefined || keys.length > 1 || licenseRequested !== undefined)
    throw new PlayReadyError(
      `Expected one key with its algorithm, and nothing requested, in a header of version 4.0.0.0; found ${keys.length} keys.`,
    );
  const length = key.algorithm === 'COCKTAIL' ? '7' : '16';
  return [
    `<PROTECTINFO>${element('KEYLEN', length)}${element('ALGID', key.algorithm)}</PROTECTINFO>`,
    element('KID', encodeBase64(key.kid)),
    element('CHECKSUM', key.checksum && encodeBase64(key.checksum)),
  ];
}

function protectInfo({ version, keys, licenseRequested }: NewHeader): string {
  const list = keys
    .map(({ kid, algorithm, checksum }) =>
      [
        '<KID',
        attribute('ALGID', algorithm),
        attribute('CHECKSUM', checksum && encodeBase64(checksum)),
        attribute('VALUE', encodeBase64(kid)),
        '></KID>',
      ].join(''),
    )
    .join('');
  const inner = version === '4.1.0.0' || list === '' ? list : `<KIDS>${list}</KIDS>`;
  const requested = attribute('LICENSEREQUESTED', licenseRequested?.toString());
  return inner === '' && requested === '' ? '' : `<PROTECTINFO${requested}>${inner}</PROTECTINFO>`;
}

function element(name: string, text: string | undefined): string {
  return text === undefined ? '' : `<${name}>${escapeText(text)}</${name}>`;
}

function attribute(name: string, value: string | undefined): string {
  return value === undefined ? '' : ` ${name}="${escapeAttribute(value)}"`;
}
