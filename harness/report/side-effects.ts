import { describeTotals } from './ledger.ts';
import type { Results } from './results.ts';

/**
 * Sentences on what a run caused on the server, and on what it left out because it was not allowed;
 * none when there is neither.
 */
export function sideEffects({ ledger, verdicts, target }: Results): readonly string[] {
  const issued = describeTotals(ledger);
  const left = verdicts.filter(({ blocked }) => blocked?.code === 'not-allowed').length;
  const { mayIssue, mayDecommission } = target.permissions ?? {};
  const missing = [
    ...(mayIssue === false ? ['--may-issue or mayIssue: true'] : []),
    ...(mayDecommission === false && mayIssue === true
      ? ['--may-decommission or mayDecommission: true']
      : []),
  ].join('; ');
  return [
    ...(issued === undefined ? [] : [`Issued on the server: ${issued}; ledger.csv lists them.`]),
    ...(left === 0
      ? []
      : [
          `Not allowed: ${left} of ${verdicts.length} verdicts are blocked because the target does not allow what they would cause, and rows about every interface rest on those that only read. Where the server may be written to, allow it: ${missing}.`,
        ]),
  ];
}
