import type { version1Errors } from '../../harness/wmdrm/errors.ts';

/** Where a version 1 request stands: on its own, or in one of version 7. */
export type PacketPlace = 'packet' | 'V1CHALLENGE';

/** Where a client's certificate stands. */
export type CertificatePlace = PacketPlace | 'CLIENTID';

/** The rules for version 1 requests, in the order of MS-DRM 3.2.5.1. */
export type Version1Rule = keyof typeof version1Errors;

/** The rules for CLIENTID (MS-DRM 3.2.5.2). */
export type ClientIdRule = 'decoding' | 'decryption' | 'unlisted' | 'signature';

/** The rules for MACHINECERTIFICATE, in the order of MS-DRM 3.2.5.3. */
export const machineCertificateRules = [
  'collection',
  'collectionVersion',
  'collectionNamespace',
  'certificate',
  'dataTag',
  'exponentMissing',
  'exponent',
  'modulusMissing',
] as const;
export type MachineCertificateRule = (typeof machineCertificateRules)[number];

/** The rule that a request breaks, and where in it. */
export type Refusal =
  | { readonly place: PacketPlace; readonly broken: Version1Rule }
  | { readonly place: 'CLIENTID'; readonly broken: ClientIdRule; readonly version: 7 | 11 }
  | { readonly place: 'MACHINECERTIFICATE'; readonly broken: MachineCertificateRule };

/** Whether what a validation gave is a refusal. */
export function isRefusal(result: object): result is Refusal {
  return 'broken' in result;
}
