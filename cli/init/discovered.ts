import { discover, isServer } from '../../harness/discovery/discover.ts';
import type { Discovery } from '../../harness/discovery/discovery.ts';
import { baseUrlOf } from '../../harness/discovery/endpoints.ts';
import { versionNames } from '../../harness/discovery/render.ts';
import { readBaseUrl } from '../../harness/target/base-url.ts';
import { completeLimits } from '../../harness/target/target.ts';
import { UserError } from '../../harness/user-error.ts';
import { exitCode } from '../../harness/verdict/exit-code.ts';
import { protocolOfUrl, type ProtocolChoice } from '../target-of-url.ts';
import { lookAtEndpoint } from './look-at-endpoint.ts';
import { defaultAnswers, type Answers, type AuthenticationType } from './answers.ts';

/**
 * The answers that a few requests to a server give. Nothing is caused there.
 *
 * @param protocol - what the URL is of; unless given, its form decides
 * @param ca - the authority to trust, in PEM
 * @throws UserError when no connection can be made, or nothing that is known answers
 */
export async function discoverAnswers(
  url: string,
  protocol: ProtocolChoice = protocolOfUrl(url),
  ca?: string,
): Promise<Answers> {
  if (protocol !== 'rms') return lookAtEndpoint(url, protocol, ca);
  const base = readBaseUrl(baseUrlOf(url), 'The address');
  const found = await discover(
    { tls: ca === undefined ? {} : { ca }, limits: completeLimits() },
    base,
  );
  const distrusted = found.tls?.trusted === false;
  const locked = found.endpoints.some(({ answers }) => answers === 'authentication');
  if (!found.reachable && !distrusted)
    throw new UserError(
      found.unreachable ?? `Expected a server at ${base}; no connection was made.`,
      exitCode.unreachable,
    );
  if (!isServer(found) && !locked && !distrusted)
    throw new UserError(
      `Expected an RMS server at ${base}; no endpoint of MS-RMSI or MS-RMPR answers there: check the base URL, or leave it out to write the file by hand.`,
    );
  return {
    ...defaultAnswers,
    url: base,
    state: found.state === 'decommissioned' ? 'decommissioned' : 'normal',
    authentication: authenticationFor(found.authentication),
    ca: distrusted ? 'ca.pem' : '',
    profile: 'infer',
    remarks: remarksOn(found, distrusted),
  };
}

/** The schemes that are answered, the strongest first; `Negotiate` alone may stand for NTLM, too. */
const schemes: readonly (readonly [scheme: string, type: AuthenticationType])[] = [
  ['negotiate', 'negotiate'],
  ['ntlm', 'ntlm'],
  ['bearer', 'bearer'],
  ['basic', 'basic'],
];

function authenticationFor(offered: readonly string[]): AuthenticationType {
  const names = offered.map(name => name.toLowerCase());
  return schemes.find(([scheme]) => names.includes(scheme))?.[1] ?? 'none';
}

function remarksOn(found: Discovery, distrusted: boolean): readonly string[] {
  const { soapVersions, state, authentication } = found;
  return [
    ...(soapVersions.length === 0
      ? []
      : [
          `It answers in SOAP ${soapVersions.map(version => versionNames[version]).join(' and ')}.`,
        ]),
    ...(state === 'unknown' ? ['Whether it is decommissioned, its answers did not show.'] : []),
    ...(authentication.length === 0 ? [] : [`It offers ${authentication.join(', ')}.`]),
    ...(distrusted
      ? ['Its certificate is not trusted: save its authority as ca.pem, or begin anew with --ca.']
      : []),
  ];
}
