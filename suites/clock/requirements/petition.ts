import { rows } from '../../../harness/verdict/rows.ts';

const about = { operation: 'Petition', heldBy: 'tests/clock/client.spec.ts' };

/** How a client of V1 asks for the URL that it sends its challenge to (PlayReady-facts 7.2). */
export const petition = rows(about, {
  'clock.v1.petition-status': `
    7.2 MUST documented "MS-DRMCD 3.2.5.5.2": A petition ends in status 200
    A GET of the petition URL, redirects followed, is answered with status 200.`,
  'clock.v1.petition-url': `
    7.2 MUST documented "MS-DRMCD 3.2.5.5.2": A petition is answered with the challenge URL
    The entire body of the answer is the URL to which the challenge is to be posted.`,
  'clock.v1.petition-repeatable': `
    7.2 SHOULD inferred "MS-DRMCD 3.2.5.5.2": A second petition is answered, too
    Clients are bound to petition anew for each challenge, so a further petition is answered like the first.`,
  'clock.v1.unpetitioned': `
    7.2 MAY documented "MS-DRMCD 3.2.5.5.2": A challenge that was not petitioned for may be denied
    A server can refuse a challenge for which no petition was made.
    untested: The server is free to refuse or to answer.`,
  'clock.v1.petition-get': `
    7.2 MUST client documented "MS-DRMCD 3.2.5.5.2": A petition is a plain GET
    A client submits the petition as a GET without a body.`,
  'clock.v1.new-petition': `
    7.2 MUST client documented "MS-DRMCD 3.2.5.5.2": Each challenge has its own petition
    A client issues a new petition for each new challenge.`,
  'clock.v1.petition-redirects': `
    7.2 MUST client documented "MS-DRMCD 3.2.5.5.2": Redirects of a petition are followed
    A client sends its petition again to the address that a 301 or 302 names.`,
  'clock.v1.petition-http10': `
    7.2 MUST client documented "MS-DRMCD 3.2.5.5.2 and 2.2.2.3": Requests are those of HTTP/1.0
    A client speaks HTTP/1.0.
    untested: Binds the requestor. The harness speaks HTTP/1.1, which an HTTP/1.0 server has to answer, too (RFC 9112 section 2.3).`,
  'clock.v1.tls': `
    7.2 SHOULD client documented "MS-DRMCD 3.2.5.5.2": The server's certificate is checked
    A client that petitions an https: URL checks that the server's certificate is current, for its host and trusted.
    untested: Binds the requestor. The harness checks it, unless the target says tls.insecure.`,
});
