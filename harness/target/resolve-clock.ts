import { resolve } from 'node:path';
import { UserError } from '../user-error.ts';
import { clockVersions, type ClientOwnerService, type ClockTarget } from './clock.ts';
import { readEndpointUrl } from './endpoint-url.ts';
import { placeSecret } from './secret.ts';
import type { ClockDescription, ServiceDescription } from './target.ts';

/** Seconds by which clocks may differ, unless a target says otherwise. */
const defaultTolerance = 300;

/**
 * Checks the secure-clock part of a described target.
 *
 * @throws UserError for a URL that is none, and for a challenge without a transaction
 */
export function resolveClock(described: ClockDescription): ClockTarget {
  const services = clockVersions.flatMap(version => {
    const given = described[version];
    if (given === undefined) return [];
    const { link, service, also, challenge } = given;
    const resolved = {
      service: readEndpointUrl(service, `The service of clock.${version}`),
      ...(link !== undefined && { link: readEndpointUrl(link, `The link of clock.${version}`) }),
      ...(also !== undefined && {
        also: also.map(url => new URL(readEndpointUrl(url, `clock.${version}.also`)).origin),
      }),
      ...(challenge !== undefined && { challenge: readChallenge(challenge) }),
    };
    return [[version, resolved] as const];
  });
  return {
    services: Object.fromEntries(services),
    toleranceSeconds: described.toleranceSeconds ?? defaultTolerance,
  };
}

function readChallenge(text: string): string {
  if (/^\s*[\w.-]+=/.test(text) && text.includes('{TID}')) return text;
  throw new UserError(
    'Expected the form of a challenge in clock.v1.challenge: field=message, with {URL} and {TID} in the message where they belong. docs/secure-clock.md has an example.',
  );
}

/**
 * Checks a described service of a client's owner; its body is read where it is needed.
 *
 * @throws UserError for a URL that is none
 */
export function resolveService(
  { body, method = 'GET', headers = {}, url, ...others }: ServiceDescription,
  folder: string,
): ClientOwnerService {
  return {
    ...others,
    method,
    headers: Object.fromEntries(
      Object.entries(headers).map(([header, value]) => [
        header,
        typeof value === 'string' ? value : placeSecret(value, folder),
      ]),
    ),
    url: readEndpointUrl(url, `The service "${others.name}"`),
    ...(body !== undefined && { bodyFile: resolve(folder, body) }),
  };
}
