import { lstatSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { readMediaType } from '../soap/media-type.ts';
import { headerOf, type CapturedBody } from './captured.ts';
import { at, numberAt, pairsAt, textAt, type HarValue } from './har-value.ts';
import { mostBodyBytes, type Header } from './recording.ts';
import { bytesOfText } from './text-bytes.ts';

/** The first two bytes of RFC 1952. */
const gzipMagic = 0x1f8b;

/** Names of the files that Playwright puts beside a HAR: a hash, and an extension. */
const attachedName = /^[A-Za-z0-9][\w-]{0,79}(?:\.[\w-]{1,16})?$/;

/**
 * The body of a request: in base64 (Fiddler), in a file beside the HAR (Playwright), as a text, or as
 * the fields of a form; undefined where the tool left it out.
 *
 * @param folder - where the HAR lies
 */
export function requestBodyOf(
  request: HarValue,
  headers: readonly Header[],
  folder: string,
): CapturedBody | undefined {
  const postData = at(request, 'postData');
  const text = textAt(postData, 'text') ?? '';
  const attached = attachedBody(postData, folder);
  if (attached !== undefined) return attached;
  if (text === '') return formOf(postData);
  if (text.length > 2 * mostBodyBytes) return undefined;
  const encoded = [textAt(postData, 'encoding'), textAt(postData, '_encoding')].includes('base64');
  if (encoded) return unpacked(text, headerOf(headers, 'content-encoding'));
  const announced = Number(headerOf(headers, 'content-length') ?? '0');
  const plain = headerOf(headers, 'content-encoding') === undefined;
  const length = plain && announced > 0 ? announced : (numberAt(request, 'bodySize') ?? 0);
  const mediaType = textAt(postData, 'mimeType') ?? headerOf(headers, 'content-type') ?? '';
  return bounded(bytesOfText(text, factsOf(mediaType, [length])));
}

/** The body of a response, without its Content-Encoding; undefined where the tool left it out. */
export function responseBodyOf(
  response: HarValue,
  headers: readonly Header[],
  folder: string,
): CapturedBody | undefined {
  const content = at(response, 'content');
  const attached = attachedBody(content, folder);
  if (attached !== undefined) return attached;
  const text = textAt(content, 'text');
  if (text === undefined || text.length > 2 * mostBodyBytes) return undefined;
  if (textAt(content, 'encoding') === 'base64')
    return unpacked(text, headerOf(headers, 'content-encoding'));
  const size = numberAt(content, 'size') ?? 0;
  // mitmproxy gives the size on the wire, and what packing saved beside it.
  const whole = size + (numberAt(content, 'compression') ?? 0);
  return bounded(bytesOfText(text, factsOf(textAt(content, 'mimeType') ?? '', [size, whole])));
}

/**
 * Bytes in base64, unpacked where they still are as on the wire: some tools undo a Content-Encoding and
 * keep its header, some do not. Undefined where they unpack to more than is kept.
 */
function unpacked(text: string, encoding: string | undefined): CapturedBody | undefined {
  const bytes = Buffer.from(text, 'base64');
  const isPacked =
    /^(?:x-)?gzip$/i.test(encoding?.trim() ?? '') &&
    bytes.length > 2 &&
    bytes.readUInt16BE() === gzipMagic;
  if (!isPacked) return bounded({ bytes, exact: true });
  try {
    return { bytes: gunzipSync(bytes, { maxOutputLength: mostBodyBytes }), exact: true };
  } catch {
    return undefined;
  }
}

function factsOf(mediaType: string, sizes: readonly number[]) {
  const charset = readMediaType(mediaType)?.charset;
  return {
    lengths: sizes.filter(size => size > 0),
    ...(charset !== undefined && { charset }),
  };
}

function bounded(body: CapturedBody): CapturedBody | undefined {
  return body.bytes.length <= mostBodyBytes ? body : undefined;
}

/** A form whose text was left out: its fields are known, how they were written is not. */
function formOf(postData: HarValue): CapturedBody | undefined {
  const fields = pairsAt(postData, 'params');
  if (fields.length === 0) return undefined;
  const form = new URLSearchParams();
  for (const [name, value] of fields) form.append(name, value);
  return bounded({ bytes: Buffer.from(form.toString()), exact: false });
}

/** A file beside the HAR and nowhere else: no path, no link. */
function attachedBody(part: HarValue, folder: string): CapturedBody | undefined {
  const name = textAt(part, '_file');
  if (name === undefined || !attachedName.test(name)) return undefined;
  const file = join(folder, name);
  const stats = lstatSync(file, { throwIfNoEntry: false });
  if (stats?.isFile() !== true || stats.size > mostBodyBytes) return undefined;
  return { bytes: readFileSync(file), exact: true };
}
