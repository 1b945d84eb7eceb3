import type { IdentityRole } from './identity.ts';
import type { SecretSource } from './secret.ts';

/** The kinds of licenses that checks want signed by the server (harness/rms/licences.ts makes them). */
export const suppliedLicenceKinds = [
  'editable',
  'not-editable',
  'editing-false',
  'editing-other-name',
  'editing-other-id',
] as const;
export type SuppliedLicenceKind = (typeof suppliedLicenceKinds)[number];

/** Whether a target can supply licenses of this kind. */
export function isSuppliedKind(kind: string): kind is SuppliedLicenceKind {
  return (suppliedLicenceKinds as readonly string[]).includes(kind);
}

/** A right that a supplied license grants. */
export interface SuppliedGrant {
  readonly user: IdentityRole;
  readonly right: string;
  /** Days for which it lasts. */
  readonly days?: number;
}

/** A publishing license that the server has signed, from whoever looks after the server. */
export interface SuppliedLicence {
  /** XrML with the chain, leaf first. */
  readonly text: string;
  /** All that it grants, as far as the target says. */
  readonly grants?: readonly SuppliedGrant[];
  /** Where the content key that was sealed in is to be had, in base64. */
  readonly contentKey?: SecretSource;
}

export type SuppliedLicences = Readonly<Partial<Record<SuppliedLicenceKind, SuppliedLicence>>>;
