import type { Grantee, ParsedRightsData } from '../../harness/xrml/rights-data.ts';
import type { Owner } from '../../harness/xrml/owner.ts';
import type { TimeCondition } from '../../harness/xrml/time-condition.ts';
import { contains, type Period } from '../../harness/xrml/time.ts';
import type { UsageGrant } from '../../harness/xrml/use-license.ts';
import { sameAddress } from './directory.ts';

/** A user for whom a use license is wanted, with all by which a policy may know the user. */
export interface Claimant {
  /** Type of the ID in the account certificate. */
  readonly type: string;
  /** A SID for Windows. */
  readonly id: string;
  readonly emailAddresses: readonly string[];
  /** Whether the publishing license is the user's own. */
  readonly isOwner: boolean;
}

/** How rights are evaluated (MS-RMPR 3.4.4.1, 2.2.9.8.5.3). */
export interface GrantRules {
  /** Whether a user is the OWNER that a publishing license states. */
  readonly ownerMatches: (owner: Owner | undefined, user: Omit<Claimant, 'isOwner'>) => boolean;
  readonly principalMatches: (principal: Grantee, claimant: Claimant) => boolean;
  /** What the owner is granted (2.2.9.9.6). */
  readonly ownerGrants: (rightsData: ParsedRightsData) => readonly UsageGrant[];
  /** When the content can be used; days count from ISSUEDTIME (2.2.9.8.4). */
  readonly policyPeriod: (validity: TimeCondition, issuedTime: Date) => Period;
  readonly policyApplies: (period: Period, now: Date) => boolean;
  /** A right's conditions in the use license: its own, and those of the policy as a whole. */
  readonly carriedConditions: (
    time: TimeCondition | undefined,
    policyPeriod: Period | undefined,
  ) => Omit<UsageGrant, 'name'>;
  /** Whether nobody can exercise the right from now on. */
  readonly isOver: (grant: UsageGrant, now: Date) => boolean;
  /** The last word on what anybody but the owner is granted. */
  readonly granted: (
    grants: readonly UsageGrant[],
    rightsData: ParsedRightsData,
  ) => readonly UsageGrant[];
}

const dayMilliseconds = 24 * 60 * 60 * 1000;

export const conformingGrants: GrantRules = {
  ownerMatches: (owner, { type, emailAddresses }) =>
    owner !== undefined &&
    owner.type === type &&
    emailAddresses.some(each => sameAddress(each, owner.emailAddress)),
  principalMatches: ({ type, id = '', emailAddress }, claimant) => {
    if (type === 'Internal') return id === 'Anyone' || (id === 'Owner' && claimant.isOwner);
    // A SID decides where one is given; the address next to it is for people.
    if (type === 'Windows' && id !== '')
      return claimant.type === 'Windows' && claimant.id.toUpperCase() === id.toUpperCase();
    return (
      emailAddress !== undefined &&
      claimant.emailAddresses.some(each => sameAddress(each, emailAddress))
    );
  },
  ownerGrants: () => [{ name: 'OWNER' }],
  policyPeriod: (validity, issuedTime) =>
    'days' in validity
      ? {
          from: issuedTime,
          until: new Date(issuedTime.getTime() + validity.days * dayMilliseconds),
        }
      : validity,
  policyApplies: contains,
  carriedConditions: (time, policyPeriod) => {
    if (time === undefined) return policyPeriod ? { time: policyPeriod } : {};
    if (policyPeriod === undefined) return { time };
    return 'days' in time
      ? { time: policyPeriod, interval: time }
      : { time: intersection(time, policyPeriod) };
  },
  // A right that begins later is carried over: the client holds the license until then.
  isOver: ({ time }, now) =>
    time !== undefined && 'until' in time && (time.until <= now || time.until <= time.from),
  granted: grants => grants,
};

/**
 * When a grant ends, in milliseconds since the epoch; days count from the use license's ISSUEDTIME,
 * which is now.
 */
export function endOf({ time, interval }: UsageGrant, now: Date): number {
  const ends = [time, interval].map(condition => {
    if (condition === undefined) return Infinity;
    return 'days' in condition
      ? now.getTime() + condition.days * dayMilliseconds
      : condition.until.getTime();
  });
  return Math.min(...ends);
}

function intersection(one: Period, other: Period): Period {
  return {
    from: one.from > other.from ? one.from : other.from,
    until: one.until < other.until ? one.until : other.until,
  };
}
