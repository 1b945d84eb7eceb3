import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Authentication } from '../transport/access.ts';
import type { WireTls } from '../transport/wire.ts';
import { UserError } from '../user-error.ts';
import { readBaseUrl } from './base-url.ts';
import { clockVersions } from './clock.ts';
import { resolveClock, resolveService } from './resolve-clock.ts';
import { resolvePlayReady } from './resolve-playready.ts';
import { resolveWmdrm } from './resolve-wmdrm.ts';
import type { Identities } from './identity.ts';
import { readPermissions } from './permissions.ts';
import { placeSecret } from './secret.ts';
import type { SuppliedLicences } from './supplied-licences.ts';
import { completeLimits, type Target, type TargetDescription } from './target.ts';

/**
 * Checks a described target and reads the files it names, relative to `folder`; of secrets it notes
 * no more than where they are.
 *
 * @throws UserError for a URL that is none, a file that can't be read, and contradictions
 */
export function resolveTarget(description: TargetDescription, folder: string): Target {
  const { tls, identities, licenses, authentication, proxy } = description;
  const { profile, serverCertificate, waivers } = description;
  const deployments = Object.fromEntries(
    Object.entries(description.deployments ?? {}).map(([state, url]) => [
      state,
      readBaseUrl(url, `The ${state} deployment`),
    ]),
  );
  const { playready, wmdrm, clock, services } = description;
  return {
    name: description.name ?? firstHost(deployments, description),
    deployments,
    ...(playready !== undefined && { playready: resolvePlayReady(playready, folder) }),
    ...(wmdrm !== undefined && { wmdrm: resolveWmdrm(wmdrm, folder) }),
    ...(clock !== undefined && { clock: resolveClock(clock) }),
    ...(services !== undefined && {
      services: services.map(service => resolveService(service, folder)),
    }),
    tls: resolveTls(tls, folder),
    limits: completeLimits(description.limits),
    ...(serverCertificate !== undefined && {
      serverCertificate: readText(folder, serverCertificate, 'the server certificate'),
    }),
    ...(identities !== undefined && { identities: resolveIdentities(identities, folder) }),
    ...(licenses !== undefined && { licences: resolveLicences(licenses, folder) }),
    ...(profile !== undefined && { profile }),
    ...(authentication !== undefined &&
      authentication.type !== 'none' && {
        authentication: resolveAuthentication(authentication, folder),
      }),
    ...(proxy !== undefined && {
      proxy: {
        ...proxy,
        ...(proxy.password !== undefined && { password: placeSecret(proxy.password, folder) }),
      },
    }),
    ...(waivers !== undefined && { waiversFile: resolve(folder, waivers) }),
    permissions: readPermissions(description),
  };
}

/** What a target without a name is called. */
function firstHost(
  deployments: Readonly<Record<string, string>>,
  { playready, wmdrm, clock, services = [] }: TargetDescription,
): string {
  const [first = ''] = [
    ...Object.values(deployments),
    ...Object.values(playready?.deployments ?? {}),
    ...Object.values(wmdrm?.deployments ?? {}),
    ...clockVersions.flatMap(version => clock?.[version]?.service ?? []),
    ...services.map(({ url }) => url),
  ];
  return URL.canParse(first) ? new URL(first).host : first;
}

function resolveTls(tls: TargetDescription['tls'] = {}, folder: string): WireTls {
  const { ca, clientCertificate, ...others } = tls;
  return {
    ...others,
    ...(ca !== undefined && { ca: readText(folder, ca, 'the CA file') }),
    ...(clientCertificate !== undefined && {
      clientCertificate: {
        certificate: readText(folder, clientCertificate.certificate, 'the client certificate'),
        key: placeSecret(clientCertificate.key, folder),
        ...(clientCertificate.passphrase !== undefined && {
          passphrase: placeSecret(clientCertificate.passphrase, folder),
        }),
      },
    }),
  };
}

function resolveAuthentication(given: Authentication, folder: string): Authentication {
  switch (given.type) {
    case 'basic':
    case 'ntlm':
      return { ...given, password: placeSecret(given.password, folder) };
    case 'bearer':
      return { ...given, token: placeSecret(given.token, folder) };
    case 'negotiate':
      return given;
    case 'headers': {
      const headers = Object.entries(given.headers).map(([header, value]) => [
        header,
        typeof value === 'string' ? value : placeSecret(value, folder),
      ]);
      return { ...given, headers: Object.fromEntries(headers) as typeof given.headers };
    }
  }
}

/** The key files are read where they are needed: no key enters what is kept of a target. */
function resolveIdentities(
  identities: NonNullable<TargetDescription['identities']>,
  folder: string,
): Identities {
  return Object.fromEntries(
    Object.entries(identities).map(([role, { privateKey, certificate, ...user }]) => [
      role,
      {
        ...user,
        ...(privateKey !== undefined && { privateKeyFile: resolve(folder, privateKey) }),
        ...(certificate !== undefined && {
          accountCertificate: readXrml(folder, certificate, `the certificate of the ${role}`),
        }),
      },
    ]),
  );
}

function resolveLicences(
  licenses: NonNullable<TargetDescription['licenses']>,
  folder: string,
): SuppliedLicences {
  return Object.fromEntries(
    Object.entries(licenses).map(([kind, { file, grants, contentKey }]) => [
      kind,
      {
        text: readXrml(folder, file, `the license licenses.${kind}`),
        ...(grants !== undefined && { grants }),
        ...(contentKey !== undefined && { contentKey: placeSecret(contentKey, folder) }),
      },
    ]),
  );
}

function readXrml(folder: string, file: string, what: string): string {
  const text = readText(folder, file, what);
  if (text.includes('<XrML')) return text;
  throw new UserError(
    `Expected ${what} at ${file} as XrML; the file has no <XrML> element. Name the file with the chain, leaf first.`,
  );
}

function readText(folder: string, file: string, what: string): string {
  try {
    return readFileSync(resolve(folder, file), 'utf8');
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new UserError(`Expected ${what} at ${file}; it can't be read (${reason}).`);
  }
}
