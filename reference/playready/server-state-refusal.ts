import type { Call } from './operation.ts';
import { Refused } from './refusal.ts';

/**
 * Why a server in this state gives no license (harness/target/playready.ts, PlayReady-facts 3.2, 3.4);
 * undefined when it gives one.
 */
export function serverStateRefusal({ deployment, url, state }: Call): Refused | undefined {
  const { serviceId, accountId } = state;
  const here = `${url.origin}${url.pathname}`;
  const domain = { redirectUrl: here, serviceId, accountId };
  switch (deployment.name) {
    case 'domain-required':
      return new Refused('domainRequired', 'A domain is required.', domain);
    case 'renew-domain':
      return new Refused('renewDomain', 'The domain certificate is outdated.', {
        ...domain,
        customData: '2',
      });
    case 'not-a-member':
      return new Refused('notAMember', 'The client is no member of the domain.', domain);
    case 'device-limit':
      return new Refused('deviceLimit', 'The domain has its maximum of devices.');
    case 'revoked':
      return new Refused('revoked', 'Device Certificate Revoked.');
    case 'redirect':
      return new Refused('redirect', 'Another server has the license.', {
        redirectUrl: here.replace('/redirect/', '/normal/'),
      });
    default:
      return undefined;
  }
}
