/**
 * Decodes base64 strictly: the standard alphabet, padded, unused bits zero; white space is ignored,
 * since the templates of MS-RMPR 2.2.9 set values on lines of their own. Returns undefined for
 * anything else. Strictness matters: a decoder that drops what it does not know would let a changed
 * signature verify.
 */
export function decodeBase64(text: string): Uint8Array | undefined {
  const compact = text.replace(/[ \t\r\n]/g, '');
  const bytes = Buffer.from(compact, 'base64');
  return bytes.toString('base64') === compact ? new Uint8Array(bytes) : undefined;
}

/** Encodes bytes as standard, padded base64 on one line. */
export function encodeBase64(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64');
}
