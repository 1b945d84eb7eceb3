import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { encodeBase64 } from '../harness/base64.ts';
import {
  defaultClientInfo,
  wmdrmVersions,
  type WmdrmClient,
  type WmdrmTarget,
} from '../harness/target/wmdrm.ts';
import { writeLittleEndian } from '../harness/wmdrm/primitives/ecc1.ts';
import type { Behaviour } from '../reference/wmdrm/behaviour.ts';
import { startWmdrmServer } from '../reference/wmdrm/server.ts';
import {
  createWmdrmState,
  type TestClient,
  type WmdrmServerState,
} from '../reference/wmdrm/state.ts';

/** A running WMDRM reference server, described as the part of a target. */
export interface WmdrmReference {
  readonly wmdrm: WmdrmTarget;
  readonly close: () => Promise<void>;
}

/**
 * Starts a WMDRM reference server in all its states, and writes the certificates and keys of our own test
 * clients, the content's header and its key into a temporary folder, which lasts until `close`.
 *
 * @param behaviour - a mutant's rules
 * @param state - the server's keys and clients; made anew unless given
 */
export async function startWmdrmReference(
  behaviour: Partial<Behaviour> = {},
  state: WmdrmServerState = createWmdrmState(),
): Promise<WmdrmReference> {
  const { serverKey, licenseKey, client, unlistedClient, content, assumptions } = state;
  const folder = mkdtempSync(join(tmpdir(), 'assay-wmdrm-'));
  const remove = (): void => {
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    const { keyId, header, contentKey, minimumAppSecurity } = content;
    const written = {
      client: writeClient(folder, 'client', client),
      unlistedClient: writeClient(folder, 'unlisted-client', unlistedClient),
      headerFile: write(folder, 'content-header.xml', header),
      contentKey: { file: write(folder, 'content.key', encodeBase64(contentKey)) },
    };
    const server = await startWmdrmServer({ state, behaviour });
    return {
      wmdrm: {
        deployments: server.urls,
        higherLayer: server.higherLayer,
        versions: wmdrmVersions,
        serverKey: encodeBase64(serverKey.publicKey),
        licenseKey: encodeBase64(licenseKey.publicKey),
        client: written.client,
        unlistedClient: written.unlistedClient,
        content: {
          ...{ keyId, minimumAppSecurity },
          ...{ headerFile: written.headerFile, contentKey: written.contentKey },
        },
        actions: ['Play'],
        clientInfo: defaultClientInfo,
        header: { name: 'WRMHEADER', place: 'LICENSEREQUEST' },
        assumptions,
      },
      close: async () => {
        try {
          await server.close();
        } finally {
          remove();
        }
      },
    };
  } catch (error) {
    remove();
    throw error;
  }
}

function writeClient(folder: string, name: string, { pkcert, machine }: TestClient): WmdrmClient {
  const privateKey = encodeBase64(writeLittleEndian(machine.privateKey));
  return {
    certificateFile: write(folder, `${name}.pkcert`, encodeBase64(pkcert)),
    privateKey: { file: write(folder, `${name}.key`, privateKey) },
  };
}

/** Readable for nobody else: keys are written, too. */
function write(folder: string, name: string, text: string): string {
  const file = join(folder, name);
  writeFileSync(file, `${text}\n`, { mode: 0o600 });
  return file;
}
