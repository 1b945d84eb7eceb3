import { join } from 'node:path';
import type { Target } from '../../harness/target/target.ts';
import { command, readRun, root, test as cliTest, type Cli, type Judged } from '../cli/run-cli.ts';
import { entrances, type Credentials, type Entrance, type EntranceKind } from './entrances.ts';
import { lacking, missingPackages } from './packages.ts';
import type { Peer } from './peer.ts';

/** What a run through a peer is given. */
export interface Visit {
  readonly peer: Peer;
  readonly credentials: Credentials;
  /** The reference server behind the peer. */
  readonly target: Target;
}

/** Real servers, closed with the test; the test is skipped where their packages are missing. */
export interface Peers {
  /** Starts a peer of this kind in front of a reference server. */
  readonly open: (
    kind: keyof typeof entrances,
    target: Pick<Target, 'deployments'>,
  ) => Promise<Entrance>;
  /** Starts another server from these packages. */
  readonly start: <T extends { readonly close: () => Promise<void> }>(
    packages: readonly string[],
    start: () => Promise<T>,
  ) => Promise<T>;
}

export const test = cliTest.extend<{ peers: Peers }>({
  peers: async ({ cli }, use) => {
    const closing: (() => Promise<void>)[] = [];
    const demand = (packages: readonly string[]): void => {
      const missing = missingPackages(packages);
      test.skip(missing.length > 0, lacking(missing));
    };
    await use({
      async open(kind, target) {
        const { packages, open }: EntranceKind = entrances[kind];
        demand(packages);
        if (kind === 'Negotiate') test.skip(!(await kerberosIsBuilt()), unbuilt);
        const entrance = await open(target, cli.file);
        closing.push(entrance.peer.close);
        return entrance;
      },
      async start(packages, start) {
        demand(packages);
        const server = await start();
        closing.push(() => server.close());
        return server;
      },
    });
    for (const close of closing.reverse()) await close();
  },
});

const unbuilt =
  'The addon of the optional package kerberos is needed here, and it is not built: run `npx assay setup`.';

function kerberosIsBuilt(): Promise<boolean> {
  return import('kerberos').then(
    () => true,
    () => false,
  );
}

/** `assay run` through a peer, as its user would start it: a target file, secrets elsewhere. */
export async function judgeThrough(
  cli: Cli,
  { peer, credentials, target }: Visit,
  ...args: readonly string[]
): Promise<Judged> {
  const { authentication, clientCertificate, env } = credentials;
  const identities = Object.entries(target.identities ?? {}).map(
    ([role, { privateKeyFile: privateKey, ...user }]) => [
      role,
      { ...user, ...(privateKey !== undefined && { privateKey }) },
    ],
  );
  const description = {
    deployments: peer.deployments,
    authentication,
    tls: { ca: cli.file('ca.pem', peer.ca), clientCertificate },
    identities: Object.fromEntries(identities) as object,
    mayIssue: true,
    mayDecommission: true,
  };
  const file = cli.file('target.json', JSON.stringify(description));
  const out = cli.folder();
  const run = ['run', '--target', file, '--out', out, '--no-report', ...args];
  return readRun(await command([join(root, 'cli/bin.mjs'), ...run], env), out);
}

/** Which of these secrets a run has let out, and where. */
export function leaksOf(run: Judged, secrets: readonly string[]): readonly string[] {
  const outputs = [
    { path: 'stdout', text: run.stdout },
    { path: 'stderr', text: run.stderr },
    ...run.files(),
  ];
  return outputs.flatMap(({ path, text }) =>
    secrets.filter(secret => text.includes(secret)).map(secret => `${secret} in ${path}`),
  );
}
