import type { DryRun, PlannedCheck, PlannedRequests } from './dry-run.ts';
import { describeTotals } from './ledger.ts';

/** A dry run for people: what would be sent, requirement by requirement, then totals and caveats. */
export function renderDryRun(plan: DryRun): string {
  const { target, rehearsedAgainst, preflight, checks, totals } = plan;
  const { reads, issues, decommissions } = totals.effects;
  const issued = describeTotals({ totals: totals.issued });
  const left = checks.filter(({ blocked }) => blocked?.code === 'not-allowed').length;
  return [
    `DRY RUN: nothing was sent to ${target.name}.`,
    '',
    'before the first check',
    ...preflight.map(renderRequests),
    ...checks.flatMap(renderCheck),
    '',
    `${totals.checks} checks, ${totals.blocked} of them would be blocked${left === 0 ? '' : ` (${left} as not allowed)`}, ${totals.inapplicable} are inapplicable.`,
    `${totals.requests} requests: ${reads} read, ${issues} may have something issued, ${decommissions} do what can't be taken back.`,
    `A conforming server would issue: ${issued ?? 'nothing'}.`,
    `These are counts of a rehearsal against the ${rehearsedAgainst} with one worker. A real server's answers may change them, and each further worker sends again what a worker needs once.`,
  ].join('\n');
}

function renderCheck({
  requirement,
  project,
  requests,
  blocked,
  inapplicable,
}: PlannedCheck): readonly string[] {
  const count = requests.reduce((sum, request) => sum + request.count, 0);
  const own = count === 0 && blocked === undefined && inapplicable === undefined;
  return [
    `${requirement} [${project}]: ${count} ${count === 1 ? 'request' : 'requests'}${own ? ', it rests on what others sent' : ''}`,
    ...requests.map(renderRequests),
    ...(blocked === undefined
      ? []
      : [`      would be blocked: ${blocked.code}: ${blocked.reason.split('\n')[0] ?? ''}`]),
    ...(inapplicable === undefined ? [] : [`      inapplicable: ${inapplicable}`]),
  ];
}

function renderRequests(planned: PlannedRequests): string {
  const { count, operation, fixture, soap, effect = 'reads', method, url } = planned;
  const what = operation === undefined ? '' : ` ${operation}/${fixture ?? ''}`;
  const version = soap === undefined ? '' : `, SOAP ${soap === 'soap11' ? '1.1' : '1.2'}`;
  return `${String(count).padStart(9)} x${what} ${method} ${url}${version}, ${effect}`;
}
