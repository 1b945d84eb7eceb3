import { randomBytes } from 'node:crypto';
import { testKeySeed } from '../../harness/playready/key-seed.ts';
import { testHierarchy, type TestHierarchy } from './test-hierarchy.ts';

/** What a server keeps. Deployments of one server share it; a mutant gets one of its own. */
export interface ServerState {
  /** Test certificates; no client trusts them. */
  readonly hierarchy: TestHierarchy;
  /** Content keys are derived from it and the KID (PlayReady-facts 4.8). */
  readonly keySeed: Uint8Array;
  /** Metering ids that it has a certificate for, base64. */
  readonly meteringIds: ReadonlySet<string>;
  /** The domain service and its one account: GUIDs in base64, header form. */
  readonly serviceId: string;
  readonly accountId: string;
  /** Transactions that clients may acknowledge: lower-case GUIDs. */
  readonly transactions: Set<string>;
  /** Members of the domain, by the key that their messages name; base64. */
  readonly members: Set<string>;
}

/** A new server with a metering id of its own, and the key seed that everybody knows. */
export function createServerState(): ServerState {
  const guid = (): string => randomBytes(16).toString('base64');
  return {
    hierarchy: testHierarchy(),
    keySeed: testKeySeed,
    meteringIds: new Set([guid()]),
    serviceId: guid(),
    accountId: guid(),
    transactions: new Set(),
    members: new Set(),
  };
}
