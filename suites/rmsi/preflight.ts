import { randomInt } from 'node:crypto';
import { createRedactor } from '../../harness/report/redact.ts';
import { recordExchanges } from '../../harness/report/recorder.ts';
import { lastComponent } from '../../harness/soap/exception-name.ts';
import type { Reply } from '../../harness/soap/reply.ts';
import { soapVersions, type SoapVersion } from '../../harness/soap/version.ts';
import { openTransport } from '../../harness/transport/transport.ts';
import type { Transport, WireFailure } from '../../harness/transport/wire.ts';
import { Blocked } from '../../harness/verdict/blocked.ts';
import { contentKeyElements } from './content-key.ts';
import {
  checkLeaf,
  fetchServerCertificates,
  type ServerCertificates,
} from './server-certificate.ts';
import { certificateTexts } from './certificate-texts.ts';
import { openSession } from './session.ts';
import type { RmsiState } from './state.ts';

/** What a run knows before it has sent anything. */
export type RmsiPlan = Pick<RmsiState, 'deployments' | 'tls' | 'limits'> & {
  /** The text of a file with the server licensor certificate (chain), when the target names one. */
  readonly serverCertificate?: string;
  /** Seed of the random version ranges; drawn unless given. */
  readonly seed?: number;
};

/** Longest wait for one answer before the run begins, in milliseconds. */
const preflightDeadline = 5_000;

/**
 * Finds out in a few requests, sent side by side, whether the target can be reached, its certificate,
 * and the SOAP versions that it answers in, so that a dead or garbage server costs seconds.
 */
export async function preflight(plan: RmsiPlan): Promise<RmsiState> {
  const limits = {
    ...plan.limits,
    deadlineMs: Math.min(plan.limits.deadlineMs, preflightDeadline),
  };
  const transport = openTransport({ limits, tls: plan.tls });
  try {
    return await look(transport, plan);
  } finally {
    await transport.close();
  }
}

async function look(transport: Transport, plan: RmsiPlan): Promise<RmsiState> {
  const { decommissioned, normal } = plan.deployments;
  const state = {
    deployments: withHttps(plan.deployments),
    tls: plan.tls,
    limits: plan.limits,
    seed: plan.seed ?? randomInt(2 ** 31 - 1),
    offered: [],
  };
  const base = decommissioned ?? normal;
  if (base === undefined) return { ...state, unreachable: 'The target names no deployment.' };
  const failure = await connect(transport, base);
  if (failure !== undefined) return { ...state, unreachable: failure };
  const found = await serverCertificates(transport, plan);
  const known: RmsiState =
    'problem' in found
      ? {
          ...state,
          withoutCertificate: `GetLicensorCertificate did not give the server's certificate (${found.problem}); name the server in normal operation with --deployment normal=URL, or supply the certificate with --server-certificate FILE.`,
        }
      : { ...state, serverCertificates: found.certificates };
  if (decommissioned === undefined) return known;
  const replies = await Promise.all(
    soapVersions.map(version => plainAnswer(transport, known, version)),
  );
  // Only one URL was given, and it is the other kind of server.
  if (normal === undefined && replies.every(isInNormalOperation))
    return { ...known, deployments: { normal: decommissioned }, inNormalOperation: true };
  return { ...known, offered: soapVersions.filter((_, index) => answersInKind(replies[index])) };
}

/** The reply to a plain request, or undefined when the server went away meanwhile. */
async function plainAnswer(
  transport: Transport,
  state: RmsiState,
  version: SoapVersion,
): Promise<Reply | undefined> {
  const session = openSession(state, version, createRedactor());
  try {
    return await session.answer(recordExchanges(transport), 'minimal');
  } catch (error) {
    if (error instanceof Blocked) return undefined;
    throw error;
  }
}

function isInNormalOperation(reply: Reply | undefined): boolean {
  const exceptions = reply?.exceptions ?? [];
  return exceptions.some(name => lastComponent(name) === 'ClusterNotDecommissionedException');
}

/** Whether a plain request got its key, or at least an envelope of its own version. */
function answersInKind(reply: Reply | undefined): boolean {
  if (reply === undefined) return false;
  return contentKeyElements(reply).length > 0 || reply.envelope?.version === reply.asked.version;
}

/** The decommissioned deployment is the HTTPS one, too, when its own URL says so. */
function withHttps(deployments: RmsiState['deployments']): RmsiState['deployments'] {
  const { decommissioned } = deployments;
  return decommissioned?.startsWith('https:') === true
    ? { 'decommissioned-https': decommissioned, ...deployments }
    : deployments;
}

/** Failures after which a target counts as not reached; anything else is an answer of sorts. */
const dead: ReadonlySet<WireFailure['code']> = new Set([
  'unresolved',
  'refused',
  'unreachable',
  'tls',
  'deadline',
]);

async function connect(transport: Transport, base: string): Promise<string | undefined> {
  const url = `${base}/decommission/decommission.asmx`;
  const outcome = await transport.send({ url, method: 'GET', headers: {} });
  return outcome.kind === 'failure' && dead.has(outcome.code) ? outcome.message : undefined;
}

async function serverCertificates(
  transport: Transport,
  plan: RmsiPlan,
): Promise<ServerCertificates> {
  if (plan.serverCertificate !== undefined) {
    const certificates = certificateTexts(plan.serverCertificate);
    return checkLeaf(certificates[0] ?? '') ?? { certificates };
  }
  const problems: string[] = [];
  for (const base of [plan.deployments.decommissioned, plan.deployments.normal]) {
    if (base === undefined) continue;
    const found = await fetchServerCertificates(transport, base);
    if ('certificates' in found) return found;
    problems.push(found.problem);
  }
  return { problem: problems.join('; ') };
}
