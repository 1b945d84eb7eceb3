/** Fixtures in which an input that AcquireContentKey cannot do without is absent or nil. */
export const nullInputs = [
  'paramsSoap-absent',
  'AcquireContentKeyParams-nil',
  'IssuanceLicense-absent',
  'Certificate-nil',
] as const;
