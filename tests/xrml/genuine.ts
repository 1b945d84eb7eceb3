import { readFileSync } from 'node:fs';

/** The certificates of MS-RMPR 4.5 whose signatures verify; see fixtures/certificates/README.md. */
export const signedCertificates = ['spc', 'rac', 'clc', 'pl', 'ul'] as const;

/** The text of a genuine certificate, as signed. */
export function genuine(name: (typeof signedCertificates)[number] | 'erd' | 'template'): string {
  const url = new URL(`../../fixtures/certificates/${name}.xml`, import.meta.url);
  return readFileSync(url, 'utf8');
}
