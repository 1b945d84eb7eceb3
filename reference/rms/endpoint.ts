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

/** A service at a path below the base URL (MS-RMSI 2.1, MS-RMPR 3.1.4.2). */
export interface Endpoint {
  readonly path: string;
  readonly service: Service;
}

export const endpoints: readonly Endpoint[] = [
  { path: 'decommission/decommission.asmx', service: decommissionService },
  { path: 'certification/server.asmx', service: serverService },
  { path: 'licensing/server.asmx', service: serverService },
];
