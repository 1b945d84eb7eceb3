import { openSession } from '../../harness/license-server/session.ts';
import { preflight } from '../../harness/license-server/preflight.ts';
import { createRedactor } from '../../harness/report/redact.ts';
import { recordExchanges } from '../../harness/report/recorder.ts';
import type { SuitePlan } from '../../harness/runner/suite-plan.ts';
import { completeLimits, type Target } from '../../harness/target/target.ts';
import { wmdrmDeployments, type WmdrmTarget } from '../../harness/target/wmdrm.ts';
import { openTransport } from '../../harness/transport/transport.ts';
import { wmdrmMutants } from '../../reference/mutants/wmdrm/mutants.ts';
import type { GenuineAnswers } from '../../reference/null/null-server.ts';
import { conforming } from '../../reference/wmdrm/behaviour.ts';
import { createWmdrmState, type WmdrmServerState } from '../../reference/wmdrm/state.ts';
import { startWmdrmReference } from '../reference-wmdrm.ts';
import { proofSeed, type Protocol, type RunningReference, type Variation } from './protocol.ts';

/** WMDRM license servers. */
export const wmdrmProtocol: Protocol = {
  name: 'wmdrm',
  loadSuite: async () => (await import('../../suites/wmdrm/collect-checks.ts')).loadSuite(),
  mutants: wmdrmMutants,
  conforming,
  start,
  conformingServers: [],
  projectsFor: () => ['wmdrm'],
  nullPlan: ({ wmdrm, ...plan }, base) => ({
    ...plan,
    ...(wmdrm !== undefined && {
      wmdrm: {
        ...wmdrm,
        deployments: Object.fromEntries(wmdrmDeployments.map(name => [name, `${base}/${name}`])),
        higherLayer: `${base}/higher-layer`,
      },
    }),
  }),
  recordGenuineAnswers,
  standInFor,
  places: ({ wmdrm }, standIn) => {
    const pairs = [
      ...wmdrmDeployments.map(name => [standIn.wmdrm?.deployments[name], wmdrm?.deployments[name]]),
      [standIn.wmdrm?.higherLayer, wmdrm?.higherLayer],
    ];
    return pairs.flatMap(([from, to]) =>
      from === undefined || to === undefined ? [] : [[from, to] as const],
    );
  },
};

/** Nothing of it changes, so that all servers of a process can have the same keys. */
let shared: WmdrmServerState | undefined;

async function start({ behaviour = {} }: Variation = {}): Promise<RunningReference> {
  shared ??= createWmdrmState();
  return startWith(shared, behaviour);
}

async function startWith(state: WmdrmServerState, behaviour: object): Promise<RunningReference> {
  const { wmdrm, close } = await startWmdrmReference(behaviour, state);
  const plan: SuitePlan = {
    deployments: {},
    ...{ wmdrm, tls: {}, limits: completeLimits(), seed: proofSeed },
    permissions: { mayIssue: true, mayDecommission: false },
  };
  return { plan, close };
}

/** For clients that nobody else has: those of another server. */
async function recordGenuineAnswers(): Promise<GenuineAnswers> {
  const { plan, close } = await startWith(createWmdrmState(), {});
  const transport = openTransport({ tls: {}, limits: completeLimits() });
  try {
    const session = openSession(await preflight(plan), createRedactor());
    const recorder = recordExchanges(transport);
    const bodyOf = async (request: Parameters<typeof session.answer>[1]): Promise<string> => {
      const { outcome } = (await session.answer(recorder, request)).exchange;
      if (outcome.kind === 'failure') throw new Error(outcome.message);
      return Buffer.from(outcome.body).toString('utf8');
    };
    const version1 = await bodyOf({ protocol: 1 });
    const silent = await bodyOf({});
    const page = await bodyOf({ nonsilent: '1' });
    return ({ method, body }) => {
      if (method === 'GET') return { type: 'text/html; charset=utf-8', body: version1 };
      return body.includes('nonsilent=1')
        ? { type: 'text/html; charset=utf-8', body: page }
        : { type: 'text/xml; charset=utf-8', body: silent };
    };
  } finally {
    await transport.close();
    await close();
  }
}

/** The states that the target names; a client and a higher layer where it has some. */
function standInFor({ wmdrm, permissions }: Target, reference: SuitePlan): SuitePlan {
  const own = reference.wmdrm;
  if (own === undefined || wmdrm === undefined) return { ...reference, permissions };
  const { versions, recordings } = wmdrm;
  const { client, unlistedClient, higherLayer, licenseKey, serverKey, content, ...others } = own;
  const { minimumAppSecurity, contentKey, ...asked } = content;
  const named = wmdrmDeployments.filter(name => wmdrm.deployments[name] !== undefined);
  const standIn: WmdrmTarget = {
    ...others,
    versions,
    deployments: Object.fromEntries(named.map(name => [name, own.deployments[name]])),
    // Recorded requests are stood for by those of a client.
    ...((wmdrm.client ?? recordings) !== undefined &&
      client !== undefined &&
      serverKey !== undefined && { client, serverKey }),
    ...(wmdrm.unlistedClient !== undefined && unlistedClient !== undefined && { unlistedClient }),
    ...(wmdrm.higherLayer !== undefined && higherLayer !== undefined && { higherLayer }),
    ...(wmdrm.licenseKey !== undefined && licenseKey !== undefined && { licenseKey }),
    content: {
      ...asked,
      ...(wmdrm.content.minimumAppSecurity !== undefined &&
        minimumAppSecurity !== undefined && { minimumAppSecurity }),
      ...(wmdrm.content.contentKey !== undefined && contentKey !== undefined && { contentKey }),
    },
  };
  return { ...reference, permissions, wmdrm: standIn };
}
