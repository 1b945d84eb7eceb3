import { Blocked } from '../verdict/blocked.ts';
import { quote } from '../verdict/expect.ts';
import { violate } from '../verdict/violation.ts';
import { parseCertificate } from '../xrml/certificate.ts';
import { sameContentKey, type ContentKey } from '../xrml/content-key.ts';
import { EnablingBitsError } from '../xrml/enabling-bits-error.ts';
import type { Principal } from '../xrml/principal.ts';
import { samePublicKey } from '../xrml/rsa.ts';
import { verifySignature } from '../xrml/signature.ts';
import type { TimeCondition } from '../xrml/time-condition.ts';
import { formatTime } from '../xrml/time.ts';
import { openUseLicense, type UsageGrant, type UseLicense } from '../xrml/use-license.ts';
import { XrmlError } from '../xrml/xrml-error.ts';
import type { IdentityRole } from '../target/identity.ts';
import { accountPrincipal, hasKeyOf, reliableAccount } from './accounts.ts';
import type { RmsContext } from './context.ts';
import { expectIssuedBy } from './issued-by.ts';
import type { Kit } from './kit.ts';
import type { SealedLicence } from './licences.ts';
import { readLicenseSlots } from './license-slots.ts';
import { addresses, publishFor } from './prelicensing.ts';

/** A use license that came for a user, and the publishing license that it was asked for. */
export interface Issued {
  readonly license: UseLicense;
  readonly source: SealedLicence;
  readonly role: IdentityRole;
  readonly kit: Kit;
}

/**
 * The use license in the answer to an operation's plain request; undefined without one, since that
 * nobody gets a license is another rule's finding than what is wrong with one.
 */
export async function plainUseLicense(
  { answer, kit: kitOf }: Pick<RmsContext, 'answer' | 'kit'>,
  operation: 'AcquirePreLicense' | 'AcquireLicense',
): Promise<Issued | undefined> {
  const kit = kitOf();
  const [slot] = readLicenseSlots(await answer(operation));
  const source = await kit.published('editable');
  return slot?.license && { license: slot.license, source, role: 'licensee', kit };
}

/**
 * Demands that every right of a use license opens with the user's private key to the content key of
 * the publishing license (MS-RMPR 3.4.4.1). Never quotes a key.
 *
 * @throws Blocked without that private key, or when it is another than that of the user's certificate
 */
export async function expectOpens({ license, source, role, kit }: Issued): Promise<void> {
  const privateKey = kit.privateKey(role);
  const account = await accountPrincipal(kit, role).catch(unlessBlocked);
  if (account !== undefined && !hasKeyOf(account, privateKey))
    throw new Blocked(
      'identity-missing',
      `The private key that the target names is not that of the ${role}'s certificate; export it anew (docs/targets.md).`,
    );
  const wanted = 'a use license that opens to the content key of the publishing license';
  let opened: ContentKey;
  try {
    opened = openUseLicense(license, privateKey);
  } catch (error) {
    if (error instanceof EnablingBitsError || error instanceof XrmlError)
      violate(wanted, `one that does not (${error.message})`);
    throw error;
  }
  if (!sameContentKey(opened, source.contentKey)) violate(wanted, 'one with another key');
}

/** A user, and a publishing license that grants this user something. */
export type GrantCase = Pick<Issued, 'role' | 'source'>;

/** Users with different rights in one license, with days to use one, and with a period. */
export async function grantCases(kit: Kit): Promise<readonly GrantCase[]> {
  const source = await kit.published('editable');
  const hour = 60 * 60 * 1000;
  const now = Date.now();
  const period = { from: new Date(now - hour), until: new Date(now + 48 * hour) };
  const timed = await publishFor(kit, addresses(kit, 'licensee'), period);
  return [
    { role: 'licensee', source },
    { role: 'second', source },
    { role: 'licensee', source: timed },
  ];
}

/** Demands that a use license grants what the publishing license names the user for, and no more. */
export function expectGrants({ license, source, role, kit }: Issued): void {
  const address = kit.identity(role).emailAddress.toLowerCase();
  const own = source.rights.filter(
    ({ principal }) => principal.emailAddress?.toLowerCase() === address,
  );
  const [expected, actual] = [describeGrants(own), describeGrants(license.rights)];
  if (expected !== actual) violate(`for the ${role}, ${expected}`, actual);
}

/**
 * Demands that a use license is issued to the principal of the user's certificate (MS-RMPR
 * 2.2.9.9.3).
 */
export async function expectLicensee({ license, role, kit }: Issued): Promise<void> {
  const { licensee } = license;
  const account = await reliableAccount(kit, role);
  const [expected, actual] = [describePrincipal(account), describePrincipal(licensee)];
  if (expected !== actual) violate(expected, actual);
  if (!samePublicKey(account.publicKey, licensee.publicKey))
    violate("the public key of the user's certificate", 'another one');
}

/** Demands that a use license is the server's (MS-RMPR 3.4.4.1). */
export function expectSigned({ license, kit }: Issued): void {
  expectIssuedBy(license.certificate, kit.server(), 'the use license');
}

/** What has to hold of every use license, by the last part of the row that demands it. */
export const useLicenseTruths = {
  opens: expectOpens,
  licensee: expectLicensee,
  signed: expectSigned,
} as const;

/** Demands a chain that begins with the server's certificate, each certificate signed by the next. */
export function expectServerChain(chain: readonly string[], kit: Kit): void {
  const certificates = chain.map(text => readCertificate(text));
  const issued = certificates[0]?.issuedPrincipal;
  if (issued === undefined || !samePublicKey(issued.publicKey, kit.server().publicKey))
    violate(
      "the server's certificate first in the chain",
      issued === undefined ? 'none' : `one for ${quote(issued.name ?? issued.id)}`,
    );
  for (const [index, certificate] of certificates.entries()) {
    const next = certificates[index + 1];
    if (next === undefined) return;
    const key = next.issuedPrincipal?.publicKey;
    const signature = key && verifySignature(certificate, key);
    if (signature?.valid !== true)
      violate(
        'each certificate signed by the next',
        `a wrong signature (${signature?.reason ?? 'no key'})`,
        `certificate ${index + 1} of ${certificates.length}`,
      );
  }
}

function readCertificate(text: string) {
  try {
    return parseCertificate(text);
  } catch (error) {
    if (error instanceof XrmlError)
      violate('a certificate in the chain', `none (${error.message})`);
    throw error;
  }
}

/** Rights with their conditions in words, in alphabetical order: in which order they stand is free. */
function describeGrants(grants: readonly UsageGrant[]): string {
  const texts = grants.map(({ name, time, interval }) =>
    [name, time && describeTime(time), interval && describeTime(interval)]
      .filter(part => part !== undefined)
      .join(' '),
  );
  return texts.length === 0 ? 'no rights' : texts.sort().join(', ');
}

function describeTime(time: TimeCondition): string {
  return 'days' in time
    ? `for ${time.days} days`
    : `from ${formatTime(time.from)} until ${formatTime(time.until)}`;
}

function describePrincipal({ idType, id, name }: Principal): string {
  return `${idType} ${id.toUpperCase()}, ${quote((name ?? '').toLowerCase())}`;
}

function unlessBlocked(error: unknown): undefined {
  if (!(error instanceof Blocked)) throw error;
}
