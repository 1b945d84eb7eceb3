import type { OperationName } from '../operations.ts';
import { acquireContentKey } from './acquire-content-key.ts';
import { acquireIssuanceLicense } from './acquire-issuance-license.ts';
import { acquireLicense } from './acquire-license.ts';
import { acquirePreLicense } from './acquire-pre-license.ts';
import type { Driver } from './driver.ts';
import { editIssuanceLicense } from './edit-issuance-license.ts';
import { precertify } from './precertify.ts';

export const drivers: Readonly<Record<OperationName, Driver>> = {
  AcquireContentKey: acquireContentKey,
  Precertify: precertify,
  EditIssuanceLicense: editIssuanceLicense,
  AcquirePreLicense: acquirePreLicense,
  AcquireLicense: acquireLicense,
  AcquireIssuanceLicense: acquireIssuanceLicense,
};
