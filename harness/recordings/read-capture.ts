import { readFileSync, statSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { inflateSync } from 'node:zlib';
import { UserError } from '../user-error.ts';
import type { Captured } from './captured.ts';
import { readHar } from './read-har.ts';
import { mostBodyBytes } from './recording.ts';

/** Bytes of a file with exchanges, packed or not. */
const mostBytes = 256 * 1024 * 1024;

/**
 * The exchanges in a file: a HAR in UTF-8 or UTF-16, with a byte order mark (Fiddler) or without,
 * packed with zlib (mitmproxy's .zhar) or not; or one message of a client as it is.
 *
 * @throws UserError when it can't be read, is a ZIP, or is a HAR that can't be understood
 */
export function readCapture(file: string): Iterable<Captured> {
  const bytes = unpacked(readBytes(file), file);
  if (isZip(bytes))
    throw new UserError(
      `Expected a HAR or a message in ${file}; it is a ZIP, as Playwright writes it: unpack it (unzip ${basename(file)} -d FOLDER) and name the .har in it.`,
    );
  const text = textOf(bytes);
  if (/^\s*\{/.test(text.slice(0, 1_024))) return readHar(text, file, dirname(file));
  if (bytes.length === 0 || bytes.length > mostBodyBytes)
    throw new UserError(
      `Expected a HAR or a message in ${file}; it begins as no HAR, and no message has ${bytes.length} bytes. Check the path.`,
    );
  return [{ method: 'POST', headers: [], body: { bytes, exact: true } }];
}

function readBytes(file: string): Uint8Array {
  try {
    const { size } = statSync(file);
    if (size > mostBytes)
      throw new UserError(
        `Expected at most ${mostBytes} bytes in ${file}; it has ${size}: filter by the license server's host when you export.`,
      );
    return readFileSync(file);
  } catch (error) {
    if (error instanceof UserError) throw error;
    const { code = 'unknown reason' } = error as NodeJS.ErrnoException;
    throw new UserError(
      code === 'ENOENT'
        ? `Expected a HAR or a message at ${file}; there is none. Check the path.`
        : `Expected a HAR or a message at ${file}; it can't be read (${code}).`,
    );
  }
}

/** zlib's first two bytes are a multiple of 31, the first of them nearly always 0x78. */
function unpacked(bytes: Uint8Array, file: string): Uint8Array {
  const [first = 0, second = 0] = bytes;
  if (first !== 0x78 || (first * 256 + second) % 31 !== 0) return bytes;
  try {
    return inflateSync(bytes, { maxOutputLength: mostBytes });
  } catch {
    throw new UserError(
      `Expected a HAR that is packed with zlib in ${file}; it does not unpack to at most ${mostBytes} bytes. Export it as .har.`,
    );
  }
}

function isZip([first, second]: Uint8Array): boolean {
  return first === 0x50 && second === 0x4b;
}

function textOf(bytes: Uint8Array): string {
  const [first, second] = bytes;
  const encoding =
    first === 0xff && second === 0xfe
      ? 'utf-16le'
      : first === 0xfe && second === 0xff
        ? 'utf-16be'
        : 'utf-8';
  return new TextDecoder(encoding).decode(bytes);
}
