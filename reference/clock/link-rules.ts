import type { ClockVersion } from '../../harness/target/clock.ts';

/** Where the four services stand; paths and queries are those of the table (PlayReady-facts 7.1). */
export const servicePaths: Readonly<Record<ClockVersion, string>> = {
  v1: '/v1/SecureClock/?petition',
  v2: '/v2/SecureClock/VISTA_RTM/?Petition',
  v3: '/v3/secureclock/vista_rtm/?petition',
  v4: '/v4/SecureTime',
};

/** The published links, each of which leads to a service (PlayReady-facts 7.1). */
export interface LinkRules {
  readonly linkStatus: (version: ClockVersion) => number;
  /** Where the link leads: path and query, or a whole URL. */
  readonly linkTarget: (version: ClockVersion) => string;
}

export const conformingLinks: LinkRules = {
  linkStatus: () => 302,
  linkTarget: version => servicePaths[version],
};
