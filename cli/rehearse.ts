import { countDryRun, gather, type DryRun, type PlannedCheck } from '../harness/report/dry-run.ts';
import type { Exchange } from '../harness/report/exchange.ts';
import { grantKinds, makeLedger, type Grant, type Ledger } from '../harness/report/ledger.ts';
import { recordExchanges } from '../harness/report/recorder.ts';
import { createRedactor } from '../harness/report/redact.ts';
import type { RmsPlan } from '../harness/rms/preflight.ts';
import { soapVersions } from '../harness/soap/version.ts';
import { identityRoles, type Identities } from '../harness/target/identity.ts';
import type { Target } from '../harness/target/target.ts';
import { accessOf } from '../harness/transport/access.ts';
import { openTransport } from '../harness/transport/transport.ts';
import { decide, type Outcome } from '../harness/verdict/decide.ts';
import { collectChecks } from '../suites/rmsi/collect-checks.ts';
import { rmsiSuite } from '../suites/rmsi/suite.ts';
import type { ListedCheck } from './dry-run-selection.ts';
import { referenceState, startReferenceTarget } from './reference-target.ts';

type Sent = Pick<Exchange, 'request' | 'label'>;

/**
 * Tries checks on the embedded reference server as a run would try them on a target that has the
 * deployments, users and permissions of this one, and tells what was sent, in terms of the target. To
 * the target itself nothing is sent, and none of its secrets is read.
 */
export async function rehearse(target: Target, listed: readonly ListedCheck[]): Promise<DryRun> {
  const profile = target.profile === 'infer' ? undefined : target.profile;
  // Which keys the server has changes nothing that is sent; these are made sooner.
  const state = referenceState('mode1');
  const { target: reference, close } = await startReferenceTarget({
    state,
    ...(profile !== undefined && { profile }),
  });
  try {
    const plan = standInFor(target, reference, state.own.SLC.join(''));
    const urlOf = translate(plan.deployments, target.deployments);
    const before: Sent[] = [];
    const grants: Grant[] = [];
    const note = (sent: Sent[]) => (exchange: Exchange) => {
      const { request, label } = exchange;
      // Neither bodies nor replies are kept: a sweep has hundreds.
      const { url, method } = request;
      sent.push({ request: { url, method, headers: {} }, ...(label !== undefined && { label }) });
      grants.push(...rmsiSuite.grantsIn(exchange));
    };
    const known = await rmsiSuite.preflight({ ...plan, onSent: note(before) });
    const byRequirement = new Map(
      (await collectChecks()).flatMap(check =>
        check.requirements.map(requirement => [requirement as string, check] as const),
      ),
    );
    const checks: PlannedCheck[] = [];
    for (const version of soapVersions) {
      const transport = openTransport(accessOf(known));
      const session = rmsiSuite.openSession(known, version, createRedactor());
      const project = `rmsi-${version}`;
      for (const { requirement } of listed.filter(each => each.project === project)) {
        const check = byRequirement.get(requirement);
        if (check === undefined) throw new Error(`There is no check of ${requirement}.`);
        const sent: Sent[] = [];
        const recorder = recordExchanges(transport, note(sent));
        const trial = rmsiSuite.tryCheck(session, recorder, [], check.requirements);
        const outcome = await decide(check, trial);
        const requests = gather(sent, urlOf);
        checks.push({ requirement, project, requests, ...describe(outcome, urlOf) });
      }
      await transport.close();
    }
    const preflight = gather(before, urlOf);
    return {
      format: 1,
      target: { name: target.name, deployments: target.deployments },
      permissions: target.permissions,
      rehearsedAgainst: 'embedded reference server',
      preflight,
      checks,
      totals: { ...countDryRun(preflight, checks), issued: count(grants) },
    };
  } finally {
    await close();
  }
}

/** The reference server, described with as much as the target has. */
function standInFor(target: Target, reference: Target, certificate: string): RmsPlan {
  const deployments = Object.fromEntries(
    Object.entries(target.deployments).map(([name, url]) => {
      // The preflight takes a decommissioned server at https: for both.
      const secure = name === 'decommissioned' && url.startsWith('https:');
      const stand = secure ? 'decommissioned-https' : name;
      return [name, reference.deployments[stand] ?? ''];
    }),
  );
  const { tls, limits } = reference;
  // To infer a profile takes requests of its own.
  const profile = target.profile === 'infer' ? 'infer' : reference.profile;
  return {
    ...{ deployments, tls, limits, permissions: target.permissions, seed: 1 },
    identities: usersOf(target.identities ?? {}, reference.identities ?? {}),
    ...(profile !== undefined && { profile }),
    ...(target.serverCertificate !== undefined && { serverCertificate: certificate }),
  };
}

/** The reference server's users, of each as much as the target tells of its own. */
function usersOf(named: Identities, users: Identities): Identities {
  return Object.fromEntries(
    identityRoles.flatMap(role => {
      const [told, user] = [named[role], users[role]];
      if (told === undefined || user === undefined) return [];
      const { emailAddress, sid, privateKeyFile } = user;
      return [
        [
          role,
          {
            emailAddress,
            ...(told.sid !== undefined && sid !== undefined && { sid }),
            ...(told.privateKeyFile !== undefined &&
              privateKeyFile !== undefined && { privateKeyFile }),
          },
        ],
      ];
    }),
  );
}

/** Puts the target's base URLs in the place of those of the reference server. */
function translate(
  from: Readonly<Record<string, string | undefined>>,
  to: Readonly<Record<string, string>>,
): (text: string) => string {
  return text =>
    Object.entries(from).reduce(
      (changed, [name, base]) =>
        base === undefined ? changed : changed.replaceAll(`${base}/`, `${to[name] ?? ''}/`),
      text,
    );
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
