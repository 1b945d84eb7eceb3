import { rows } from '../../../harness/verdict/rows.ts';

/** What holds of every service that tells the time over HTTP, whatever its messages are. */
export const http = rows('HTTP', {
  'clock.http.date': `
    7.1 MUST documented "RFC 9110 section 6.6.1": Answers have a Date
    An origin server with a clock, which a time service is, puts a Date into every answer with a 2xx, 3xx or 4xx status.`,
  'clock.http.date-form': `
    7.1 MUST documented "RFC 9110 section 5.6.7": The Date has the form of HTTP
    A Date is written as an IMF-fixdate, such as Sun, 06 Nov 1994 08:49:37 GMT.`,
  'clock.http.date-current': `
    7.1 SHOULD inferred "RFC 9110 section 6.6.1": The Date of a time service is the current time
    The Date of a service is within the target's tolerance of the current time.`,
  'clock.http.not-cached': `
    7.1 SHOULD inferred "MS-DRMCD 3.2.5.5.2 and 2.2.2.2": The time is not offered for reuse
    Petitions are not to be cached and a time is right once, so no service lets its answers be used again without asking.`,
});
