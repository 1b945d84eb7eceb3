import { randomInt } from 'node:crypto';
import { createRedactor } from '../report/redact.ts';
import type { Exchange } from '../report/exchange.ts';
import { recordExchanges, type Recorder } from '../report/recorder.ts';
import { lastComponent } from '../soap/exception-name.ts';
import { openForPreflight } from '../runner/open-for-preflight.ts';
import type { SuitePlan } from '../runner/suite-plan.ts';
import type { Reply } from '../soap/reply.ts';
import { soapVersions, type SoapVersion } from '../soap/version.ts';
import { inferProfile } from '../target/infer-profile.ts';
import { readOnly } from '../target/permissions.ts';
import { accessOf } from '../transport/access.ts';
import { secretsOf } from '../transport/secrets.ts';
import { notReached, type NotReached } from '../transport/not-reached.ts';
import { unreached } from '../transport/unreached.ts';
import type { Transport, WireFailure } from '../transport/wire.ts';
import { Blocked } from '../verdict/blocked.ts';
import { certificateTexts } from './certificate-texts.ts';
import { askForVersions, observeVersions, type Observed } from './observe-versions.ts';
import { operations, type OperationName } from './operations.ts';
import {
  checkLeaf,
  fetchServerCertificates,
  type ServerCertificates,
} from './server-certificate.ts';
import { offers, openSession } from './session.ts';
import type { DeploymentName, RmsState } from './state.ts';

/** The operations by which the preflight learns what a server speaks: they need nothing made first. */
const probes = ['AcquireContentKey', 'Precertify'] as const satisfies readonly OperationName[];

/**
 * Finds out in a few requests, sent side by side, whether the target can be reached, its
 * certificates, and the SOAP versions that it answers in, so that a dead or garbage server costs
 * seconds.
 */
export async function preflight(plan: SuitePlan): Promise<RmsState> {
  const transport = openForPreflight(plan);
  let refused: WireFailure | undefined;
  const watched: Transport = {
    ...transport,
    async send(request) {
      const outcome = await transport.send(request);
      if (outcome.kind === 'failure' && outcome.code === 'unauthorized') refused ??= outcome;
      return outcome;
    },
  };
  try {
    const state = await look(watched, plan);
    // Whoever is refused with credentials somewhere would be refused again and again. A server's 401
    // says nothing of credentials that only the proxy gets.
    const ofServer = refused?.status === 401;
    const known = plan.authentication !== undefined || (plan.proxy !== undefined && !ofServer);
    const found = known && refused !== undefined ? { ...state, ...notReached(refused) } : state;
    return withoutSecrets(found);
  } finally {
    await transport.close();
  }
}

async function look(transport: Transport, plan: SuitePlan): Promise<RmsState> {
  const found = await lookAround(transport, plan);
  if (plan.profile !== 'infer' || found.unreachable !== undefined) return found;
  const observed = (['normal', 'decommissioned'] as const).flatMap((name): readonly Observed[] => {
    const base = found.deployments[name];
    return base === undefined ? [] : [[name, base]];
  });
  const recorder = recordExchanges(transport, plan.onSent);
  const replies = await askForVersions(recorder, observed, found.permissions.mayIssue);
  const inferred = inferProfile(observeVersions(replies));
  return { ...found, profile: inferred.heldTo, inferred };
}

async function lookAround(transport: Transport, plan: SuitePlan): Promise<RmsState> {
  const deployments: RmsState['deployments'] = plan.deployments;
  const { decommissioned, normal } = deployments;
  const state: RmsState = {
    deployments: withHttps(deployments),
    ...accessOf(plan),
    permissions: plan.permissions ?? readOnly,
    identities: plan.identities ?? {},
    ...(plan.licences !== undefined && { licences: plan.licences }),
    profile:
      plan.profile === undefined || plan.profile === 'infer' ? 'specification' : plan.profile,
    seed: plan.seed ?? randomInt(2 ** 31 - 1),
    offered: [],
    serverCertificates: {},
  };
  const base = decommissioned ?? normal;
  if (base === undefined) return { ...state, unreachable: 'The target names no deployment.' };
  const { onSent } = plan;
  const observed = onSent === undefined ? transport : observe(transport, onSent);
  const failure = await connect(observed, base);
  if (failure !== undefined) return { ...state, ...failure };
  const known = await withCertificates(observed, plan, state);
  const replies = await Promise.all(
    soapVersions.map(version => probe(recordExchanges(transport, onSent), known, version)),
  );
  // Only one URL was given, and it is the other kind of server.
  if (normal === undefined && decommissioned !== undefined && replies.every(isInNormalOperation)) {
    const moved: RmsState = {
      ...known,
      deployments: { normal: decommissioned },
      inNormalOperation: true,
    };
    return { ...moved, offered: offeredBy(replies) };
  }
  return { ...known, offered: offeredBy(replies) };
}

function offeredBy(replies: readonly (readonly Reply[])[]): readonly SoapVersion[] {
  return soapVersions.filter((_, index) => replies[index]?.some(answersInKind));
}

/** The replies to plain requests; none for an interface that the target lacks, or that went away. */
async function probe(
  recorder: Recorder,
  state: RmsState,
  version: SoapVersion,
): Promise<readonly Reply[]> {
  const session = openSession(state, version, createRedactor());
  const replies: Reply[] = [];
  for (const name of probes) {
    if (!offers(state, name)) continue;
    try {
      replies.push(await session.answer(recorder, name));
    } catch (error) {
      if (!(error instanceof Blocked)) throw error;
    }
  }
  return replies;
}

function isInNormalOperation(replies: readonly Reply[]): boolean {
  return replies.some(({ exceptions }) =>
    exceptions.some(name => lastComponent(name) === 'ClusterNotDecommissionedException'),
  );
}

/** Whether a plain request got an envelope of its own version, or was granted at least. */
function answersInKind({ envelope, fault, asked }: Reply): boolean {
  return envelope !== undefined && (envelope.version === asked.version || fault === undefined);
}

/** The decommissioned deployment is the HTTPS one, too, when its own URL says so. */
function withHttps(deployments: RmsState['deployments']): RmsState['deployments'] {
  const { decommissioned } = deployments;
  return decommissioned?.startsWith('https:') === true
    ? { 'decommissioned-https': decommissioned, ...deployments }
    : deployments;
}

/** What a server said is quoted there, and it may have said what it was sent. */
function withoutSecrets(state: RmsState): RmsState {
  const redactor = createRedactor(secretsOf(state));
  const { unreachable, withoutCertificate } = state;
  return {
    ...state,
    ...(unreachable !== undefined && { unreachable: redactor.text(unreachable) }),
    ...(withoutCertificate !== undefined && {
      withoutCertificate: redactor.text(withoutCertificate),
    }),
  };
}

function observe(transport: Transport, onSent: (exchange: Exchange) => void): Transport {
  return {
    async send(request) {
      const outcome = await transport.send(request);
      onSent({ request, outcome });
      return outcome;
    },
    close: () => transport.close(),
  };
}

async function connect(transport: Transport, base: string): Promise<NotReached | undefined> {
  const url = `${base}/${operations.AcquireContentKey.path}`;
  const outcome = await transport.send({ url, method: 'GET', headers: {} });
  if (outcome.kind !== 'failure') return undefined;
  const { code } = outcome;
  return unreached.has(code) || code === 'unauthorized' ? notReached(outcome) : undefined;
}

async function withCertificates(
  transport: Transport,
  plan: SuitePlan,
  state: RmsState,
): Promise<RmsState> {
  const [own, trusting] = await Promise.all([
    plan.serverCertificate === undefined
      ? ask(transport, state, ['decommissioned', 'normal'])
      : readSupplied(plan.serverCertificate),
    ask(transport, state, ['trusting']),
  ]);
  return {
    ...state,
    ...('problem' in own && {
      withoutCertificate: `GetLicensorCertificate did not give the server's certificate (${own.problem}); name the server in normal operation with --deployment normal=URL, or supply the certificate with --server-certificate FILE.`,
    }),
    serverCertificates: {
      ...('certificates' in own && { own: own.certificates }),
      ...('certificates' in trusting && { trusting: trusting.certificates }),
    },
  };
}

function readSupplied(text: string): ServerCertificates {
  const certificates = certificateTexts(text);
  return checkLeaf(certificates[0] ?? '') ?? { certificates };
}

async function ask(
  transport: Transport,
  { deployments }: RmsState,
  names: readonly DeploymentName[],
): Promise<ServerCertificates> {
  const problems: string[] = [];
  for (const name of names) {
    const base = deployments[name];
    if (base === undefined) continue;
    const found = await fetchServerCertificates(transport, base);
    if ('certificates' in found) return found;
    problems.push(found.problem);
  }
  return { problem: problems.join('; ') };
}
