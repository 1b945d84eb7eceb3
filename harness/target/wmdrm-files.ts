import { readFileSync } from 'node:fs';
import { decodeBase64 } from '../base64.ts';
import { UserError } from '../user-error.ts';
import { decodeXml } from '../xml/decode.ts';
import { XmlRefusal } from '../xml/refusal.ts';

/** Bytes of a PKCERT (MS-DRM 2.2.1.5, 2.2.2.1). */
const certificateBytes = 84;

/**
 * Reads a client's certificate: the bytes of a PKCERT (MS-DRM 2.2.1.5). What they say is not looked at.
 *
 * @param where - the key of the target file that names the file, such as `wmdrm.client.certificate`
 * @throws UserError when the file can't be read or holds something else than 84 bytes in base64
 */
export function readClientCertificate(file: string, where: string): Uint8Array {
  const bytes = decodeBase64(readBytes(file, `the PKCERT of ${where}`).toString('latin1'));
  if (bytes?.length === certificateBytes) return bytes;
  throw new UserError(
    `Expected the PKCERT of ${where} at ${file}: ${certificateBytes} bytes in base64; the file holds ${bytes === undefined ? 'no base64' : `${bytes.length} bytes`}. Name the file with the client's certificate (docs/targets.md).`,
  );
}

/**
 * Reads a content header as it stands in the content: one element, WRMHEADER or WMRMHEADER, whose name
 * and inside are left as they are (MS-DRM 2.2.3.1.3.12); white space around it is left out. Nothing is
 * parsed.
 *
 * @throws UserError when the file can't be read or holds something else
 */
export function readContentHeader(file: string): string {
  const text = decode(readBytes(file, 'the content header of wmdrm.content.header'), file).trim();
  if (/<!doctype/i.test(text)) throw noHeader(file, 'it has a document type declaration');
  const name = /^<(WRMHEADER|WMRMHEADER)(?=[\s/>])/.exec(text)?.[1];
  if (name === undefined) throw noHeader(file, 'it begins otherwise');
  if (!isOneElement(text, name))
    throw noHeader(file, `it begins with ${name}, and does not end where that does`);
  return text;
}

/**
 * Whether a text that begins with a start tag of this name ends with its end.
 *
 * @param name - of the letters A to Z
 */
function isOneElement(text: string, name: string): boolean {
  if (/^<[^<>]*\/>$/.test(text)) return true;
  const ends = [...text.matchAll(new RegExp(`</${name}\\s*>`, 'g'))];
  const [end] = ends;
  return ends.length === 1 && end !== undefined && end.index + end[0].length === text.length;
}

function noHeader(file: string, why: string): UserError {
  return new UserError(
    `Expected one element, WRMHEADER or WMRMHEADER, and nothing else in the file of wmdrm.content.header at ${file}; ${why}. Save the element as the content has it.`,
  );
}

function decode(bytes: Uint8Array, file: string): string {
  try {
    return decodeXml(bytes).text;
  } catch (error) {
    if (error instanceof XmlRefusal)
      throw noHeader(file, "its text can't be decoded as UTF-8 or UTF-16");
    throw error;
  }
}

function readBytes(file: string, what: string): Buffer {
  try {
    return readFileSync(file);
  } catch (error) {
    const { code = 'unknown reason' } = error as NodeJS.ErrnoException;
    throw new UserError(`Expected ${what} at ${file}; it can't be read (${code}).`);
  }
}
