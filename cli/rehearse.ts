import { countDryRun, gather, type DryRun, type PlannedCheck } from '../harness/report/dry-run.ts';
import type { Exchange } from '../harness/report/exchange.ts';
import { grantKinds, makeLedger, type Grant, type Ledger } from '../harness/report/ledger.ts';
import { recordExchanges } from '../harness/report/recorder.ts';
import { createRedactor } from '../harness/report/redact.ts';
import { namedUrls } from '../harness/target/named-urls.ts';
import type { Target } from '../harness/target/target.ts';
import { accessOf } from '../harness/transport/access.ts';
import { openTransport } from '../harness/transport/transport.ts';
import type { Outcome } from '../harness/verdict/decide.ts';
import type { ListedCheck } from './dry-run-selection.ts';
import type { Protocol } from './protocols/protocol.ts';
import { allProtocols, protocolOf } from './protocols/protocols.ts';
import { suites } from './suites.ts';

type Sent = Pick<Exchange, 'request' | 'label'>;

/** What the rehearsal of one suite came to. */
interface Rehearsal {
  readonly preflight: DryRun['preflight'];
  readonly checks: readonly PlannedCheck[];
  readonly grants: readonly Grant[];
}

/**
 * Tries checks on the embedded reference servers as a run would try them on a target that has the
 * deployments, users and permissions of this one, and tells what was sent, in terms of the target. To
 * the target itself nothing is sent, and none of its secrets is read.
 */
export async function rehearse(target: Target, listed: readonly ListedCheck[]): Promise<DryRun> {
  const protocols = allProtocols();
  const rehearsals: Rehearsal[] = [];
  for (const { name, projects, concerns } of suites) {
    const own = listed.filter(({ project }) => projects.includes(project));
    if (concerns(target) && own.length > 0)
      rehearsals.push(await rehearseSuite(protocolOf(name, protocols), target, own));
  }
  const preflight = rehearsals.flatMap(rehearsal => rehearsal.preflight);
  const checks = rehearsals.flatMap(rehearsal => rehearsal.checks);
  const issued = count(rehearsals.flatMap(({ grants }) => grants));
  return {
    format: 1,
    target: { name: target.name, deployments: Object.fromEntries(namedUrls(target)) },
    permissions: target.permissions,
    rehearsedAgainst: 'embedded reference server',
    preflight,
    checks,
    totals: { ...countDryRun(preflight, checks), issued },
  };
}

async function rehearseSuite(
  protocol: Protocol,
  target: Target,
  listed: readonly ListedCheck[],
): Promise<Rehearsal> {
  const suite = await protocol.loadSuite();
  const profile = target.profile === 'infer' ? undefined : target.profile;
  const { plan: reference, close } = await protocol.start(profile === undefined ? {} : { profile });
  try {
    const plan = protocol.standInFor(target, reference);
    const urlOf = translate(protocol.places(target, plan));
    const before: Sent[] = [];
    const grants: Grant[] = [];
    const note = (sent: Sent[]) => (exchange: Exchange) => {
      const { request, label } = exchange;
      // Neither bodies nor replies are kept: a sweep has hundreds.
      const { url, method } = request;
      sent.push({ request: { url, method, headers: {} }, ...(label !== undefined && { label }) });
      grants.push(...suite.grantsIn(exchange));
    };
    const known = await suite.preflight({ ...plan, onSent: note(before) });
    const byRequirement = new Map(
      suite.checks.flatMap(check =>
        check.requirements.map(requirement => [requirement, check] as const),
      ),
    );
    const checks: PlannedCheck[] = [];
    for (const project of suite.projects) {
      const transport = openTransport(accessOf(known));
      const session = suite.open(known, project, createRedactor());
      for (const { requirement } of listed.filter(each => each.project === project)) {
        const check = byRequirement.get(requirement);
        if (check === undefined) throw new Error(`There is no check of ${requirement}.`);
        const sent: Sent[] = [];
        const outcome = await session.decide(check, recordExchanges(transport, note(sent)), []);
        const requests = gather(sent, urlOf);
        checks.push({ requirement, project, requests, ...describe(outcome, urlOf) });
      }
      session.close();
      await transport.close();
    }
    return { preflight: gather(before, urlOf), checks, grants };
  } finally {
    await close();
  }
}

/** Puts the target's URLs in the place of those of the reference server. */
function translate(places: readonly (readonly [string, string])[]): (text: string) => string {
  return text => places.reduce((changed, [from, to]) => changed.replaceAll(from, to), text);
}

function describe(
  outcome: Outcome,
  urlOf: (text: string) => string,
): Pick<PlannedCheck, 'blocked' | 'inapplicable'> {
  if (outcome.kind === 'blocked')
    return { blocked: { code: outcome.code, reason: urlOf(outcome.reason) } };
  return outcome.kind === 'inapplicable' ? { inapplicable: outcome.reason } : {};
}

/** How much of each kind there is; account keys once for each user. */
function count(grants: readonly Grant[]): Ledger['totals'] {
  const users = new Set(
    grants.flatMap(({ kind, issuedTo = '' }) => (kind === 'account key' ? [issuedTo] : [])),
  );
  const { totals } = makeLedger([]);
  return {
    ...totals,
    ...Object.fromEntries(
      grantKinds.map(kind => [
        kind,
        kind === 'account key' ? users.size : grants.filter(grant => grant.kind === kind).length,
      ]),
    ),
  };
}
