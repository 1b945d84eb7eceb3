import { readFileSync } from 'node:fs';
import { envelopeNamespace, type SoapVersion } from '../harness/soap/version.ts';
import { messageSchemaFile } from '../harness/wsdl/message-schema.ts';

/** A valid response of a known size, and what judges it. */
export interface SizedResponse {
  /** `5 KB`; a KB is 1,000 bytes. */
  readonly size: string;
  /** The size that was aimed at, in bytes; the message comes within 5 % of it. */
  readonly bytes: number;
  /** UTF-8. */
  readonly message: string;
  readonly schemaFile: string;
}

const version: SoapVersion = 'soap12';

/** Use licenses in the large response. */
const useLicenses = 31;

/**
 * The two responses that validators are compared on. Both hold certificates printed in MS-RMPR: the
 * small one is the answer to Certify with a rights account certificate (4.5.2), the large one the
 * answer to AcquireLicense with 31 use licenses (4.5.6).
 */
export function sizedResponses(): readonly SizedResponse[] {
  return [
    {
      size: '5 KB',
      bytes: 5_000,
      message: respond(
        'CertificationService',
        'Certify',
        chain(genuine('rac')) +
          '<Quota><Verified>true</Verified><CurrentConsumption>1</CurrentConsumption><Maximum>10</Maximum></Quota>',
      ),
      schemaFile: messageSchemaFile('rmpr', 'CertificationService', version),
    },
    {
      size: '100 KB',
      bytes: 100_000,
      message: respond(
        'LicensingService',
        'AcquireLicense',
        `<AcquireLicenseResponse>${chain(genuine('ul'))}</AcquireLicenseResponse>`.repeat(
          useLicenses,
        ),
      ),
      schemaFile: messageSchemaFile('rmpr', 'LicensingService', version),
    },
  ];
}

function genuine(name: string): string {
  return readFileSync(new URL(`../fixtures/certificates/${name}.xml`, import.meta.url), 'utf8');
}

function chain(certificate: string): string {
  return `<CertificateChain><Certificate>${certificate.trim()}</Certificate></CertificateChain>`;
}

/** The envelope that ASP.NET writes around a result. */
function respond(service: string, operation: string, result: string): string {
  const namespace = `http://microsoft.com/DRM/${service}`;
  return (
    '<?xml version="1.0" encoding="utf-8"?>' +
    `<soap:Envelope xmlns:soap="${envelopeNamespace[version]}"` +
    ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"' +
    ' xmlns:xsd="http://www.w3.org/2001/XMLSchema">' +
    `<soap:Header><VersionData xmlns="${namespace}"><MinimumVersion>1.0.0.0</MinimumVersion>` +
    '<MaximumVersion>1.2.0.0</MaximumVersion></VersionData></soap:Header>' +
    `<soap:Body><${operation}Response xmlns="${namespace}">` +
    `<${operation}Result>${result}</${operation}Result>` +
    `</${operation}Response></soap:Body></soap:Envelope>`
  );
}
