import type { ParsedRightsData, RightGrant } from '../../harness/xrml/rights-data.ts';
import type { UsageGrant } from '../../harness/xrml/use-license.ts';
import { endOf, type Claimant, type GrantRules } from './grant-rules.ts';
import { Refused } from './refusal.ts';

/** The policy of a publishing license, and who wants to use what it protects. */
export interface Claim {
  readonly rightsData: ParsedRightsData;
  readonly claimant: Claimant;
  readonly now: Date;
}

/**
 * The rights that a publishing license grants a user, each once, in the license's order, with the
 * conditions that the policy puts on it (MS-RMPR 3.4.4.1). Its owner gets OWNER alone, whatever the
 * rights are (2.2.9.9.6).
 *
 * @throws Refused `rightsLabelTime` outside the PRECONDITIONLIST, `noRights` when nothing is granted.
 */
export function grantsOf(claim: Claim, rules: GrantRules): readonly UsageGrant[] {
  const { rightsData, claimant, now } = claim;
  if (claimant.isOwner) return rules.ownerGrants(rightsData);
  const policyPeriod =
    rightsData.validity && rules.policyPeriod(rightsData.validity, rightsData.issuedTime);
  if (policyPeriod && !rules.policyApplies(policyPeriod, now))
    throw new Refused('rightsLabelTime', 'What the license protects cannot be used at this time.');
  const granted = new Map<string, UsageGrant>();
  for (const right of rightsData.rights) {
    if (!applies(right, claim, rules)) continue;
    const grant = { name: right.name, ...rules.carriedConditions(right.time, policyPeriod) };
    if (rules.isOver(grant, now)) continue;
    const known = granted.get(right.name);
    if (known === undefined || endOf(grant, now) > endOf(known, now))
      granted.set(right.name, grant);
  }
  const grants = rules.granted([...granted.values()], rightsData);
  if (grants.length === 0)
    throw new Refused('noRights', 'The license grants the requested principal no rights.');
  return grants;
}

function applies({ principal }: RightGrant, { claimant }: Claim, rules: GrantRules): boolean {
  return rules.principalMatches(principal, claimant);
}
