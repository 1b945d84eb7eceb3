import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { UserError } from '../user-error.ts';
import { readBaseUrl } from './base-url.ts';
import type { Identities } from './identity.ts';
import { completeLimits, type Target, type TargetDescription } from './target.ts';

/**
 * Checks a described target and reads the files it names, relative to `folder`.
 *
 * @throws UserError for a URL that is none and a file that can't be read
 */
export function resolveTarget(description: TargetDescription, folder: string): Target {
  const { tls = {}, serverCertificate, identities, profile, waivers } = description;
  const { authentication, proxy, mayIssue = false, mayDecommission = false } = description;
  const deployments = Object.fromEntries(
    Object.entries(description.deployments).map(([state, url]) => [
      state,
      readBaseUrl(url, `The ${state} deployment`),
    ]),
  );
  const { ca, ...otherTls } = tls;
  const name = description.name ?? new URL(Object.values(deployments)[0] ?? '').host;
  return {
    name,
    deployments,
    tls: { ...otherTls, ...(ca === undefined ? {} : { ca: readText(folder, ca, 'the CA file') }) },
    limits: completeLimits(description.limits),
    ...(serverCertificate === undefined
      ? {}
      : { serverCertificate: readText(folder, serverCertificate, 'the server certificate') }),
    ...(identities !== undefined && { identities: resolveIdentities(identities, folder) }),
    ...(profile !== undefined && { profile }),
    ...(authentication !== undefined && { authentication }),
    ...(proxy !== undefined && { proxy }),
    ...(waivers !== undefined && { waiversFile: resolve(folder, waivers) }),
    permissions: { mayIssue, mayDecommission },
  };
}

/** The key files are read where they are needed: no key enters what is kept of a target. */
function resolveIdentities(
  identities: NonNullable<TargetDescription['identities']>,
  folder: string,
): Identities {
  return Object.fromEntries(
    Object.entries(identities).map(([role, { privateKey, ...user }]) => [
      role,
      { ...user, ...(privateKey !== undefined && { privateKeyFile: resolve(folder, privateKey) }) },
    ]),
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
