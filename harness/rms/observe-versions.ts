import { knownEndpoints } from '../discovery/endpoints.ts';
import { probeOf } from '../discovery/probe.ts';
import type { Recorder } from '../report/recorder.ts';
import { readReply, type Reply } from '../soap/reply.ts';
import type { ObservedVersions } from '../target/infer-profile.ts';
import type { Effect } from '../target/permissions.ts';
import { formatDataVersion, parseDataVersion } from './data-version.ts';
import type { DeploymentName } from './state.ts';

/** Ways to write a version that are kept; a server that has more is like no product anyway. */
const mostVersions = 10;

/** The interfaces of MS-RMSI, and the one that gives a success without anything being issued. */
const interfaces = knownEndpoints.filter(
  ({ specification, path }) => specification === 'rmsi' || path === 'licensing/server.asmx',
);

/** Where versions are asked for: a deployment's name and its base URL. */
export type Observed = readonly [deployment: DeploymentName, base: string];

/**
 * The replies of deployments to requests for nothing, in both SOAP versions; without leave to issue,
 * of those interfaces alone that can't. Each says what it was made for: a server may issue something
 * even so.
 */
export async function askForVersions(
  recorder: Recorder,
  deployments: readonly Observed[],
  mayIssue: boolean,
): Promise<readonly Reply[]> {
  const observed = interfaces.filter(({ probe }) => probe.reads === true || mayIssue);
  const requests = deployments.flatMap(([deployment, base]) =>
    observed.flatMap(endpoint =>
      endpoint.soapVersions.map(soap => {
        const { operation, fixture, reads } = endpoint.probe;
        const effect: Effect = reads === true ? 'reads' : 'issues';
        return {
          request: probeOf(endpoint, soap, base, mayIssue),
          label: { operation, fixture, deployment, effect, soap },
        };
      }),
    ),
  );
  return Promise.all(
    requests.map(async ({ request, label }) =>
      readReply((await recorder.send(request, label)).outcome, { version: label.soap }),
    ),
  );
}

/** What replies show of the facts in which products differ (MS-RMSI section 7, notes 2 and 3). */
export function observeVersions(replies: readonly Reply[]): ObservedVersions {
  const faults = replies.filter(({ fault }) => fault !== undefined);
  const successes = replies.filter(
    ({ fault, content }) => fault === undefined && content?.name.endsWith('Response') === true,
  );
  const stated = [...successes, ...faults];
  return {
    successes: successes.length,
    faults: faults.length,
    faultsWithVersionData: faults.filter(reply => versionData(reply) !== undefined).length,
    minimum: boundsOf(stated, 'MinimumVersion'),
    maximum: boundsOf(stated, 'MaximumVersion'),
  };
}

/** Whatever namespace the operation has. */
function versionData({ envelope }: Reply) {
  return envelope?.headers.find(({ name }) => name === 'VersionData');
}

function boundsOf(replies: readonly Reply[], element: string): readonly string[] {
  const texts = replies.flatMap(reply => {
    const block = versionData(reply);
    if (block === undefined) return [];
    const text = block.children.find(({ name }) => name === element)?.text ?? '';
    const version = text.length <= 40 ? parseDataVersion(text) : undefined;
    return version === undefined ? 'no version number' : formatDataVersion(version);
  });
  return [...new Set(texts)].sort().slice(0, mostVersions);
}
