import { createRedactor } from '../../harness/report/redact.ts';
import { recordExchanges } from '../../harness/report/recorder.ts';
import { operationNames } from '../../harness/rights-manager/operations.ts';
import { preflight } from '../../harness/rights-manager/preflight.ts';
import { openSession } from '../../harness/rights-manager/session.ts';
import type { SuitePlan } from '../../harness/runner/suite-plan.ts';
import {
  playReadyDeployments,
  type PlayReadyDeployment,
  type PlayReadyTarget,
} from '../../harness/target/playready.ts';
import { completeLimits, type Target } from '../../harness/target/target.ts';
import { openTransport } from '../../harness/transport/transport.ts';
import { playReadyMutants } from '../../reference/mutants/playready/mutants.ts';
import type { GenuineAnswers } from '../../reference/null/null-server.ts';
import { conforming } from '../../reference/playready/behaviour.ts';
import { startPlayReadyReference } from '../reference-playready.ts';
import { proofSeed, type Protocol, type RunningReference, type Variation } from './protocol.ts';

/** PlayReady license servers. */
export const playReadyProtocol: Protocol = {
  name: 'playready',
  loadSuite: async () => (await import('../../suites/playready/collect-checks.ts')).loadSuite(),
  mutants: playReadyMutants,
  conforming,
  start,
  conformingServers: [],
  projectsFor: () => ['playready'],
  nullPlan: (genuine, base) =>
    withDeployments(genuine, () => `${base}/rightsmanager.asmx`, playReadyDeployments),
  recordGenuineAnswers,
  standInFor,
  places: ({ playready }, standIn) =>
    playReadyDeployments.flatMap(name => {
      const [from, to] = [standIn.playready?.deployments[name], playready?.deployments[name]];
      return from === undefined || to === undefined ? [] : [[from, to] as const];
    }),
};

async function start({ behaviour = {} }: Variation = {}): Promise<RunningReference> {
  const { playready, close } = await startPlayReadyReference(behaviour);
  const plan: SuitePlan = {
    deployments: {},
    ...{ playready, tls: {}, limits: completeLimits(), seed: proofSeed },
    permissions: { mayIssue: true, mayDecommission: false },
  };
  return { plan, close };
}

function withDeployments(
  plan: SuitePlan,
  urlOf: (name: PlayReadyDeployment) => string | undefined,
  names: readonly PlayReadyDeployment[],
): SuitePlan {
  const entries = names.flatMap(name => {
    const url = urlOf(name);
    return url === undefined ? [] : [[name, url] as const];
  });
  return {
    ...plan,
    playready: {
      ...plan.playready,
      deployments: Object.fromEntries(entries),
    },
  };
}

/** For messages and ids that nobody else has: those of another server. */
async function recordGenuineAnswers(): Promise<GenuineAnswers> {
  const { plan, close } = await start();
  const transport = openTransport({ tls: {}, limits: completeLimits() });
  try {
    const session = openSession(await preflight(plan), createRedactor());
    const answers = new Map<string, string>();
    for (const name of operationNames) {
      const { bytes } = await session.accepted(recordExchanges(transport), name);
      answers.set(name, Buffer.from(bytes).toString('utf8'));
    }
    return ({ body }) => {
      const name = operationNames.find(each => body.includes(`<${each} `));
      return { type: 'text/xml; charset=utf-8', body: answers.get(name ?? '') ?? '' };
    };
  } finally {
    await transport.close();
    await close();
  }
}

/** The states that the target names; ids and recordings where it has some. */
function standInFor({ playready, permissions }: Target, reference: SuitePlan): SuitePlan {
  const own: PlayReadyTarget = reference.playready ?? { deployments: {} };
  const { meteringId, programs, recordings } = playready ?? {};
  const named = playReadyDeployments.filter(name => playready?.deployments[name] !== undefined);
  const stand: Omit<PlayReadyTarget, 'deployments'> = {
    ...(meteringId !== undefined && own.meteringId !== undefined && { meteringId: own.meteringId }),
    ...(programs !== undefined && own.programs !== undefined && { programs: own.programs }),
    ...(recordings !== undefined && own.recordings !== undefined && { recordings: own.recordings }),
  };
  return withDeployments(
    { ...reference, permissions, playready: { ...stand, deployments: {} } },
    name => own.deployments[name],
    named,
  );
}
