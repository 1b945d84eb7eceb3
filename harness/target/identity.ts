/** The users that checks speak of; who they are on a server, its target says. */
export const identityRoles = ['licensee', 'second', 'stranger'] as const;

/**
 * `licensee` and `second` are granted rights in the licenses that the harness publishes, `stranger`
 * is a user that the server knows and that is granted nothing.
 */
export type IdentityRole = (typeof identityRoles)[number];

/** A user of the server under test. */
export interface Identity {
  /** The primary address: the UserName of Precertify (MS-RMSI 3.3.4.1). */
  readonly emailAddress: string;
  /** Security identifier, `S-1-5-...` (MS-DTYP 2.4.2.1). */
  readonly sid?: string;
  /**
   * A file with the private key of the user's account certificate in PEM, which opens the use
   * licenses that the server issues for the user. The key itself never enters a run's folder.
   */
  readonly privateKeyFile?: string;
  /** XrML with the user's account certificate chain, where Precertify is not to be asked for it. */
  readonly accountCertificate?: string;
}

export type Identities = Readonly<Partial<Record<IdentityRole, Identity>>>;

/** The address of a user, or one that no server knows where the target names none. */
export function addressOf(identities: Identities, role: IdentityRole): string {
  return identities[role]?.emailAddress ?? `${role}@assay.invalid`;
}
