import { encodeBase64 } from '../base64.ts';
import type { WmdrmHeader } from '../target/wmdrm.ts';
import { Blocked } from '../verdict/blocked.ts';
import { textIn, withText } from '../wmdrm/license-request.ts';
import { decodeMessageBase64 } from '../wmdrm/message-base64.ts';
import { escapeText } from '../xml/escape.ts';

/** Changes to requests in XML, made or recorded; all else stays to the byte. */

/** Other bytes in the place of the CLIENTID. */
export function withClientId(request: string, change: (bytes: Uint8Array) => Uint8Array): string {
  return withBytes(request, 'CLIENTID', change);
}

/** Other bytes in the place of the version 1 request inside. */
export function withV1Challenge(
  request: string,
  change: (bytes: Uint8Array) => Uint8Array,
): string {
  return withBytes(request, 'V1CHALLENGE', change);
}

/**
 * Another certificate collection in the place of that of a version 11 request.
 *
 * @throws Blocked `recording-missing` where the change changes nothing in this collection
 */
export function withMachineCertificate(
  request: string,
  change: (collection: string) => string,
): string {
  return withBytes(request, 'MACHINECERTIFICATE', bytes => {
    const collection = Buffer.from(bytes).toString('utf8');
    const changed = change(collection);
    if (changed !== collection) return Buffer.from(changed);
    throw new Blocked(
      'recording-missing',
      'The collection of wmdrm.machineCertificate has nothing that could be changed here; name another file, or leave the key out (docs/wmdrm.md).',
    );
  });
}

/** Another text in an element, escaped. */
export function withElementText(request: string, name: string, text: string): string {
  return required(withText(request, name, escapeText(text)), name);
}

/**
 * Another REV_INFO in REVOCATIONINFO, or in a new one, which the schema has before the content header or
 * at the end (MS-DRM 2.2.3.1.3).
 *
 * @param bytes - undefined takes it out
 * @param place - the element at whose end it stands where there is no header
 */
export function withRevocationInfo(
  request: string,
  bytes: Uint8Array | undefined,
  place: WmdrmHeader['place'] = 'LICENSEREQUEST',
): string {
  const without = request.replace(
    /<(REVOCATIONINFO|REVINFO)(?:\s[^>]*)?(?:\/>|>[^]*?<\/\1\s*>)/g,
    '',
  );
  if (bytes === undefined) return without;
  const element = `<REVOCATIONINFO>${encodeBase64(bytes)}</REVOCATIONINFO>`;
  const { index: at } = required(
    new RegExp(String.raw`<W(?:RM|MRM)HEADER[\s>/]|</${place}\s*>`).exec(without) ?? undefined,
    place,
  );
  return without.slice(0, at) + element + without.slice(at);
}

/** The content's header by another name, and in another place; undefined where the request has none. */
export function withHeader(
  request: string,
  { name, place }: Required<WmdrmHeader>,
): string | undefined {
  const found = /<(W(?:RM|MRM)HEADER)(?=[\s>])[^]*<\/\1\s*>/.exec(request)?.[0];
  const end = new RegExp(`</${place}\\s*>`);
  if (found === undefined || !end.test(request)) return undefined;
  const renamed = found.replace(/^<\w+/, `<${name}`).replace(/<\/\w+(\s*>)$/, `</${name}$1`);
  return request.replace(found, '').replace(end, closing => renamed + closing);
}

/** One bit the other way round. @param bit - from the first byte's least significant one */
export function flipBit(bytes: Uint8Array, bit: number): Uint8Array {
  return bytes.map((byte, index) => (index === bit >> 3 ? byte ^ (1 << (bit & 7)) : byte));
}

/** These bytes at a place of others. */
export function overwrite(bytes: Uint8Array, offset: number, others: Uint8Array): Uint8Array {
  const changed = Uint8Array.from(bytes);
  changed.set(others, offset);
  return changed;
}

function withBytes(
  request: string,
  name: string,
  change: (bytes: Uint8Array) => Uint8Array,
): string {
  const bytes = decodeMessageBase64(required(textIn(request, name), name));
  const changed = change(bytes ?? new Uint8Array());
  return required(withText(request, name, encodeBase64(changed)), name);
}

function required<Found>(found: Found | undefined, name: string): Found {
  if (found !== undefined) return found;
  throw new Blocked(
    'recording-missing',
    `The request has no ${name} that could be changed; record one that has, or give a client's keys (docs/wmdrm.md).`,
  );
}
