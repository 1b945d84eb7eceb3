import { createHash } from 'node:crypto';
import { encodeBase64 } from '../base64.ts';
import { parseCertificate } from '../xrml/certificate.ts';
import type { SealedLicence } from './licences.ts';
import type { Tampering } from './tamper.ts';

const ownerName = /(<OWNER>[\s\S]*?<NAME\b[^>]*>)([A-Za-z])/;
const digestValue = /(<DIGEST\b[\s\S]*<VALUE\b[^>]*>)([^<]*)(?=<\/VALUE>\s*<\/DIGEST>)/;
const signatureValue = /(<\/DIGEST>\s*<VALUE\b[^>]*>)([^<]*)/;

/**
 * Changes a signed license by one byte so that its signature no longer holds (MS-RMPR 2.2.9.1.12),
 * and so that nothing else is wrong with it: in the name of the owner, and in the signature itself.
 * A server that compares the digest, but does not verify the signature, misses the second of these.
 *
 * @throws TypeError when the license is not signed or names no owner
 */
export function signatureTamperings(licence: SealedLicence): readonly Tampering[] {
  const body = replaced(licence.xml, ownerName, letter =>
    String.fromCharCode(letter.charCodeAt(0) ^ 0x20),
  );
  return [
    { what: 'a changed BODY', licence: { ...licence, xml: body } },
    { what: 'a changed BODY and its DIGEST', licence: { ...licence, xml: withOwnDigest(body) } },
    {
      what: 'a changed SIGNATURE',
      licence: { ...licence, xml: replaced(licence.xml, signatureValue, withChangedByte) },
    },
  ];
}

/** The license as it was before it was signed. */
export function withoutSignature(licence: SealedLicence): Tampering {
  const xml = licence.xml.replace(/<SIGNATURE\b[\s\S]*<\/SIGNATURE>/, '');
  return { what: 'no SIGNATURE', licence: { ...licence, xml } };
}

/** A license whose DIGEST is that of its BODY. */
function withOwnDigest(xml: string): string {
  const { bodyText, signature } = parseCertificate(xml);
  const hash = createHash(signature?.algorithm === 'SHA256' ? 'sha256' : 'sha1');
  const digest = hash.update(Buffer.from(bodyText, 'utf16le')).digest();
  return replaced(xml, digestValue, () => encodeBase64(digest));
}

/** The last byte alone: the number stays below the modulus. */
function withChangedByte(base64: string): string {
  const bytes = Buffer.from(base64, 'base64');
  const last = bytes.length - 1;
  bytes[last] = (bytes[last] ?? 0) ^ 0x01;
  return encodeBase64(bytes);
}

function replaced(xml: string, pattern: RegExp, edit: (value: string) => string): string {
  const changed = xml.replace(pattern, (_, before: string, value: string) => before + edit(value));
  if (changed !== xml) return changed;
  throw new TypeError('A signed license that names its owner was expected.');
}
