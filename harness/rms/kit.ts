import { readFileSync } from 'node:fs';
import { createPrivateKey, type KeyObject } from 'node:crypto';
import type { Identity, IdentityRole } from '../target/identity.ts';
import { Blocked } from '../verdict/blocked.ts';
import { describeReply } from '../verdict/expect.ts';
import type { Reply } from '../soap/reply.ts';
import type { Principal } from '../xrml/certificate.ts';
import { certificateTexts } from './certificate-texts.ts';
import type { LicenceKind, LicenceMaker, Recipe, SealedLicence } from './licences.ts';
import { isSignedBy } from './signed-by.ts';
import type { RmsState, ServerName } from './state.ts';
import { sameWork } from './work.ts';

/** A license that the server has signed (MS-RMPR 3.5.4.1). */
export interface PublishedLicence extends SealedLicence {
  /** The license and what stands above it, leaf first, as the server gave them. */
  readonly chain: readonly [string, ...string[]];
}

/** What requests to one server are made of. Everything throws Blocked when the target lacks it. */
export interface Kit {
  /** The server licensor certificate chain, leaf first. */
  readonly certificates: () => readonly string[];
  /** The principal that the server licensor certificate issues. */
  readonly server: () => Principal;
  readonly licence: (kind: LicenceKind) => SealedLicence;
  readonly seal: (recipe: Recipe) => SealedLicence;
  /** A kind of license, signed by the server through AcquireIssuanceLicense; once per worker. */
  readonly published: (kind: LicenceKind) => Promise<PublishedLicence>;
  /** The same for a license of the check's own. */
  readonly publish: (licence: SealedLicence) => Promise<PublishedLicence>;
  readonly identity: (role: IdentityRole) => Identity;
  /**
   * A user's account certificate as Precertify gives it, and the server's chain above it, leaf
   * first.
   */
  readonly accountChain: (role: IdentityRole) => Promise<readonly string[]>;
  /** The private key of a user's account certificate. */
  readonly privateKey: (role: IdentityRole) => KeyObject;
}

/** The maker of licences for a server, or Blocked with the reason why there is none. */
export function requireMaker(
  state: RmsState,
  server: ServerName,
  maker: LicenceMaker | undefined,
): LicenceMaker {
  if (maker !== undefined) return maker;
  const reason =
    server === 'own'
      ? state.withoutCertificate
      : 'The trusting server did not give its licensor certificate; name it with --deployment trusting=URL.';
  throw new Blocked('server-certificate-missing', reason ?? 'The server certificate is missing.');
}

/** A user of the target, or Blocked. */
export function identityOf({ identities }: RmsState, role: IdentityRole): Identity {
  const identity = identities[role];
  if (identity !== undefined) return identity;
  throw new Blocked(
    'identity-missing',
    `The target names no ${role}; add the user under identities in the target file (docs/targets.md).`,
  );
}

/** The private key of a user, from the file that the target names, or Blocked. */
export function privateKeyOf(state: RmsState, role: IdentityRole): KeyObject {
  const { privateKeyFile } = identityOf(state, role);
  if (privateKeyFile === undefined)
    throw new Blocked(
      'identity-missing',
      `The target names no private key of the ${role}; add privateKey to the user (docs/targets.md).`,
    );
  try {
    return createPrivateKey(readFileSync(privateKeyFile));
  } catch {
    throw new Blocked(
      'identity-missing',
      `The private key of the ${role} in ${privateKeyFile} could not be read; a PEM file without passphrase is expected.`,
    );
  }
}

/**
 * What AcquireIssuanceLicense gave back: a chain whose leaf is the license, signed by the server;
 * or Blocked.
 */
export function readPublished(
  reply: Reply,
  licence: SealedLicence,
  server: Principal,
): PublishedLicence {
  const texts = reply.fault === undefined ? certificateTexts(reply.text) : [];
  const [leaf, ...above] = texts;
  if (leaf !== undefined && isSignedBy(leaf, server) && sameWork(leaf, licence.xml))
    return { ...licence, xml: leaf, chain: [leaf, ...above] };
  throw new Blocked(
    'license-missing',
    `AcquireIssuanceLicense did not give the license back with the server's signature: ${describeReply(reply)}.`,
  );
}
