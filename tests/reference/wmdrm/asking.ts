import { encodeBase64 } from '../../../harness/base64.ts';
import { requestIdHeader } from '../../../harness/license-server/to-wire.ts';
import { defaultClientInfo, type WmdrmDeployment } from '../../../harness/target/wmdrm.ts';
import { writeClientId } from '../../../harness/wmdrm/client-id.ts';
import {
  writeLicenseRequest,
  type LicenseRequest,
} from '../../../harness/wmdrm/license-request.ts';
import {
  readLicenseResponse,
  type LicenseResponse,
} from '../../../harness/wmdrm/license-response.ts';
import { writePkcert } from '../../../harness/wmdrm/pkcert.ts';
import { newKeyPair } from '../../../harness/wmdrm/primitives/ecc1.ts';
import {
  keyIdOf,
  rightPlayOnPc,
  writeVersion1Request,
  type Version1Request,
} from '../../../harness/wmdrm/version1-request.ts';
import type { Behaviour } from '../../../reference/wmdrm/behaviour.ts';
import { startWmdrmServer, type WmdrmServer } from '../../../reference/wmdrm/server.ts';
import { createWmdrmState, type WmdrmServerState } from '../../../reference/wmdrm/state.ts';

/** A server that is running, what it knows, and ways to ask it. */
export interface Asking extends WmdrmServer {
  readonly state: WmdrmServerState;
  /** A version 1 request of the listed client, but for what is given. */
  readonly packet: (said?: Partial<Version1Request>) => Uint8Array;
  /** A version 7 request of the listed client in XML, but for what is given. */
  readonly request: (said?: Partial<LicenseRequest>) => string;
  readonly get: (
    packet: Uint8Array,
    deployment?: WmdrmDeployment,
    rest?: string,
  ) => Promise<Answer>;
  readonly post: (request: string, form?: Form) => Promise<Answer>;
}

/** What stands in a form besides the challenge, and where it goes. */
export interface Form {
  readonly nonsilent?: string;
  readonly deployment?: WmdrmDeployment;
  readonly id?: string;
}

export interface Answer {
  readonly status: number;
  readonly type: string | null;
  readonly text: string;
}

/** Runs a test against a server of its own. */
export async function withServer(
  body: (asking: Asking) => Promise<void>,
  behaviour: Partial<Behaviour> = {},
): Promise<void> {
  const state = createWmdrmState();
  const server = await startWmdrmServer({ state, behaviour });
  try {
    await body(asking(state, server));
  } finally {
    await server.close();
  }
}

function asking(state: WmdrmServerState, server: WmdrmServer): Asking {
  const { assumptions, serverKey, client, content } = state;
  const write = (said: Partial<Version1Request>, keyId: Uint8Array): Uint8Array =>
    writeVersion1Request(
      { pkcert: client.pkcert, keyId, rights: rightPlayOnPc, appSecurity: 2000, ...said },
      serverKey.publicKey,
      assumptions,
    );
  return {
    ...server,
    state,
    packet: (said = {}) => write(said, keyIdOf(content.keyId)),
    request: (said = {}) =>
      writeLicenseRequest({
        ...defaultClientInfo,
        v1Challenge: write({}, new Uint8Array(25)),
        actions: ['Play'],
        clientId: clientIdOf(state, client.pkcert),
        header: content.header,
        ...said,
      }),
    async get(packet, deployment = 'normal', rest = '&DRMVer=1.4') {
      const challenge = encodeURIComponent(encodeBase64(packet));
      return read(await fetch(`${server.urls[deployment]}?challenge=${challenge}${rest}`));
    },
    async post(request, { nonsilent, deployment = 'normal', id } = {}) {
      const form = new URLSearchParams({ challenge: request });
      if (nonsilent !== undefined) form.set('nonsilent', nonsilent);
      const headers = id === undefined ? {} : { [requestIdHeader]: id };
      return read(await fetch(server.urls[deployment], { method: 'POST', headers, body: form }));
    },
  };
}

async function read(response: Response): Promise<Answer> {
  const { status, headers } = response;
  return { status, type: headers.get('content-type'), text: await response.text() };
}

/** A CLIENTID for the server's key. */
export function clientIdOf(
  { serverKey, assumptions }: WmdrmServerState,
  pkcert: Uint8Array,
): Uint8Array {
  return writeClientId(pkcert, serverKey.publicKey, assumptions);
}

/** A certificate that a key signed that nobody knows. */
export function foreignCertificate({ assumptions }: WmdrmServerState): Uint8Array {
  const version = Uint8Array.of(0, 0, 0, 1);
  return writePkcert(newKeyPair().publicKey, version, newKeyPair().privateKey, assumptions);
}

/** The response in an answer. */
export function responseIn({ text }: Pick<Answer, 'text'>): LicenseResponse {
  const response = readLicenseResponse(Buffer.from(text));
  if (response === undefined) throw new Error(`Expected a response; came ${text.slice(0, 200)}`);
  return response;
}
