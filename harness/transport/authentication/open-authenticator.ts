import type { Authentication } from '../access.ts';
import type { Authenticator } from './authenticator.ts';
import { authenticationHeaders, byHeaders } from './fixed-headers.ts';
import { negotiate } from './negotiate.ts';
import { ntlm } from './ntlm/ntlm.ts';

/**
 * What authenticates the requests of a transport; without credentials, they go out as they are.
 *
 * @throws UserError when a secret can't be had
 */
export function openAuthenticator(authentication: Authentication | undefined): Authenticator {
  switch (authentication?.type) {
    case undefined:
      return byHeaders({});
    case 'ntlm':
      return ntlm(authentication);
    case 'negotiate':
      return negotiate(authentication);
    case 'basic':
    case 'bearer':
    case 'headers':
      return byHeaders(authenticationHeaders(authentication));
  }
}
