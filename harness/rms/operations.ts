import type { Effect } from '../target/permissions.ts';
import type { Specification } from '../wsdl/services.ts';
import type { DeploymentName } from './state.ts';

/** Where an operation is to be found and in which server states it does its work. */
export interface Operation {
  readonly specification: Specification;
  readonly service: string;
  /** Below the base URL (MS-RMSI 2.1, MS-RMPR 3.1.4.2). */
  readonly path: string;
  readonly namespace: string;
  /** Deployments that accept its requests; the first one unless a check names another. */
  readonly homes: readonly [DeploymentName, ...DeploymentName[]];
  /** What it causes on a server that grants it. */
  readonly effect: Effect;
}

const drm = 'http://microsoft.com/DRM';
const inOperation: Operation['homes'] = ['normal', 'trusting'];

/** The operations of RMS servers that the harness calls. */
export const operations = {
  AcquireContentKey: {
    specification: 'rmsi',
    service: 'DecommissionService',
    path: 'decommission/decommission.asmx',
    namespace: `${drm}/DecommissionService`,
    homes: ['decommissioned', 'trusting-decommissioned'],
    effect: 'reads',
  },
  Precertify: {
    specification: 'rmsi',
    service: 'CertificationService',
    path: 'certification/Precertification.asmx',
    namespace: `${drm}/CertificationService`,
    homes: inOperation,
    effect: 'issues',
  },
  EditIssuanceLicense: {
    specification: 'rmsi',
    service: 'EditIssuanceLicenseService',
    path: 'licensing/editissuancelicense.asmx',
    namespace: `${drm}/EditIssuanceLicenseService`,
    homes: inOperation,
    effect: 'issues',
  },
  AcquirePreLicense: {
    specification: 'rmsi',
    service: 'LicensingService',
    path: 'licensing/license.asmx',
    namespace: `${drm}/LicensingService`,
    homes: inOperation,
    effect: 'issues',
  },
  AcquireLicense: {
    specification: 'rmsi',
    service: 'LicensingService',
    path: 'licensing/license.asmx',
    namespace: `${drm}/LicensingService`,
    homes: inOperation,
    effect: 'issues',
  },
  AcquireIssuanceLicense: {
    specification: 'rmpr',
    service: 'PublishingService',
    path: 'licensing/publish.asmx',
    namespace: `${drm}/PublishingService`,
    homes: inOperation,
    effect: 'issues',
  },
} as const satisfies Readonly<Record<string, Operation>>;

export type OperationName = keyof typeof operations;

/** Whether a name, such as a catalogue row's, is an operation's. */
export function isOperation(name: string): name is OperationName {
  return Object.hasOwn(operations, name);
}
