/** A service: one target namespace and the WSDL that describes it. */
export interface Service {
  readonly namespace: string;
  /** File below `schemas/`. */
  readonly wsdl: string;
  readonly operations: readonly string[];
}

export const decommissionService: Service = {
  namespace: 'http://microsoft.com/DRM/DecommissionService',
  wsdl: 'rmsi/DecommissionService.wsdl',
  operations: ['AcquireContentKey'],
};

export const serverService: Service = {
  namespace: 'http://microsoft.com/DRM/ServerService',
  wsdl: 'rmpr/ServerService.wsdl',
  operations: ['GetLicensorCertificate'],
};

/** Precertify (MS-RMSI 3.3). */
export const precertificationService: Service = {
  namespace: 'http://microsoft.com/DRM/CertificationService',
  wsdl: 'rmsi/CertificationService.wsdl',
  operations: ['Precertify'],
};

/** AcquireLicense and AcquirePreLicense (MS-RMSI 3.5 and 6.4). */
export const licensingService: Service = {
  namespace: 'http://microsoft.com/DRM/LicensingService',
  wsdl: 'rmsi/LicensingService.wsdl',
  operations: ['AcquireLicense', 'AcquirePreLicense'],
};

/** EditIssuanceLicense (MS-RMSI 3.4). */
export const editIssuanceLicenseService: Service = {
  namespace: 'http://microsoft.com/DRM/EditIssuanceLicenseService',
  wsdl: 'rmsi/EditIssuanceLicenseService.wsdl',
  operations: ['EditIssuanceLicense'],
};

/** Online publishing (MS-RMPR 3.5); GetClientLicensorCert is not served. */
export const publishingService: Service = {
  namespace: 'http://microsoft.com/DRM/PublishingService',
  wsdl: 'rmpr/PublishingService.wsdl',
  operations: ['AcquireIssuanceLicense'],
};

/** A service at a path below the base URL (MS-RMSI 2.1, MS-RMPR 3.1.4.2). */
export interface Endpoint {
  readonly path: string;
  readonly service: Service;
}

export const endpoints: readonly Endpoint[] = [
  { path: 'decommission/decommission.asmx', service: decommissionService },
  { path: 'certification/Precertification.asmx', service: precertificationService },
  { path: 'licensing/license.asmx', service: licensingService },
  { path: 'licensing/editissuancelicense.asmx', service: editIssuanceLicenseService },
  { path: 'licensing/publish.asmx', service: publishingService },
  { path: 'certification/server.asmx', service: serverService },
  { path: 'licensing/server.asmx', service: serverService },
];
