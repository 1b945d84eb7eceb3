/** How a schema of ours is known: from public structures, or from the pattern of other operations. */
export type SchemaMark = 'documented' | 'inferred';

export type Direction = 'request' | 'response';

const inferred = { request: 'inferred', response: 'inferred' } as const;
const documented = { request: 'documented', response: 'documented' } as const;

/**
 * The nine operations and what their schemas rest on (PlayReady-facts 1.2). An `inferred` one names the
 * outermost element and lets everything in it pass; a message that it refuses has broken no sentence.
 */
export const schemaMarks = {
  AcquireLicense: documented,
  AcknowledgeLicense: inferred,
  JoinDomain: inferred,
  LeaveDomain: inferred,
  // MeterCert is documented; the elements above it are not.
  GetMeteringCertificate: { request: 'documented', response: 'inferred' },
  ProcessMeteringData: inferred,
  ProcessSecureStopData: inferred,
  ProcessDeleteLicenseData: documented,
  // Of the answer, only the outermost element is documented, and only that is judged.
  AcquirePackagingData: documented,
} as const satisfies Readonly<Record<string, Readonly<Record<Direction, SchemaMark>>>>;

export type SchemaOperation = keyof typeof schemaMarks;
