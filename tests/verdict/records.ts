import type { VerdictRecord } from '../../harness/verdict/verdict.ts';
import { catalogue, type RmsiRequirementId } from '../../suites/rmsi/catalogue.ts';

/** What a test says of a record; the rest is the catalogue's, or nothing. */
export interface GivenRecord extends Pick<VerdictRecord, 'project' | 'verdict'> {
  readonly requirement: RmsiRequirementId;
  readonly findings?: VerdictRecord['findings'];
}

/** A record as a run of MS-RMSI leaves it, valid by the schema of results.json. */
export function recordWith({ requirement, ...given }: GivenRecord): VerdictRecord {
  const { section, level, actor, operation, title, statement } =
    catalogue.requirements[requirement];
  const { verdict, findings = [{ expected: 'a', actual: 'b' }] } = given;
  const isBroken = ['fail', 'warn', 'waived'].includes(verdict);
  const waived = { insteadOf: 'fail', reason: 'r', owner: 'o', expires: '2027-01-01' } as const;
  return {
    ...{ requirement, project: given.project, specification: catalogue.specification },
    ...{ section, level, actor, operation, title, statement, verdict },
    ...(verdict === 'blocked' && { blocked: { code: 'no-fault', reason: 'None came.' } }),
    ...(verdict === 'inapplicable' && { inapplicable: 'Not here.' }),
    ...(verdict === 'waived' && { waived }),
    findings: isBroken ? findings : [],
    ...{ notes: [], evidence: [], exchanges: 1, durationMs: 1 },
  };
}
