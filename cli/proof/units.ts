import type { RmsiCheck } from '../../suites/rmsi/collect-checks.ts';
import { rmsiSuite } from '../../suites/rmsi/suite.ts';
import type { RmsiTried } from './prove-mutants.ts';

/** What is tried on mutants one by one: checks, and of a check over several interfaces each part. */
export function unitsOf(checks: readonly RmsiCheck[]): RmsiTried['checks'] {
  return checks.flatMap(check => {
    const parts = rmsiSuite.partsOf(check.requirements);
    return parts.length === 0 ? [check] : parts.map(part => ({ ...check, part }));
  });
}
