import type { OperationName } from './operations.ts';

/**
 * Fixtures in which an input that an operation cannot do without is absent or nil (MS-RMSI
 * 3.1.4.2).
 */
export const nullInputs: Readonly<Record<OperationName, readonly string[]>> = {
  AcquireContentKey: [
    'paramsSoap-absent',
    'AcquireContentKeyParams-nil',
    'IssuanceLicense-absent',
    'Certificate-nil',
  ],
  Precertify: ['requestParams-absent', 'PrecertifyParams-nil'],
  EditIssuanceLicense: [
    'RequestParams-absent',
    'EditIssuanceLicenseParams-nil',
    'SignedIssuanceLicense-absent',
    'UnsignedIssuanceLicense-absent',
  ],
  AcquirePreLicense: [
    'RequestParams-absent',
    'AcquirePreLicenseParams-nil',
    'LicenseeIdentities-absent',
    'IssuanceLicense-absent',
    'Certificate-nil',
  ],
  AcquireLicense: ['RequestParams-absent', 'AcquireLicenseParams-nil', 'IssuanceLicense-absent'],
  AcquireIssuanceLicense: ['RequestParams-absent', 'AcquireIssuanceLicenseParams-nil'],
};
