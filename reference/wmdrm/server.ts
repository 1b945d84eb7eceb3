import { createServer } from 'node:http';
import { wmdrmDeployments, type WmdrmDeployment } from '../../harness/target/wmdrm.ts';
import { bind, listenerOf, loopback, stop } from '../http/listen.ts';
import { conforming, type Behaviour } from './behaviour.ts';
import { openHigherLayer } from './higher-layer.ts';
import { higherLayerPath, pathOf, respond, type Server } from './respond.ts';
import type { WmdrmServerState } from './state.ts';

export interface WmdrmServerOptions {
  readonly state: WmdrmServerState;
  /** Rules that this server has otherwise than the conforming one. */
  readonly behaviour?: Partial<Behaviour>;
}

/** A server that is running; whole URLs. */
export interface WmdrmServer {
  /** One license server in each of its states. */
  readonly urls: Readonly<Record<WmdrmDeployment, string>>;
  /** Where `?request=<id>` gets the state variables of a request in JSON (MS-DRM 3.2.5.2). */
  readonly higherLayer: string;
  /** Stops listening and ends all connections. */
  close(): Promise<void>;
}

/** Bytes of request body that are read. */
const maximumBytes = 1024 * 1024;

/**
 * Starts a WMDRM license server in all its states, with test keys that no player trusts, on 127.0.0.1
 * only. What `behaviour` overrides, it does otherwise.
 *
 * @throws the listen error of node:net when there is no port
 */
export async function startWmdrmServer({
  state,
  behaviour = {},
}: WmdrmServerOptions): Promise<WmdrmServer> {
  const server: Server = {
    state,
    behaviour: { ...conforming, ...behaviour },
    higherLayer: openHigherLayer(),
  };
  const http = createServer(
    listenerOf(maximumBytes, request => Promise.resolve(respond(request, server))),
  );
  const origin = `http://${loopback}:${await bind(http, 0)}`;
  return {
    urls: Object.fromEntries(wmdrmDeployments.map(name => [name, origin + pathOf(name)])) as Record<
      WmdrmDeployment,
      string
    >,
    higherLayer: origin + higherLayerPath,
    close: () => stop([http]),
  };
}
