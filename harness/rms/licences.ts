import { randomUUID } from 'node:crypto';
import { parseCertificate, type Principal } from '../xrml/certificate.ts';
import { generateContentKey, type ContentKey } from '../xrml/content-key.ts';
import { modeOfKey } from '../xrml/mode.ts';
import {
  buildPublishingLicense,
  type PublishingLicenseRequest,
} from '../xrml/publishing-license.ts';
import type { RightGrant } from '../xrml/rights-data.ts';
import { XrmlError } from '../xrml/xrml-error.ts';
import { addressOf, type Identities, type IdentityRole } from '../target/identity.ts';
import { foreignKeyPair } from './foreign-key.ts';

/** A publishing license that the harness made, and what it sealed in. */
export interface SealedLicence {
  readonly xml: string;
  readonly contentKey: ContentKey;
  readonly rights: readonly RightGrant[];
}

/** What a license has otherwise than the plain one, which grants everybody VIEW with an AES key. */
export type Recipe = Partial<Omit<PublishingLicenseRequest, 'mode' | 'server'>> & {
  /** Whom the content key is sealed for; the server unless given. */
  readonly principal?: (server: Principal) => Principal;
};

const anyone: readonly RightGrant[] = [
  { name: 'VIEW', principal: { type: 'Internal', id: 'Anyone' } },
];
/** What lets servers edit a license (MS-RMSI 3.4.4.1). */
export const allowsEditing = { name: 'Allow_Server_Editing', value: 'True' };

/**
 * The licences that several checks use. For AcquireContentKey: an AES and a DES key, a second AES key,
 * and two for principals that differ from the server's in the OBJECT ID or in the modulus only
 * (MS-RMSI 3.2.4.1 compares both). For the others: licences that name the users of the target, with
 * and without leave to be edited by a server (3.4.4.1), and the one that an edited one becomes.
 */
const recipes = {
  aes: () => ({}),
  des: () => ({ contentKey: generateContentKey('DES') }),
  other: () => ({}),
  'foreign-id': () => ({ principal: server => ({ ...server, id: `{${randomUUID()}}` }) }),
  'foreign-key': () => ({
    principal: server => ({
      ...server,
      publicKey: foreignKeyPair(server.publicKey.bits).publicKey,
    }),
  }),
  editable: grant => ({ rights: originalRights(grant), applicationSpecific: [allowsEditing] }),
  'not-editable': grant => ({ rights: originalRights(grant) }),
  'editing-false': grant => ({
    rights: originalRights(grant),
    applicationSpecific: [{ ...allowsEditing, value: 'False' }],
  }),
  'editing-other-name': grant => ({
    rights: originalRights(grant),
    applicationSpecific: [{ ...allowsEditing, name: 'Allow_Editing' }],
  }),
  'editing-other-id': grant => ({
    rights: originalRights(grant),
    applicationSpecific: [{ ...allowsEditing, id: 'OTHER' }],
  }),
  renewed: grant => ({
    rights: [grant('second', 'PRINT'), grant('licensee', 'EDIT'), grant('licensee', 'EXTRACT')],
    applicationSpecific: [allowsEditing],
  }),
} as const satisfies Readonly<Record<string, (grant: Grant) => Recipe>>;

export type LicenceKind = keyof typeof recipes;

type Grant = (role: IdentityRole, name: string, days?: number) => RightGrant;

function originalRights(grant: Grant): readonly RightGrant[] {
  return [grant('licensee', 'VIEW'), grant('licensee', 'PRINT', 30), grant('second', 'EDIT')];
}

/** Makes publishing licenses for one server. */
export interface LicenceMaker {
  /** The principal that the server's certificate issues. */
  readonly server: Principal;
  /** A license of a kind, made once, when it is first asked for. */
  readonly licence: (kind: LicenceKind) => SealedLicence;
  /** A license after a recipe of the check's own, made anew each time. */
  readonly seal: (recipe: Recipe) => SealedLicence;
}

/**
 * A maker of publishing licenses for a server (MS-RMPR 2.2.9.7), unsigned, as a client submits them:
 * sealed to the key in the server licensor certificate, in the cryptographic mode of that key.
 *
 * @param serverCertificate - the SLC, leaf of its chain
 * @param identities - whom rights are granted to
 * @throws XrmlError when it is no certificate that issues a server's key
 */
export function licenceMaker(serverCertificate: string, identities: Identities = {}): LicenceMaker {
  const { issuedPrincipal: server } = parseCertificate(serverCertificate);
  if (server === undefined) throw new XrmlError('The server certificate issues no principal.');
  const grant: Grant = (role, name, days) => ({
    name,
    principal: { type: 'Unspecified', emailAddress: addressOf(identities, role) },
    ...(days !== undefined && { time: { days } }),
  });
  const seal = ({ principal = same, ...recipe }: Recipe): SealedLicence => {
    const { contentKey = generateContentKey('AES'), rights = anyone } = recipe;
    const xml = buildPublishingLicense({
      owner: { type: 'Windows', emailAddress: 'owner@assay.example' },
      urls: { intranet: server.address ?? 'http://assay.example/_wmcs/licensing' },
      ...recipe,
      mode: modeOfKey(server.publicKey.bits),
      server: principal(server),
      contentKey,
      rights,
    });
    return { xml, contentKey, rights };
  };
  const made = new Map<LicenceKind, SealedLicence>();
  return {
    server,
    seal,
    licence(kind) {
      const known = made.get(kind) ?? seal(recipes[kind](grant));
      made.set(kind, known);
      return known;
    },
  };
}

const same = (server: Principal): Principal => server;
