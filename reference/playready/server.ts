import { createServer } from 'node:http';
import type { PlayReadyDeployment } from '../../harness/target/playready.ts';
import { bind, listenerOf, loopback, stop } from '../http/listen.ts';
import { conforming, type Behaviour } from './behaviour.ts';
import type { Deployment } from './exchange.ts';
import { pathOf, respond } from './respond.ts';

export interface PlayReadyServerOptions {
  readonly deployments: readonly Deployment[];
  /** Port; 0, the default, takes a free one. */
  readonly port?: number;
  /** Rules that this server has otherwise than the conforming one. */
  readonly behaviour?: Partial<Behaviour>;
}

/** A server that is running. */
export interface PlayReadyServer {
  /** The URL of each deployment's rightsmanager.asmx. */
  readonly urls: Readonly<Partial<Record<PlayReadyDeployment, string>>>;
  /** Stops listening and ends all connections. */
  close(): Promise<void>;
}

/**
 * Starts a server that does all that is documented of a PlayReady license server, with test
 * certificates that no client trusts, on 127.0.0.1 only: each deployment at
 * `http://127.0.0.1:<port>/<name>/rightsmanager.asmx`. What `behaviour` overrides, it does otherwise.
 *
 * @throws the listen error of node:net, `EADDRINUSE` for one, when the port can't be had.
 */
export async function startPlayReadyServer(
  options: PlayReadyServerOptions,
): Promise<PlayReadyServer> {
  const { deployments, port = 0 } = options;
  const behaviour: Behaviour = { ...conforming, ...options.behaviour };
  const http = createServer(
    listenerOf(behaviour.maximumRequestBytes, async request => {
      const { response, exchange } = respond(request, deployments, behaviour);
      return behaviour.finish(response, exchange);
    }),
  );
  const origin = `http://${loopback}:${await bind(http, port)}`;
  return {
    urls: Object.fromEntries(deployments.map(each => [each.name, origin + pathOf(each)])),
    close: () => stop([http]),
  };
}
