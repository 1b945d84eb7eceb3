/**
 * A text as it may be found where it should not be: plain, in base64 and base64url, in hexadecimal,
 * URL-encoded, and as UTF-16 in both orders of bytes, also in base64 and hexadecimal.
 */
export function spellings(text: string): readonly string[] {
  const little = Buffer.from(text, 'utf16le');
  const big = Buffer.from(little).swap16();
  const bytes = [Buffer.from(text), little, big];
  return [
    text,
    encodeURIComponent(text),
    ...bytes.flatMap(each => [
      each.toString('base64').replace(/=+$/, ''),
      each.toString('base64url'),
      each.toString('hex'),
      each.toString('hex').toUpperCase(),
    ]),
    little.toString('latin1'),
    big.toString('latin1'),
  ];
}
