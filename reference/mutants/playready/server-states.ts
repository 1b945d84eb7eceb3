import { conforming, type Behaviour } from '../../playready/behaviour.ts';
import type { ExceptionParts, ServiceRefusal } from '../../playready/refusal.ts';
import type { Mutant } from '../mutant.ts';

/** Another status code for one refusal. */
function coded(refusal: ServiceRefusal, code: number): Partial<Behaviour> {
  return { statusCode: each => (each === refusal ? code : conforming.statusCode(each)) };
}

/** Other parts beside a status code; beside all unless one is given. */
function parts(
  change: (parts: ExceptionParts) => ExceptionParts,
  only?: string,
): Partial<Behaviour> {
  return {
    writeException: (statusCode, given) =>
      conforming.writeException(
        statusCode,
        only === undefined || statusCode === only ? change(given) : given,
      ),
  };
}

/** PlayReady-facts 3.2 to 3.4. */
export const serverStateMutants: readonly Mutant<Behaviour>[] = [
  {
    name: 'playready-domain-required-as-service-specific',
    breaks: ['playready.acquire-license.domain-required', 'playready.test-server.error-8004c605'],
    behaviour: coded('domainRequired', 0x8004c604),
  },
  {
    name: 'playready-renew-domain-as-domain-required',
    breaks: [
      'playready.acquire-license.renew-domain',
      'playready.test-server.error-8004c606',
      'playready.test-server.legacy-error',
    ],
    behaviour: coded('renewDomain', 0x8004c605),
  },
  {
    name: 'playready-not-a-member-as-domain-required',
    breaks: ['playready.acquire-license.not-a-member', 'playready.test-server.error-8004c60a'],
    behaviour: coded('notAMember', 0x8004c605),
  },
  {
    name: 'playready-revoked-as-invalid-message',
    breaks: [
      'playready.acquire-license.revoked',
      'playready.test-server.error-8004c065',
      'playready.test-server.revoked',
    ],
    behaviour: coded('revoked', 0x8004c601),
  },
  {
    name: 'playready-license-for-the-revoked',
    breaks: ['playready.acquire-license.revoked'],
    behaviour: {
      refusalOfState: call =>
        call.deployment.name === 'revoked' ? undefined : conforming.refusalOfState(call),
    },
  },
  {
    name: 'playready-redirect-as-service-specific',
    breaks: ['playready.acquire-license.redirect', 'playready.test-server.error-8004c60d'],
    behaviour: coded('redirect', 0x8004c604),
  },
  {
    name: 'playready-domain-without-account',
    breaks: ['playready.acquire-license.domain-parts'],
    behaviour: parts(({ accountId: _none, ...others }) => others),
  },
  {
    name: 'playready-domain-at-relative-url',
    breaks: ['playready.acquire-license.domain-parts'],
    behaviour: parts(given => ({ ...given, redirectUrl: '/domain.asmx' }), '0x8004c606'),
  },
  {
    name: 'playready-redirect-to-nowhere',
    breaks: ['playready.acquire-license.redirect-url'],
    behaviour: parts(({ redirectUrl: _none, ...others }) => others, '0x8004c60d'),
  },
];
