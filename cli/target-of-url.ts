import type { TargetDescription } from '../harness/target/target.ts';

/** What a URL given alone can be of. */
export const protocolChoices = ['rms', 'playready', 'wmdrm', 'clock'] as const;
export type ProtocolChoice = (typeof protocolChoices)[number];

/**
 * The target that a URL alone describes. Without a protocol its form decides: a rightsmanager.asmx is
 * PlayReady's (PlayReady-facts 1.1), a petition or SecureTime a secure clock's (7.1), everything else
 * the base URL of an RMS server, taken for decommissioned until the preflight knows better. That of a
 * WMDRM server has no form of its own.
 */
export function targetOfUrl(
  url: string,
  protocol: ProtocolChoice = protocolOfUrl(url),
): TargetDescription {
  switch (protocol) {
    case 'rms':
      return { deployments: { decommissioned: url } };
    case 'playready':
      return { playready: { deployments: { normal: url } } };
    case 'wmdrm':
      return { wmdrm: { deployments: { normal: url } } };
    case 'clock':
      return { clock: { [clockVersionOf(url)]: { service: url } } };
  }
}

/** What a URL is of, by its form. */
export function protocolOfUrl(url: string): Exclude<ProtocolChoice, 'wmdrm'> {
  if (/\/rightsmanager\.asmx(?:[/?]|$)/i.test(url)) return 'playready';
  return /\/securetime\/?(?:\?|$)|[?&]petition(?:[=&]|$)/i.test(url) ? 'clock' : 'rms';
}

/** By the paths of the published table (7.1); V3 and V2 have the same. */
export function clockVersionOf(url: string): 'v1' | 'v3' | 'v4' {
  if (/\/securetime\/?(?:\?|$)/i.test(url)) return 'v4';
  return /\/vista_rtm\//i.test(url) ? 'v3' : 'v1';
}
