import { identityRoles, type IdentityRole } from '../target/identity.ts';
import type { Reply } from '../soap/reply.ts';
import { Blocked } from '../verdict/blocked.ts';
import { child } from '../xml/element.ts';
import { describeReply, expect, quote } from '../verdict/expect.ts';
import { violate } from '../verdict/violation.ts';
import type { UseLicense } from '../xrml/use-license.ts';
import type { TimeCondition } from '../xrml/time-condition.ts';
import type { RightGrant } from '../xrml/rights-data.ts';
import type { Kit, PublishedLicence } from './kit.ts';
import { describeSlot, readLicenses, readLicenseSlots, type LicenseSlot } from './license-slots.ts';

/** Addresses that nobody has: the domain is reserved (RFC 2606). */
export const unknownUsers = ['nobody@assay.invalid', 'nobody.else@assay.invalid'] as const;

/**
 * Addresses that make trouble where they are pasted into a query, a path or XML, or that are none;
 * each is an entry of LicenseeIdentities like any other.
 */
export const oddAddresses: readonly string[] = [
  '',
  ' ',
  'a@b@assay.invalid',
  '*)(mail=*',
  "o'brien+rms&co@assay.invalid",
  'ünal@assay.invalid',
  '<x>@assay.invalid',
  `${'x'.repeat(300)}@assay.invalid`,
];

/**
 * Users in arrangements whose order shows: none, one, two in another order than the target's, one
 * twice, fifty, and some with one that nobody knows (undefined) between, first and last.
 */
export const arrangements: readonly (readonly (IdentityRole | undefined)[])[] = [
  [],
  ['licensee'],
  ['second', 'licensee'],
  ['licensee', 'second', 'licensee'],
  [undefined, 'second', undefined, 'licensee', 'second', undefined],
  Array.from({ length: 50 }, (_, index) => (index % 3 === 1 ? 'second' : 'licensee')),
];

/** The address of a user of the target by role; any other text is an address itself. */
export function addressOf(kit: Kit, who: string): string {
  const role = identityRoles.find(each => each === who);
  return role === undefined ? who : kit.identity(role).emailAddress;
}

/** Addresses of the target's users. @throws Blocked when it names one of them not */
export function addresses(kit: Kit, ...roles: readonly IdentityRole[]): string[] {
  return roles.map(role => kit.identity(role).emailAddress);
}

/** A license that the server has signed and that grants VIEW to each of these addresses. */
export function publishFor(
  kit: Kit,
  emailAddresses: readonly string[],
  time?: TimeCondition,
): Promise<PublishedLicence> {
  const rights = emailAddresses.map((emailAddress): RightGrant => ({
    name: 'VIEW',
    principal: { type: 'Unspecified', emailAddress },
    ...(time !== undefined && { time }),
  }));
  return kit.publish(kit.seal({ rights }));
}

/** Whether a use license is issued to a user of the target, by SID or by address. */
export function isFor({ licensee }: UseLicense, kit: Kit, role: IdentityRole): boolean {
  const { sid, emailAddress } = kit.identity(role);
  return (
    licensee.id.toUpperCase() === sid?.toUpperCase() ||
    licensee.name?.toLowerCase() === emailAddress.toLowerCase()
  );
}

/** Demands a use license for each of these users, wherever it stands. */
export function expectLicensed(
  reply: Reply,
  kit: Kit,
  roles: readonly IdentityRole[],
  what?: string,
): void {
  const slots = readLicenseSlots(reply);
  for (const role of roles)
    if (!slots.some(({ license }) => license && isFor(license, kit, role)))
      violate(`a use license for the ${role}`, describeSlots(reply), what);
}

/** Demands that nobody but these users has a use license. */
export function expectNoOtherLicense(
  reply: Reply,
  kit: Kit,
  roles: readonly IdentityRole[],
  what?: string,
): void {
  const other = readLicenseSlots(reply).find(
    ({ license }) => license && !roles.some(role => isFor(license, kit, role)),
  );
  const allowed = roles.length === 0 ? '' : ` but for the ${roles.join(' and ')}`;
  if (other) violate(`no use license${allowed}`, describeSlot(other), what ?? other.path);
}

/** An exception that stands in place of a license. */
export type ExceptionInPlace = NonNullable<LicenseSlot['exception']>;

/**
 * The exceptions in place of licenses.
 *
 * @throws Blocked when there are none, so that nothing can be said about them
 */
export function exceptionsInPlace(reply: Reply): readonly ExceptionInPlace[] {
  const exceptions = readLicenseSlots(reply).flatMap(({ exception }) => exception ?? []);
  if (exceptions.length > 0) return exceptions;
  throw new Blocked(
    'no-fault',
    `No exception stands in place of a license: ${describeSlots(reply)}.`,
  );
}

/**
 * Demands that the exceptions in place of licenses name this one. In which form an ExceptionString
 * names an exception is not stated (MS-RMSI 3.5.4.1.3.5).
 *
 * @throws Blocked when one names none
 */
export function expectNamed(reply: Reply, exception: string): void {
  for (const { text, element } of exceptionsInPlace(reply)) {
    if (text.includes(exception)) continue;
    if (!/[A-Za-z]Exception\b/.test(text))
      throw new Blocked(
        'exception-hidden',
        `An AcquirePreLicenseException names no exception (${quote(text)}); let the server include exception names.`,
      );
    violate(`${exception} in ExceptionString`, quote(text), element.path);
  }
}

/**
 * Demands that a publishing license was refused: with a fault, or with an exception in every place.
 * MS-RMSI 3.5.4.1 has a server throw what affects a whole request, and report in place what goes
 * wrong with one user's license; which of the two a spoilt license is, it does not say.
 */
export function expectRefused(reply: Reply, what: string): void {
  const slots = readLicenseSlots(reply);
  if (slots.length === 0) expect(reply, what).toFault();
  const other = slots.find(({ exception }) => exception === undefined);
  if (other) violate('an exception, thrown or in every place', describeSlot(other), what);
}

/**
 * Demands an AcquirePreLicenseException with its parts (MS-RMSI 3.5.4.1.3.5) in every place, of as
 * many as users were asked for, that holds no license.
 *
 * @throws Blocked when the request was refused as a whole
 */
export function expectExceptionElements(reply: Reply, users: number): void {
  const read = readLicenses(reply);
  if (read === undefined)
    throw new Blocked('no-fault', `The request was refused as a whole: ${describeReply(reply)}.`);
  const failed = read.slots.filter(({ license }) => license === undefined);
  const wanted = 'an AcquirePreLicenseException in place of a license that cannot be issued';
  if (read.slots.length < users) violate(wanted, `${read.slots.length} entries for ${users} users`);
  for (const slot of failed) {
    const { element } = slot.exception ?? violate(wanted, describeSlot(slot), slot.path);
    for (const part of ['ExceptionString', 'batchindex'])
      if (child(element, part) === undefined) violate(`${part} in it`, 'none', element.path);
  }
}

/**
 * Demands that the exceptions in place carry the positions of their users, by which base is not
 * stated: the lowest of these positions is 0.
 *
 * @returns the base, 0 or 1
 * @throws Blocked when no exception stands in place
 */
export function expectBatchIndexes(reply: Reply, positions: readonly number[]): number {
  const texts = exceptionsInPlace(reply).map(({ batchIndex = '' }) => batchIndex.trim());
  const indexes = texts.map(text => (/^[+-]?\d+$/.test(text) ? Number(text) : NaN));
  const base = [0, 1].find(each => positions.every(position => indexes.includes(position + each)));
  if (base !== undefined && new Set(indexes).size === indexes.length) return base;
  return violate(
    `batchindex ${positions.join(' and ')}, or counted from 1`,
    texts.map(quote).join(', '),
  );
}

/** What stands in Licenses, entry by entry, or what came instead. */
export function describeSlots(reply: Reply): string {
  const read = readLicenses(reply);
  if (read === undefined) return describeReply(reply);
  return read.slots.length === 0
    ? 'a response without licenses'
    : read.slots.slice(0, 5).map(describeSlot).join('; ');
}

/**
 * Demands an entry for each user, in the order in which they were asked for; undefined stands for a
 * user that nobody knows. What a known user without a license gets is another rule's.
 */
export function expectInOrder(
  reply: Reply,
  kit: Kit,
  asked: readonly (IdentityRole | undefined)[],
  what: string,
): void {
  const slots = readLicenseSlots(reply);
  if (slots.length !== asked.length)
    violate(`an entry for each of ${asked.length} users`, `${slots.length} entries`, what);
  for (const [index, role] of asked.entries()) {
    const { license, path } = slots[index] ?? {};
    if (license === undefined || (role !== undefined && isFor(license, kit, role))) continue;
    const expected = role === undefined ? 'no use license' : `the license of the ${role}`;
    violate(`${expected} in place ${index + 1}`, describeSlot(slots[index]), path ?? what);
  }
}
