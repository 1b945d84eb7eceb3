import { createRedactor } from '../../harness/report/redact.ts';
import { recordExchanges } from '../../harness/report/recorder.ts';
import { operations, type OperationName } from '../../harness/rms/operations.ts';
import { preflight } from '../../harness/rms/preflight.ts';
import { openSession } from '../../harness/rms/session.ts';
import { deploymentNames } from '../../harness/rms/state.ts';
import type { SuitePlan } from '../../harness/runner/suite-plan.ts';
import { soapVersions, type SoapVersion } from '../../harness/soap/version.ts';
import { identityRoles, type Identities } from '../../harness/target/identity.ts';
import type { Target } from '../../harness/target/target.ts';
import { openTransport } from '../../harness/transport/transport.ts';
import { rmsiMutants } from '../../reference/mutants/rmsi/mutants.ts';
import type { GenuineAnswers } from '../../reference/null/null-server.ts';
import { conforming } from '../../reference/rms/behaviour.ts';
import type { ReferenceState } from '../../reference/rms/deployments.ts';
import { conformingEnvelope } from '../../reference/rms/envelope-rules.ts';
import { conformingFault } from '../../reference/rms/fault-rules.ts';
import { conformingTransport } from '../../reference/rms/transport-rules.ts';
import { referenceState, startReferenceTarget } from '../reference-target.ts';
import { proofSeed, type Protocol, type RunningReference, type Variation } from './protocol.ts';

/**
 * RMS (MS-RMSI): `state` is the one that all servers of a proof share, since its keys take seconds.
 * Mode 1 has the smaller keys: a mutant costs hundreds of decryptions.
 */
export function rmsiProtocol(state: ReferenceState = referenceState('mode1')): Protocol {
  const start = async (variation: Variation = {}, server = state): Promise<RunningReference> => {
    const { behaviour = {}, profile = 'specification' } = variation;
    const { target, close } = await startReferenceTarget({ state: server, behaviour, profile });
    return { plan: { ...target, profile, seed: proofSeed }, close };
  };
  return {
    name: 'rmsi',
    loadSuite: async () => (await import('../../suites/rmsi/collect-checks.ts')).loadSuite(),
    mutants: rmsiMutants,
    conforming,
    start,
    conformingServers: [
      { name: 'mode2', start: () => start({}, referenceState('mode2')) },
      {
        name: 'windows-server-2008-r2-sp1',
        start: () => start({ profile: 'windows-server-2008-r2-sp1' }),
      },
    ],
    projectsFor: (behaviour, turn) =>
      versionsFor(behaviour, turn).map(version => `rmsi-${version}`),
    // The harness is given a genuine server certificate and users with their keys, so that it goes as
    // far as it can.
    nullPlan: (genuine, base) => ({
      ...genuine,
      deployments: Object.fromEntries(deploymentNames.map(name => [name, base])),
      tls: {},
      serverCertificate: state.own.SLC.join(''),
    }),
    recordGenuineAnswers,
    standInFor: (target, reference) => standInFor(target, reference, state.own.SLC.join('')),
    places: (target, { deployments }) =>
      Object.entries(deployments).map(
        ([name, base]) => [`${base}/`, `${target.deployments[name] ?? ''}/`] as const,
      ),
  };
}

const { statusOfSuccess, statusOfFault, contentType, finish } = conformingTransport;
const { writeFaultCode, writeFault, writeFaultHeader } = conformingFault;

/** Rules that are told the SOAP version. */
const rulesOfVersions: ReadonlySet<string> = new Set([
  ...Object.keys({ statusOfSuccess, statusOfFault, contentType, finish }),
  ...Object.keys({ writeFaultCode, writeFault, writeFaultHeader }),
  ...Object.keys(conformingEnvelope),
]);

/** Both versions for a mutant that breaks a rule that knows of them; the others answer alike in both. */
function versionsFor(behaviour: object, turn: number): readonly SoapVersion[] {
  const known = Object.keys(behaviour).some(rule => rulesOfVersions.has(rule));
  return known ? soapVersions : soapVersions.filter((_, index) => index === turn % 2);
}

/** A user of the reference server whom no check asks for. */
const somebodyElse = { emailAddress: "o'brien+rms&co@assay.example" };

/** For a user and for licenses that the harness of the run has not made. */
async function recordGenuineAnswers(genuine: SuitePlan): Promise<GenuineAnswers> {
  const transport = openTransport({ tls: genuine.tls });
  try {
    const known = await preflight({ ...genuine, identities: { licensee: somebodyElse } });
    const answers = new Map<string, string>();
    for (const version of soapVersions) {
      const session = openSession(known, version, createRedactor());
      for (const name of Object.keys(operations) as OperationName[]) {
        const { bytes } = await session.accepted(recordExchanges(transport), name);
        answers.set(`${version} ${name}`, Buffer.from(bytes).toString('utf8'));
      }
    }
    return ({ mediaType, body }) => {
      const version = mediaType === 'application/soap+xml' ? 'soap12' : 'soap11';
      const name = Object.keys(operations).find(each => body.includes(`:${each}>`));
      const answer = answers.get(`${version} ${name ?? 'AcquireContentKey'}`) ?? '';
      return { type: mediaType, body: answer };
    };
  } finally {
    await transport.close();
  }
}

function standInFor(target: Target, reference: SuitePlan, certificate: string): SuitePlan {
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
