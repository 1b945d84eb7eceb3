import { rows } from '../../../harness/verdict/rows.ts';

/** PlayReady-facts 1.8 and 1.11: what clients report, of which no body is public. */
export const reports = {
  ...rows('ProcessSecureStopData', {
    'playready.secure-stop.result': `
      1.2 SHOULD inferred "the documented operations": The answer to a secure stop has the form of the documented ones
      The response element holds ProcessSecureStopDataResult, and that Response.`,
    'playready.secure-stop.content': `
      1.8 SHOULD inferred "secure-stop-pk": ProcessSecureStopData looks at its message
      The same message with its content destroyed is not granted.`,
  }),
  ...rows('ProcessMeteringData', {
    'playready.metering-data.result': `
      1.2 SHOULD inferred "the documented operations": The answer to a metering report has the form of the documented ones
      The response element holds ProcessMeteringDataResult, and that Response.`,
    'playready.metering-data.content': `
      1.11 SHOULD inferred "metering": ProcessMeteringData looks at its message
      The same message with its content destroyed is not granted.`,
  }),
} as const;
