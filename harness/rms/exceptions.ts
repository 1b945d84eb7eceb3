import { lastComponent } from '../soap/exception-name.ts';
import type { OperationName } from './operations.ts';

const rights = 'Microsoft.DigitalRightsManagement';
const management = 'Microsoft.RightsManagementServices';

/**
 * The exceptions of MS-RMSI, by their last component, with the namespaces that the documents put
 * them in (TRAPS.md 3.2). The common ones stand in 3.1.4.2, the others in the tables and bullets of
 * the operations.
 */
const namespaces = {
  ArgumentNullException: ['System'],
  MalformedDataVersionException: [`${rights}.Core`],
  UnsupportedDataVersionException: [`${rights}.Core`],
  ClusterNotDecommissionedException: [`${rights}.Utilities`],
  ClusterDecommissionedException: [management],
  UnsignedIssuanceLicenseNoMatchingIssuedPrincipalException: [rights, `${rights}.Licensing`],
  DRMSArgumentException: [`${rights}.Core`],
  UnauthorizedAccessException: ['System'],
  ServerRepublishIllegalException: [rights],
  InvalidSignedIssuanceLicenseException: [rights, `${rights}.Licensing`],
  OnlinePublishingDisabledException: [rights, `${rights}.Licensing`],
  InvalidOfficialRightsTemplateException: [`${rights}.Licensing`],
  AcquirePreLicenseInvalidLicenseeException: [],
} as const satisfies Readonly<Record<string, readonly string[]>>;

type ExceptionName = keyof typeof namespaces;

const common: readonly ExceptionName[] = [
  'ArgumentNullException',
  'MalformedDataVersionException',
  'UnsupportedDataVersionException',
];

const ofOperation: Readonly<Partial<Record<OperationName, readonly ExceptionName[]>>> = {
  AcquireContentKey: [
    'ClusterNotDecommissionedException',
    'UnsignedIssuanceLicenseNoMatchingIssuedPrincipalException',
  ],
  Precertify: [
    'ClusterDecommissionedException',
    'DRMSArgumentException',
    'UnauthorizedAccessException',
  ],
  EditIssuanceLicense: [
    'ServerRepublishIllegalException',
    'InvalidSignedIssuanceLicenseException',
    'OnlinePublishingDisabledException',
    'UnsignedIssuanceLicenseNoMatchingIssuedPrincipalException',
    'InvalidOfficialRightsTemplateException',
    'ClusterDecommissionedException',
  ],
  AcquirePreLicense: [
    'ClusterDecommissionedException',
    'AcquirePreLicenseInvalidLicenseeException',
  ],
};

/** The exceptions that an operation of MS-RMSI may throw: the common ones and those of its table. */
export function documentedExceptions(operation: OperationName): readonly string[] {
  return [...common, ...(ofOperation[operation] ?? [])];
}

/** Of these full names, documented exceptions in a namespace that no sentence gives. */
export function inUndocumentedNamespace(names: readonly string[]): readonly string[] {
  return names.filter(name => {
    const last = lastComponent(name);
    if (!Object.hasOwn(namespaces, last)) return false;
    const known: readonly string[] = namespaces[last as ExceptionName];
    // Tables and prose give the bare name, too.
    return known.length > 0 && name !== last && !known.some(each => name === `${each}.${last}`);
  });
}
