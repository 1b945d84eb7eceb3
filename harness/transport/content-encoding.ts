import { promisify } from 'node:util';
import { brotliDecompress, gunzip, inflate } from 'node:zlib';
import type { FailureReason } from './failure.ts';

const decoders = new Map([
  ['gzip', promisify(gunzip)],
  ['x-gzip', promisify(gunzip)],
  ['deflate', promisify(inflate)],
  ['br', promisify(brotliDecompress)],
]);

/**
 * Undoes one Content-Encoding (RFC 9110 section 8.4). We ask for identity, but a server may answer
 * otherwise, and a proxy may meddle; that is a difference and no violation, so the message inside is
 * what gets judged. The result is bounded like a plain body; several layers, or an encoding we don't
 * know, are refused, because then nobody can say what was answered.
 *
 * @param value - the header's value, or undefined without the header
 * @param maxBytes - bound on the decoded body, in bytes
 */
export async function decodeBody(
  body: Uint8Array,
  value: string | undefined,
  maxBytes: number,
): Promise<Uint8Array | FailureReason> {
  const encoding = value?.trim().toLowerCase() ?? '';
  if (encoding === '' || encoding === 'identity' || body.length === 0) return body;
  const decode = decoders.get(encoding);
  if (decode === undefined)
    return {
      code: 'malformed',
      message: `Expected a body without Content-Encoding, as asked; it is in "${encoding.slice(0, 40)}", which is not read.`,
    };
  try {
    return await decode(body, { maxOutputLength: maxBytes });
  } catch (error) {
    const tooLarge =
      error instanceof Error && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE';
    return tooLarge
      ? {
          code: 'too-large',
          message: `Expected at most ${maxBytes} bytes of body; it unpacks from ${encoding} to more.`,
        }
      : { code: 'malformed', message: `Expected a body in ${encoding}; it does not unpack.` };
  }
}
