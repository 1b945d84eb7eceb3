import type { OperationName } from '../operations.ts';
import { acknowledgeLicense } from './acknowledge-license.ts';
import { acquireLicense } from './acquire-license.ts';
import { acquirePackagingData } from './acquire-packaging-data.ts';
import type { Driver } from './driver.ts';
import { getMeteringCertificate } from './get-metering-certificate.ts';
import { joinDomain } from './join-domain.ts';
import { leaveDomain } from './leave-domain.ts';
import { processDeleteLicenseData } from './process-delete-license-data.ts';
import { processMeteringData } from './process-metering-data.ts';
import { processSecureStopData } from './process-secure-stop-data.ts';

export const drivers: Readonly<Record<OperationName, Driver>> = {
  GetMeteringCertificate: getMeteringCertificate,
  AcquireLicense: acquireLicense,
  ProcessDeleteLicenseData: processDeleteLicenseData,
  AcquirePackagingData: acquirePackagingData,
  AcknowledgeLicense: acknowledgeLicense,
  JoinDomain: joinDomain,
  LeaveDomain: leaveDomain,
  ProcessMeteringData: processMeteringData,
  ProcessSecureStopData: processSecureStopData,
};
