import { operations as rmsOperations } from '../rms/operations.ts';
import { protocols } from '../playready/namespaces.ts';
import type { RecordedProtocol } from './recording.ts';

/** An operation of a protocol that is recorded, by its own name. */
export interface RecordedOperation {
  readonly protocol: RecordedProtocol;
  readonly operation: string;
}

/** The operations of a PlayReady license server (PlayReady-facts 1.1). */
export const playReadyOperations = [
  'AcquireLicense',
  'AcknowledgeLicense',
  'JoinDomain',
  'LeaveDomain',
  'GetMeteringCertificate',
  'ProcessMeteringData',
  'ProcessSecureStopData',
  'ProcessDeleteLicenseData',
  'AcquirePackagingData',
] as const;

/** The operations of MS-RMPR that the harness does not call, by service. */
const otherRmsOperations: Readonly<Record<string, readonly string[]>> = {
  ActivationService: ['Activate'],
  CertificationService: ['Certify'],
  EnrollmentService: ['Enroll'],
  PublishingService: ['GetClientLicensorCert'],
  ServerService: ['FindServiceLocationsForUser', 'GetLicensorCertificate', 'GetServerInfo'],
  TemplateDistributionService: ['AcquireTemplateInformation', 'AcquireTemplates'],
};

/** The beginning of every namespace of RMS (MS-RMPR 2.2.1). */
export const rmsNamespaces = 'http://microsoft.com/DRM/';

/** The requests of MS-DRM by the version of the license that is asked for (MS-DRM 1.3). */
export const wmdrmOperations = { get: 'AcquireLicenseV1', post: 'AcquireLicenseV7' } as const;

const known: ReadonlyMap<string, RecordedOperation> = new Map([
  ...playReadyOperations.map(operation => entry('playready', protocols, operation)),
  ...Object.entries(rmsOperations).map(([operation, { namespace }]) =>
    entry('rms', namespace, operation),
  ),
  ...Object.entries(otherRmsOperations).flatMap(([service, names]) =>
    names.map(operation => entry('rms', `${rmsNamespaces}${service}`, operation)),
  ),
]);

function entry(
  protocol: RecordedProtocol,
  namespace: string,
  operation: string,
): [string, RecordedOperation] {
  return [`${namespace}/${operation}`, { protocol, operation }];
}

/** The operation whose request element, or SOAPAction, has this namespace and name. */
export function operationOf(namespace: string, name: string): RecordedOperation | undefined {
  return known.get(`${namespace}/${name}`);
}

/** The operation of a SOAPAction, quoted or not (PlayReady-facts 1.1). */
export function operationOfAction(action: string): RecordedOperation | undefined {
  return known.get(action.trim().replace(/^"(.*)"$/, '$1'));
}

/** Whether a namespace, or an action, is of a protocol of ours. */
export function isOurs(namespace: string): boolean {
  return [protocols, rmsNamespaces].some(each => namespace.startsWith(each));
}
