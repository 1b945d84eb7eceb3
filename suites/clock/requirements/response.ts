import { rows } from '../../../harness/verdict/rows.ts';

const about = { operation: 'Secure-clock response', heldBy: 'tests/clock/client.spec.ts' };

/** The challenge of V1 and its response (PlayReady-facts 7.2). */
export const response = rows(about, {
  'clock.v1.response-status': `
    7.2 SHOULD inferred "MS-DRMCD 3.2.5.5.7": A response comes with status 200
    Clients read a response when its status is 200, and are told of no other.`,
  'clock.v1.response-base64': `
    7.2 MUST documented "MS-DRMCD 3.2.5.5.7": A response is in base64
    The body is the response's XML in base64.`,
  'clock.v1.response-data': `
    7.2 MUST documented "MS-DRMCD 2.2.2.5.2": A response has TID, GMTTIME and REFRESHDATE
    DATA holds these three elements, in this order, and each once.`,
  'clock.v1.tid': `
    7.2 MUST documented "MS-DRMCD 2.2.2.5.2": A response has the TID of its challenge
    TID is the value that the challenge had, and so another one in every transaction.`,
  'clock.v1.gmttime-form': `
    7.2 MUST documented "MS-DRMCD 2.2.2.5.2": GMTTIME is a date as ISO 8601 writes them
    GMTTIME can be read as a date and time of ISO 8601.`,
  'clock.v1.gmttime-current': `
    7.2 MUST documented "MS-DRMCD 2.2.2.5.2": GMTTIME is the current time
    GMTTIME is the time in Greenwich when the response was sent.`,
  'clock.v1.refreshdate-later': `
    7.2 MUST documented "MS-DRMCD 2.2.2.5.2": REFRESHDATE is not before GMTTIME
    REFRESHDATE is the server's time and a span of its policy.`,
  'clock.v1.signature-present': `
    7.2 MUST documented "MS-DRMCD 3.2.5.5.5 and 3.2.5.5.7": A response has a signature
    A response has a SIGNATURE over its DATA.`,
  'clock.v1.certificates-present': `
    7.2 MUST documented "MS-DRMCD 3.2.5.5.7": A response has the certificates of its signature
    A CERTIFICATECHAIN comes with the SIGNATURE.`,
  'clock.v1.signature-valid': `
    7.2 MUST documented "MS-DRMCD 3.2.5.5.5 and 3.2.5.5.7": The signature is that of the secure clock's private key
    The signature over DATA verifies with the public key that devices have of the service.
    untested: The signature's algorithm and the form of the certificates are those of MS-DRM, of which these parts are not public; the key is in the certificates of devices.`,
  'clock.v1.challenge-post': `
    7.2 MUST client documented "MS-DRMCD 2.2.2.3": A challenge is posted as a form
    A client posts its challenge to the challenge URL, as application/x-www-form-urlencoded.`,
  'clock.v1.challenge-data': `
    7.2 MUST client documented "MS-DRMCD 2.2.2.4.2": A challenge has URL and TID
    A challenge holds the URL of the server and the id of the transaction.`,
  'clock.v1.tid-unique': `
    7.2 MUST client documented "MS-DRMCD 2.2.2.4.2": A TID is used once
    A client never uses the id of a transaction again.`,
  'clock.v1.challenge-redirects': `
    7.2 MUST client documented "MS-DRMCD 3.2.5.5.7": Redirects of a challenge are followed
    A client posts its challenge again to the address that a 301 or 302 names.`,
  'clock.v1.set-clock': `
    7.2 SHOULD client documented "MS-DRMCD 3.2.5.5.7": A device sets its clock to GMTTIME
    A device takes GMTTIME for its time and keeps REFRESHDATE.
    untested: Binds the requestor. The harness has no clock to set.`,
});
