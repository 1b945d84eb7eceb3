import { rows } from '../../../harness/verdict/rows.ts';

/** Of these nothing on the wire is public (PlayReady-facts 7.2 to 7.5). */
export const furtherServices = rows('Without public messages', {
  'clock.v2.exchange': `
    7.2 SHOULD inferred "PlayReady-facts 7.2": V2 tells the time
    Secure Clock V2 answers its clients with the time.
    untested: How its messages differ from those of V1 is not public; what it answers to a GET is noted in clock.http.date.`,
  'clock.v3.exchange': `
    7.2 SHOULD inferred "PlayReady-facts 7.2": V3 tells the time
    Secure Clock V3 answers its clients with the time.
    untested: How its messages differ from those of V1 is not public; what it answers to a GET is noted in clock.http.date.`,
  'clock.v4.exchange': `
    7.3 SHOULD documented "PlayReady communication protocols, table of services": Secure Time tells the time
    Secure Time answers its clients with the time, in a trusted execution environment or outside of one.
    untested: Its messages, its method and its status codes were never published; what it answers to a GET is noted in clock.http.date.`,
  'clock.license-server-time.signed': `
    7.4 MUST documented "PlayReady documentation, Trusted clocks": The time of a license server is signed with its certificate
    A license response that states a License Server Time signs it with a LicenseServerTimeCertificate that Microsoft issued.
    untested: It stands inside of license responses, under names that are not public.`,
  'clock.revocation-list.refresh': `
    7.5 MUST client documented "PlayReady documentation, Revocation": The revocation list is refreshed weekly
    Whoever distributes revocation lists fetches them anew each week.
    untested: Binds whoever operates a license server, not a service: nothing on the wire shows when it fetches.`,
  'clock.revocation-list.link': `
    7.5 SHOULD documented "PlayReady documentation, Revocation": The published address serves the revocation list
    The address that is published for a version of the Server SDK leads to the current list.
    untested: It is an address of Microsoft's, which is not contacted, and no server stands for it; the form of the list is not public.`,
});
