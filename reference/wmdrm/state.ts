import { writePkcert, readPkcert } from '../../harness/wmdrm/pkcert.ts';
import { newKeyPair, type Ecc1KeyPair } from '../../harness/wmdrm/primitives/ecc1.ts';
import {
  completeAssumptions,
  type AssumptionChoices,
} from '../../harness/wmdrm/wmdrm-assumptions.ts';
import { makeRevocationData, type RevocationData } from './revocation-data.ts';
import { writeTestCertificate } from './test-certificate.ts';
import { makeTestContent, type TestContent } from './test-content.ts';

/** A client that was made here. */
export interface TestClient {
  /** The machine certificate, 84 bytes. */
  readonly pkcert: Uint8Array;
  /** KM. */
  readonly machine: Ecc1KeyPair;
}

/** Two certificates that come with licenses: the root's own, and the license server's. */
export type TestCertificates = readonly [root: Uint8Array, server: Uint8Array];

/** What a server is initialized with (MS-DRM 3.2.3); all keys are test keys. Nothing of it changes. */
export interface WmdrmServerState {
  /** KS: protects requests (MS-DRM 2.2.1.3). */
  readonly serverKey: Ecc1KeyPair;
  /** KL: signs licenses. */
  readonly licenseKey: Ecc1KeyPair;
  /** KCpub of each authority whose certificates are taken. */
  readonly authorities: readonly Uint8Array[];
  /** PK of each client that is not revoked, in hexadecimal. */
  readonly whiteList: ReadonlySet<string>;
  /** In the white list. */
  readonly client: TestClient;
  /** Certified, and no longer in the white list. */
  readonly unlistedClient: TestClient;
  readonly content: TestContent;
  readonly certificates: TestCertificates;
  readonly revocation: RevocationData;
  /** What the state `newer-revocation` knows. */
  readonly newerRevocation: RevocationData;
  /** What this server takes for true where nothing is public. */
  readonly assumptions: AssumptionChoices;
}

/** The version of our test clients; that of real ones is not public (MS-DRM 2.2.1.4). */
const clientVersion = Uint8Array.of(0, 0, 0, 1);

/** A new server, with keys, clients and content of its own. */
export function createWmdrmState(): WmdrmServerState {
  const assumptions = completeAssumptions();
  const [root, authority, licenseKey] = [newKeyPair(), newKeyPair(), newKeyPair()];
  const makeClient = (): TestClient => {
    const machine = newKeyPair();
    const { publicKey } = machine;
    return {
      machine,
      pkcert: writePkcert(publicKey, clientVersion, authority.privateKey, assumptions),
    };
  };
  const certify = ({ publicKey }: Ecc1KeyPair, serialNumber: number): Uint8Array =>
    writeTestCertificate(
      { publicKey, serialNumber, issuer: 1, subject: serialNumber },
      root.privateKey,
      assumptions,
    );
  const client = makeClient();
  return {
    ...{ licenseKey, client, assumptions },
    serverKey: newKeyPair(),
    authorities: [authority.publicKey],
    whiteList: new Set([listedAs(readPkcert(client.pkcert).pk)]),
    unlistedClient: makeClient(),
    content: makeTestContent(assumptions),
    certificates: [certify(root, 1), certify(licenseKey, 2)],
    revocation: makeRevocationData(12, 3n),
    newerRevocation: makeRevocationData(13, 7n),
  };
}

/** How the white list names a PK. */
export function listedAs(pk: Uint8Array): string {
  return Buffer.from(pk).toString('hex');
}
