import { encodeBase64 } from '../../harness/base64.ts';
import { licenseVersions } from '../../harness/wmdrm/license-response.ts';
import { escapeAttribute } from '../../harness/xml/escape.ts';

/** The version of a license that is sent (MS-DRM 2.2.1.7). */
export type LicenseVersion = 1 | 7;

/** The nodes of a response, each written. */
export interface ResponseParts {
  readonly revocations: readonly string[];
  readonly licenses: readonly string[];
}

/** How a response is written (MS-DRM 2.2.3.2.4). */
export interface ResponseRules {
  /** The licenses that a request gets, in this order; `version` is that of the request. */
  readonly licenseVersions: (version: 7 | 11) => readonly LicenseVersion[];
  readonly versionAttribute: (version: LicenseVersion) => string;
  readonly encodeLicense: (license: Uint8Array, version: LicenseVersion) => string;
  readonly encodeRevocation: (bytes: Uint8Array) => string;
  readonly writeLicenseNode: (version: string, text: string) => string;
  readonly writeRevocationNode: (type: string, text: string) => string;
  readonly writeResponse: (parts: ResponseParts) => string;
}

export const conformingResponse: ResponseRules = {
  licenseVersions: () => [7, 1],
  versionAttribute: version => licenseVersions[`version${version}`],
  encodeLicense: encodeBase64,
  encodeRevocation: encodeBase64,
  writeLicenseNode: (version, text) =>
    `<LICENSE version="${escapeAttribute(version)}">${text}</LICENSE>`,
  writeRevocationNode: (type, text) =>
    `<REVOCATION type="${escapeAttribute(type)}">${text}</REVOCATION>`,
  writeResponse: ({ revocations, licenses }) =>
    `<LICENSERESPONSE>${[...revocations, ...licenses].join('')}</LICENSERESPONSE>`,
};
