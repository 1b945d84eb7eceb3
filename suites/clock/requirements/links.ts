import { rows } from '../../../harness/verdict/rows.ts';

/**
 * The table of services (PlayReady-facts 7.1). It is about Microsoft's hosts; a target names what
 * stands for them.
 */
export const links = rows('Published links', {
  'clock.v1.redirect': `
    7.1 MUST documented "PlayReady communication protocols, table of services": The link of V1 leads to its service
    The published address of Secure Clock V1 forwards to the address of the service.`,
  'clock.v2.redirect': `
    7.1 MUST documented "PlayReady communication protocols, table of services": The link of V2 leads to its service
    The published address of Secure Clock V2 forwards to the address of the service.`,
  'clock.v3.redirect': `
    7.1 MUST documented "PlayReady communication protocols, table of services": The link of V3 leads to its service
    The published address of Secure Clock V3 forwards to the address of the service.`,
  'clock.v4.redirect': `
    7.1 MUST documented "PlayReady communication protocols, table of services": The link of Secure Time leads to its service
    The published address of Secure Time forwards to the address of the service.`,
  'clock.v1.redirect-status': `
    7.1 SHOULD inferred "MS-DRMCD 3.2.5.5.2": The link of V1 redirects with 301 or 302
    Clients of V1 are bound to follow 301 and 302 and no other status, so a redirect by another may lose them.`,
});
