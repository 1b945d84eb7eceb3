import { writeFileSync } from 'node:fs';
import { test } from '@playwright/test';
import type { WmdrmState } from '../../harness/license-server/state.ts';
import { completeLimits } from '../../harness/target/target.ts';
import { defaultClientInfo, type WmdrmClient } from '../../harness/target/wmdrm.ts';
import { writePkcert } from '../../harness/wmdrm/pkcert.ts';
import {
  newKeyPair,
  writeLittleEndian,
  type Ecc1KeyPair,
} from '../../harness/wmdrm/primitives/ecc1.ts';
import { completeAssumptions } from '../../harness/wmdrm/wmdrm-assumptions.ts';

/** A machine with its certificate. */
export interface OwnClient {
  readonly machine: Ecc1KeyPair;
  readonly pkcert: Uint8Array;
}

/** The keys of a server that is nowhere, and a state that names them. */
export interface OwnServer {
  readonly serverKey: Ecc1KeyPair;
  readonly licenseKey: Ecc1KeyPair;
  readonly client: OwnClient;
  readonly unlistedClient: OwnClient;
  /** 7 bytes. */
  readonly contentKey: Uint8Array;
  readonly state: WmdrmState;
}

const authority = newKeyPair();
const [serverKey, licenseKey] = [newKeyPair(), newKeyPair()];
const [client, unlistedClient] = [newClient(), newClient()];
const contentKey = Uint8Array.of(0xc0, 0x11, 0xe7, 0x4e, 0x7b, 0x0a, 0x5a);

export const keyId = 'AssayTestKeyId';
export const kid = 'QXNzYXkgVEVTVCBrZXkgaQ==';
export const header = `<WRMHEADER version="2.0.0.0"><DATA><KID>${kid}</KID></DATA></WRMHEADER>`;

function newClient(): OwnClient {
  const machine = newKeyPair();
  const version = Uint8Array.of(0, 0, 0, 1);
  const assumed = completeAssumptions();
  return {
    machine,
    pkcert: writePkcert(machine.publicKey, version, authority.privateKey, assumed),
  };
}

/**
 * A server of our own for the test that runs: its files stand in the folder of that test.
 *
 * @param changes - to the state
 */
export function ownServer(changes: Partial<WmdrmState> = {}): OwnServer {
  const state: WmdrmState = {
    ...{ tls: {}, limits: completeLimits(), seed: 1 },
    permissions: { mayIssue: true, mayDecommission: false },
    deployments: { normal: 'http://license.example/license.asp' },
    versions: [1, 7, 11],
    serverKey: base64(serverKey.publicKey),
    licenseKey: base64(licenseKey.publicKey),
    client: clientFiles('client', client),
    unlistedClient: clientFiles('unlisted', unlistedClient),
    content: {
      keyId,
      headerFile: ownFile('header.xml', header),
      contentKey: { file: ownFile('content.key', base64(contentKey)) },
      minimumAppSecurity: 150,
    },
    actions: ['Play'],
    clientInfo: defaultClientInfo,
    header: { place: 'LICENSEREQUEST' },
    assumptions: {},
    ...changes,
  };
  return { serverKey, licenseKey, client, unlistedClient, contentKey, state };
}

/** A file of the test that runs; its path. */
export function ownFile(name: string, content: string | Uint8Array): string {
  const file = test.info().outputPath(name);
  writeFileSync(file, content);
  return file;
}

/** The same state without what is named. */
export function without(state: WmdrmState, ...keys: readonly (keyof WmdrmState)[]): WmdrmState {
  const left = Object.entries(state).filter(([key]) => !keys.some(each => each === key));
  return Object.fromEntries(left) as unknown as WmdrmState;
}

export function base64(bytes: Uint8Array | string): string {
  return Buffer.from(bytes).toString('base64');
}

function clientFiles(name: string, { machine, pkcert }: OwnClient): WmdrmClient {
  return {
    certificateFile: ownFile(`${name}.pkcert`, base64(pkcert)),
    privateKey: {
      file: ownFile(`${name}.key`, base64(writeLittleEndian(machine.privateKey))),
    },
  };
}
