import { randomUUID } from 'node:crypto';
import { parseCertificate, type Principal } from '../../harness/xrml/certificate.ts';
import { modes, type CryptographicMode } from '../../harness/xrml/mode.ts';
import { generateRsaKeyPair, type RsaKeyPair } from '../../harness/xrml/rsa.ts';
import { issueServerLicensorCertificateChain } from '../../harness/xrml/chain.ts';
import { knownUsers, type DirectoryUser } from './directory.ts';

/** A server on whose behalf this one opens licences (MS-RMPR 3.1.1.1.2). */
export interface TrustedLicensingServer {
  readonly keyPair: RsaKeyPair;
  /** Its certificate chain, its own certificate first. */
  readonly SLC: readonly string[];
}

/** The fields of ServerConfiguration (MS-RMPR 3.1.1.1.1) that are in use. */
export interface ServerState {
  readonly serverVersion: string;
  readonly name: string;
  readonly SKU: string;
  readonly cryptographicMode: CryptographicMode;
  /** The certificate chain, the server's own certificate first. */
  readonly SLC: readonly string[];
  readonly keyPair: RsaKeyPair;
  /** As the certificate states it; where the server listens is known only once it does. */
  readonly baseUrl: string;
  readonly serverDecommissioned: boolean;
  readonly onlinePublishingEnabled: boolean;
  readonly trustedLicensingServers: readonly TrustedLicensingServer[];
  /** The directory of users. */
  readonly users: readonly DirectoryUser[];
  /** What SetUserKeyPair has stored, by SID (MS-RMPR 3.1.1.3.5); all states of a server share it. */
  readonly userKeyPairs: Map<string, RsaKeyPair>;
}

/** A principal with the key pair that opens what was sealed for it. */
export interface Licensor {
  readonly principal: Principal;
  readonly keyPair: RsaKeyPair;
}

/**
 * Makes the state of a new server: a key pair of the mode's size and a certificate chain for it. A
 * server's states before and after decommissioning share both, so the second is made from the first:
 * `{ ...state, serverDecommissioned: true }`.
 */
export function createServerState(options: {
  readonly mode: CryptographicMode;
  readonly decommissioned: boolean;
  readonly name?: string;
  readonly baseUrl?: string;
  readonly trustedLicensingServers?: readonly TrustedLicensingServer[];
  readonly users?: readonly DirectoryUser[];
}): ServerState {
  const { mode, decommissioned, trustedLicensingServers = [] } = options;
  const baseUrl = options.baseUrl ?? 'http://localhost/_wmcs';
  const keyPair = generateRsaKeyPair(modes[mode].keyBits);
  const { chain } = issueServerLicensorCertificateChain({
    mode,
    guid: randomUUID(),
    url: baseUrl,
    key: keyPair,
  });
  return {
    // Version and SKU are those that the certificate's security levels state.
    serverVersion: '1.0.0.0',
    name: options.name ?? 'Assay reference server',
    SKU: 'Assay test hierarchy',
    cryptographicMode: mode,
    SLC: chain,
    keyPair,
    baseUrl,
    serverDecommissioned: decommissioned,
    onlinePublishingEnabled: true,
    trustedLicensingServers,
    users: options.users ?? knownUsers,
    userKeyPairs: new Map(),
  };
}

/** Principals by certificate chain: parsing one takes longer than all the rest of a request. */
const principals = new WeakMap<readonly string[], Principal>();

/** The server itself and those it stands in for, by the principal in each one's certificate. */
export function licensorsOf(state: ServerState): readonly Licensor[] {
  return [state, ...state.trustedLicensingServers].flatMap(({ SLC, keyPair }) => {
    const principal = principals.get(SLC) ?? parseCertificate(SLC[0] ?? '').issuedPrincipal;
    if (principal === undefined) return [];
    principals.set(SLC, principal);
    return [{ principal, keyPair }];
  });
}

/**
 * The server itself.
 *
 * @throws TypeError when its certificate issues no principal.
 */
export function licensorOf(state: ServerState): Licensor {
  const licensor = licensorsOf({ ...state, trustedLicensingServers: [] })[0];
  if (licensor === undefined) throw new TypeError('The SLC issues no principal.');
  return licensor;
}
