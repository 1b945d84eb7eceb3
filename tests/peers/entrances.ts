import type { Target, TargetDescription } from '../../harness/target/target.ts';
import type { Access } from '../../harness/transport/access.ts';
import { issueClient, makeAuthority } from './certificates.ts';
import { startKdc } from './kdc.ts';
import { startNegotiatePeer } from './negotiate.ts';
import { startBasicPeer, startCertificatePeer, startHeaderPeer } from './nginx-access.ts';
import { startNtlmPeer } from './ntlm.ts';
import { negotiatePackages, nginxPackages, ntlmPackages } from './packages.ts';
import type { Peer } from './peer.ts';

/** What a user writes into the target file and sets in the environment to get in. */
export interface Credentials extends Pick<Access, 'authentication'> {
  readonly clientCertificate?: NonNullable<TargetDescription['tls']>['clientCertificate'];
  readonly env: Readonly<Record<string, string>>;
}

/** A peer that runs, with credentials that it accepts and such that it refuses. */
export interface Entrance {
  readonly peer: Peer;
  /** As whom the peer knows the client that has the good credentials. */
  readonly user: string;
  readonly good: Credentials;
  readonly bad: Credentials;
  /** What no output may hold, of good and bad credentials alike. */
  readonly secrets: readonly string[];
}

/** Writes a file and returns its path. */
type WriteFile = (name: string, text: string) => string;

export interface EntranceKind {
  readonly packages: readonly string[];
  readonly open: (target: Pick<Target, 'deployments'>, file: WriteFile) => Promise<Entrance>;
}

const right = 'Right-pa55word';
const wrong = 'Wrong-pa55word';
const base64 = (text: string): string => Buffer.from(text).toString('base64');

/** Every way to authenticate, by what the tests are called. */
export const entrances = {
  basic: {
    packages: nginxPackages,
    async open(target, file) {
      const authentication = (password: string) =>
        ({ type: 'basic', user: 'alice', password: { file: file('password', password) } }) as const;
      return {
        peer: await startBasicPeer(target, 'alice', right),
        user: 'alice',
        good: { authentication: authentication(right), env: {} },
        bad: { authentication: authentication(wrong), env: {} },
        secrets: [right, wrong, base64(`alice:${right}`), base64(`alice:${wrong}`)],
      };
    },
  },
  bearer: {
    packages: nginxPackages,
    async open(target) {
      const authentication = { type: 'bearer', token: { env: 'PEER_TOKEN' } } as const;
      return {
        peer: await startHeaderPeer(target, 'Authorization', `Bearer ${right}`),
        user: '',
        good: { authentication, env: { PEER_TOKEN: right } },
        bad: { authentication, env: { PEER_TOKEN: wrong } },
        secrets: [right, wrong],
      };
    },
  },
  headers: {
    packages: nginxPackages,
    async open(target) {
      const headers = { 'X-Tenant': 'contoso', 'X-Api-Key': { env: 'PEER_KEY' } };
      const authentication = { type: 'headers', headers } as const;
      return {
        peer: await startHeaderPeer(target, 'X-Api-Key', right),
        user: '',
        good: { authentication, env: { PEER_KEY: right } },
        bad: { authentication, env: { PEER_KEY: wrong } },
        secrets: [right, wrong],
      };
    },
  },
  'client certificate': {
    packages: nginxPackages,
    async open(target, file) {
      const clients = await makeAuthority('Assay clients');
      const known = await issueClient(clients, 'alice');
      const foreign = await issueClient(await makeAuthority('Other clients'), 'alice');
      const credentials = ({ certificate, privateKey }: typeof known): Credentials => ({
        clientCertificate: {
          certificate: file('client.pem', certificate),
          key: { file: file('client.key', privateKey) },
        },
        env: {},
      });
      return {
        peer: await startCertificatePeer(target, clients),
        user: 'CN=alice',
        good: credentials(known),
        bad: credentials(foreign),
        secrets: [known, foreign].map(({ privateKey }) => privateKey.split('\n')[1] ?? privateKey),
      };
    },
  },
  NTLM: {
    packages: ntlmPackages,
    async open(target) {
      const account = { domain: 'ASSAY', user: 'alice' };
      const password = { env: 'PEER_PASSWORD' };
      const authentication = { type: 'ntlm', ...account, password } as const;
      return {
        peer: await startNtlmPeer(target, { ...account, password: right }),
        user: String.raw`ASSAY\alice`,
        good: { authentication, env: { PEER_PASSWORD: right } },
        bad: { authentication, env: { PEER_PASSWORD: wrong } },
        // The head of an AUTHENTICATE_MESSAGE, from which a password can be guessed.
        secrets: [right, wrong, 'TlRMTVNTUAADAAAA'],
      };
    },
  },
  Negotiate: {
    packages: negotiatePackages,
    async open(target) {
      const kdc = await startKdc();
      try {
        await kdc.addUser('alice', right);
        await kdc.addService('other/localhost');
        const peer = await startNegotiatePeer(target, kdc);
        const env = { ...kdc.environment, KRB5CCNAME: await kdc.logIn('alice', right) };
        return {
          peer: {
            ...peer,
            async close() {
              await peer.close();
              await kdc.close();
            },
          },
          user: `alice@${kdc.realm}`,
          good: { authentication: { type: 'negotiate' }, env },
          // A ticket that the server can't open.
          bad: {
            authentication: { type: 'negotiate', servicePrincipal: 'other@localhost' },
            env,
          },
          // The head of a token with a ticket.
          secrets: [right, 'Negotiate YII'],
        };
      } catch (error) {
        await kdc.close();
        throw error;
      }
    },
  },
} satisfies Readonly<Record<string, EntranceKind>>;

export const entranceNames = Object.keys(entrances) as readonly (keyof typeof entrances)[];
