import { rows } from '../../../harness/verdict/rows.ts';

/** Services specific to a client's owner use protocols of their own (PlayReady-facts 7.6). */
export const clientOwner = rows('Client-owner services', {
  'clock.client-owner.as-declared': `
    7.6 MUST documented "PlayReady communication protocols, Client Owner Services; the target's own declaration": A service answers as the target declares
    To the exchange that the target declares of a service, status, headers and body are what the target says.`,
});
