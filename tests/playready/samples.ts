import { readFileSync } from 'node:fs';
import { protocols } from '../../harness/playready/namespaces.ts';

/** A published message, as printed; fixtures/README.md says whose it is. */
export function sample(name: string): string {
  return readFileSync(new URL(`../../fixtures/playready/samples/${name}`, import.meta.url), 'utf8');
}

/** A message without the white space that somebody put between its elements for print. */
export function withoutIndentation(text: string): string {
  return text.replace(/>\s+</g, '><');
}

/** The first text of an element without attributes. */
export function textOf(text: string, name: string): string {
  const found = new RegExp(`<${name}>([^<]*)</${name}>`).exec(text)?.[1];
  if (found === undefined) throw new Error(`The sample has no ${name}.`);
  return found;
}

/** The texts of all elements of a name. */
export function textsOf(text: string, name: string): readonly string[] {
  return [...text.matchAll(new RegExp(`<${name}>([^<]*)</${name}>`, 'g'))].map(
    ([, value = '']) => value,
  );
}

export const bytesOf = (base64: string): Uint8Array =>
  new Uint8Array(Buffer.from(base64, 'base64'));

/** The signed response, as its server sent it. */
export const signedResponse = withoutIndentation(sample('playreadySoapOKLicence.txt'));

export const licenseResponse = { name: 'LicenseResponse', namespace: protocols };

/** The SigningCertificateChain of `signedResponse`. */
export const signingChain = bytesOf(textOf(signedResponse, 'SigningCertificateChain'));

/** Microsoft's test metering certificate. */
export const meteringChain = bytesOf(sample('metering-certificate.txt').trim());
