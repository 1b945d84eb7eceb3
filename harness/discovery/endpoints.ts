import { operations as rmsOperations } from '../rms/operations.ts';
import type { SoapVersion } from '../soap/version.ts';
import { soapVersions } from '../soap/version.ts';
import type { Specification } from '../wsdl/services.ts';

/** An endpoint that the documents give a path below the base URL. */
export interface KnownEndpoint {
  readonly path: string;
  readonly specification: Specification;
  readonly service: string;
  /** What is documented to stand here; the WSDL of a service can name more. */
  readonly operations: readonly [string, ...string[]];
  /**
   * The request that shows what it answers. One that does not read alone lacks what is to be worked
   * on; still, a server might issue something for it.
   */
  readonly probe: {
    readonly operation: string;
    readonly fixture: string;
    readonly reads?: true;
  };
  readonly soapVersions: readonly SoapVersion[];
}

/** MS-RMSI 2.1 and the minimal structure of MS-RMPR 3.1.4.2; enrollment by its own place (3.1.3.2). */
export const knownEndpoints: readonly KnownEndpoint[] = [
  {
    ...at('AcquireContentKey'),
    operations: ['AcquireContentKey'],
    probe: { operation: 'AcquireContentKey', fixture: 'paramsSoap-empty', reads: true },
  },
  {
    ...at('Precertify'),
    operations: ['Precertify'],
    probe: { operation: 'Precertify', fixture: 'requestParams-empty' },
  },
  {
    ...at('EditIssuanceLicense'),
    operations: ['EditIssuanceLicense'],
    probe: { operation: 'EditIssuanceLicense', fixture: 'RequestParams-empty' },
  },
  {
    ...at('AcquirePreLicense'),
    operations: ['AcquireLicense', 'AcquirePreLicense'],
    probe: { operation: 'AcquirePreLicense', fixture: 'RequestParams-empty' },
  },
  rmpr('licensing/publish.asmx', 'PublishingService', {
    operations: ['AcquireIssuanceLicense', 'GetClientLicensorCert'],
    fixture: 'RequestParams-empty',
  }),
  rmpr('licensing/server.asmx', 'ServerService', {
    operations: ['GetLicensorCertificate', 'GetServerInfo'],
    fixture: 'minimal',
    reads: true,
  }),
  rmpr('licensing/ServiceLocator.asmx', 'ServerService', {
    operations: ['FindServiceLocationsForUser'],
    fixture: 'minimal',
    reads: true,
  }),
  rmpr('licensing/templateDistribution.asmx', 'TemplateDistributionService', {
    operations: ['AcquireTemplateInformation', 'AcquireTemplates'],
    fixture: 'minimal',
    reads: true,
  }),
  rmpr('certification/Activation.asmx', 'ActivationService', {
    operations: ['Activate'],
    fixture: 'requestParams-empty',
  }),
  rmpr('certification/certification.asmx', 'CertificationService', {
    operations: ['Certify'],
    fixture: 'requestParams-absent',
  }),
  rmpr('certification/server.asmx', 'ServerService', {
    operations: ['GetLicensorCertificate'],
    fixture: 'minimal',
    reads: true,
  }),
  rmpr('certification/ServiceLocator.asmx', 'ServerService', {
    operations: ['FindServiceLocationsForUser'],
    fixture: 'minimal',
    reads: true,
  }),
  {
    ...rmpr('enrollment/enrollservice.asmx', 'EnrollmentService', {
      operations: ['Enroll'],
      fixture: 'oInput-absent',
    }),
    // Its WSDL has no other binding.
    soapVersions: ['soap11'],
  },
];

function at(name: keyof typeof rmsOperations) {
  const { path, specification, service } = rmsOperations[name];
  return { path, specification, service, soapVersions };
}

function rmpr(
  path: string,
  service: string,
  {
    operations,
    ...how
  }: { operations: readonly [string, ...string[]]; fixture: string; reads?: true },
): KnownEndpoint {
  const probe = { operation: operations[0], ...how };
  return { path, specification: 'rmpr', service, operations, probe, soapVersions };
}

/** The folders of the virtual directory: a service connection point names one (MS-RMPR 3.1.4.4.1.1). */
const folders = [...new Set(knownEndpoints.map(({ path }) => path.split('/')[0] ?? ''))];

/**
 * The base URL of a URL that somebody pasted: an endpoint's path, its folder and a query go.
 * Anything that is no URL is given back as it came.
 */
export function baseUrlOf(text: string): string {
  if (!URL.canParse(text)) return text;
  const url = new URL(text);
  const paths = [...knownEndpoints.map(({ path }) => path), ...folders];
  const path = url.pathname.replace(/\/+$/, '').toLowerCase();
  const ending = paths.find(each => path.endsWith(`/${each.toLowerCase()}`));
  url.search = '';
  url.hash = '';
  if (ending !== undefined) url.pathname = url.pathname.slice(0, path.length - ending.length - 1);
  return url.href.replace(/\/+$/, '');
}
