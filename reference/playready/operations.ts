import { acknowledgeLicense } from './acknowledge-license.ts';
import { acquireLicense } from './acquire-license.ts';
import { acquirePackagingData } from './acquire-packaging-data.ts';
import type { Behaviour } from './behaviour.ts';
import type { Deployment } from './exchange.ts';
import { getMeteringCertificate } from './get-metering-certificate.ts';
import { joinDomain } from './join-domain.ts';
import { leaveDomain } from './leave-domain.ts';
import type { Operation } from './operation.ts';
import { processDeleteLicenseData } from './process-delete-license-data.ts';
import { processMeteringData } from './process-metering-data.ts';
import { processSecureStopData } from './process-secure-stop-data.ts';

const operations: Readonly<Record<string, Operation>> = {
  AcknowledgeLicense: acknowledgeLicense,
  AcquireLicense: acquireLicense,
  GetMeteringCertificate: getMeteringCertificate,
  JoinDomain: joinDomain,
  LeaveDomain: leaveDomain,
  ProcessDeleteLicenseData: processDeleteLicenseData,
  ProcessMeteringData: processMeteringData,
  ProcessSecureStopData: processSecureStopData,
};

/** The operations that a deployment has, by name: not every server packages (PlayReady-facts 1.1). */
export function operationsOf(
  deployment: Deployment,
  behaviour: Behaviour,
): Readonly<Record<string, Operation | undefined>> {
  return behaviour.offersPackaging(deployment.name)
    ? { ...operations, AcquirePackagingData: acquirePackagingData }
    : operations;
}
