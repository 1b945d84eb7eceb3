import { attribute, child, children, type XmlElement } from '../../xml/element.ts';
import { parseXml } from '../../xml/parse.ts';
import { decodeBase64 } from '../../base64.ts';
import { PlayReadyError } from '../error.ts';
import { kidBytes } from '../kid.ts';
import { headerText, notReadable } from './header-text.ts';
import { headerVersions, type HeaderKey, type PlayReadyHeader } from './header.ts';

/**
 * Reads a WRMHEADER tolerantly (PlayReady-facts 5.3, 5.4): in UTF-16 or UTF-8, whatever the order of
 * attributes, closed how it may be; what nobody documents is passed over, and keys are found in the
 * places of every version. `headerComplaints` says what is wrong with it.
 *
 * @param bytes - the value of a record, or a header by itself
 * @throws PlayReadyError, and nothing else: what cannot be read, or is of an unknown higher version
 */
export function readHeader(bytes: Uint8Array): PlayReadyHeader {
  return headerOfElement(headerElement(headerText(bytes).text));
}

/**
 * Parses the text of a header to its element, whatever that is called.
 *
 * @throws PlayReadyError when it is not well-formed, or has a document type declaration
 */
export function headerElement(text: string): XmlElement {
  try {
    // What the declaration says of the encoding no longer holds; a charset outranks it.
    return parseXml(Buffer.from(text, 'utf8'), 'utf-8');
  } catch (error) {
    throw notReadable(error);
  }
}

/**
 * The same for a WRMHEADER within a parsed message, such as the ContentHeader of a challenge
 * (PlayReady-facts 1.3). Names count without their namespace.
 *
 * @throws PlayReadyError when it is no WRMHEADER, or of a version above 4.3.0.0 or below 4.0.0.0
 */
export function headerOfElement(root: XmlElement): PlayReadyHeader {
  if (root.name !== 'WRMHEADER')
    throw new PlayReadyError(`Expected a WRMHEADER; found <${root.name.slice(0, 60)}>.`);
  const version = attribute(root, 'version');
  if (version !== undefined) refuseUnknown(version);
  const data = child(root, 'DATA');
  const protection = data && child(data, 'PROTECTINFO');
  return {
    ...optional('version', version),
    keys: keysOf(data, protection),
    ...optional('keyLength', textOf(protection, 'KEYLEN')),
    ...optional('laUrl', textOf(data, 'LA_URL')),
    ...optional('luiUrl', textOf(data, 'LUI_URL')),
    ...optional('dsId', textOf(data, 'DS_ID')),
    ...optional('decryptorSetup', textOf(data, 'DECRYPTORSETUP')),
    ...optional('licenseRequested', protection && attribute(protection, 'LICENSEREQUESTED')),
    ...optional('customAttributes', data && child(data, 'CUSTOMATTRIBUTES')),
  };
}

/** A version above what is known may hold what must be understood; below 4 it is no PlayReady's. */
function refuseUnknown(version: string): void {
  const parts = /^(\d{1,5})\.(\d{1,5})\.(\d{1,5})\.(\d{1,5})$/.exec(version)?.slice(1).map(Number);
  if (parts === undefined)
    throw new PlayReadyError(
      `Expected a header version such as 4.0.0.0; found "${version.slice(0, 60)}".`,
    );
  const highest = headerVersions.at(-1)?.split('.').map(Number) ?? [];
  const differing = parts.findIndex((part, index) => part !== highest[index]);
  if ((parts[differing] ?? 0) > (highest[differing] ?? 0) || parts[0] !== 4)
    throw new PlayReadyError(
      `Expected a header of version ${headerVersions.join(', ')}; found ${version}.`,
    );
}

function keysOf(data: XmlElement | undefined, protection: XmlElement | undefined): HeaderKey[] {
  const listed = protection && child(protection, 'KIDS');
  const elements = [
    ...(protection ? children(protection, 'KID') : []),
    ...(listed ? children(listed, 'KID') : []),
  ];
  const keys = elements.map(element =>
    key(
      attribute(element, 'VALUE') ?? '',
      attribute(element, 'ALGID'),
      attribute(element, 'CHECKSUM'),
    ),
  );
  const single = textOf(data, 'KID');
  if (single === undefined) return keys;
  return [key(single, textOf(protection, 'ALGID'), textOf(data, 'CHECKSUM')), ...keys];
}

function key(
  value: string,
  algorithm: string | undefined,
  checksum: string | undefined,
): HeaderKey {
  const kid = decodeBase64(value);
  return {
    value,
    ...optional('kid', kid?.length === kidBytes ? kid : undefined),
    ...optional('algorithm', algorithm),
    ...optional('checksum', checksum),
  };
}

function textOf(parent: XmlElement | undefined, name: string): string | undefined {
  return parent && child(parent, name)?.text.trim();
}

function optional<Name extends string, Value>(
  name: Name,
  value: Value | undefined,
): Partial<Record<Name, Value>> {
  return value === undefined ? {} : ({ [name]: value } as Partial<Record<Name, Value>>);
}
