import { createHash } from 'node:crypto';

/** Signature algorithms whose digest is used; for all others, weaker ones included, it is SHA-256. */
const digests: Readonly<Record<string, string>> = {
  // sha384WithRSAEncryption, sha512WithRSAEncryption, ecdsa-with-SHA384, ecdsa-with-SHA512.
  '2a864886f70d01010c': 'sha384',
  '2a864886f70d01010d': 'sha512',
  '2a8648ce3d040303': 'sha384',
  '2a8648ce3d040304': 'sha512',
};

/**
 * The hash by which a response is bound to the TLS connection ([MS-NLMP] 2.2.2.1,
 * MsvAvChannelBindings): MD5 of a gss_channel_bindings_struct without addresses (RFC 2744 section
 * 3.11) around tls-server-end-point (RFC 5929 section 4). Windows servers under Extended Protection
 * demand it, others pass over it.
 *
 * @param certificate - the server's, in DER
 */
export function channelBindings(certificate: Buffer): Buffer {
  const digest = digests[signatureAlgorithm(certificate)] ?? 'sha256';
  const hash = createHash(digest).update(certificate).digest();
  const data = Buffer.concat([Buffer.from('tls-server-end-point:', 'latin1'), hash]);
  const head = Buffer.alloc(20);
  head.writeUInt32LE(data.length, 16);
  return createHash('md5').update(head).update(data).digest();
}

/**
 * Certificate ::= SEQUENCE { tbsCertificate, SEQUENCE { OBJECT IDENTIFIER ... } ... }; its OID in
 * hex.
 */
function signatureAlgorithm(certificate: Buffer): string {
  const outer = element(certificate, 0);
  const tbs = outer && element(certificate, outer.start);
  const algorithm = tbs && element(certificate, tbs.end);
  const oid = algorithm && element(certificate, algorithm.start);
  return oid === undefined ? '' : certificate.subarray(oid.start, oid.end).toString('hex');
}

/** Where the content of the DER element at an offset lies; undefined when it is cut off. */
function element(bytes: Buffer, at: number): { start: number; end: number } | undefined {
  const first = bytes[at + 1];
  if (first === undefined) return undefined;
  const more = first < 0x80 ? 0 : first & 0x7f;
  const start = at + 2 + more;
  if (more > 4 || start > bytes.length) return undefined;
  const length = more === 0 ? first : bytes.readUIntBE(at + 2, more);
  return start + length > bytes.length ? undefined : { start, end: start + length };
}
