import { createServer, type RequestListener } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { bind, listenerOf, loopback, stop } from '../http/listen.ts';
import { conforming, type Behaviour } from './behaviour.ts';
import type { Deployment } from './exchange.ts';
import { basePath, respond } from './respond.ts';
import { makeServerCertificate } from './tls.ts';

export interface ReferenceServerOptions {
  readonly deployments: readonly Deployment[];
  /** Also listen with TLS, on a port of its own. */
  readonly https?: boolean;
  /** Port for HTTP; 0, the default, takes a free one. */
  readonly port?: number;
  /** Port for HTTPS; 0, the default, takes a free one. */
  readonly httpsPort?: number;
  /** Rules that this server has otherwise than the conforming one. */
  readonly behaviour?: Partial<Behaviour>;
}

/** A server that is running. */
export interface ReferenceServer {
  /** Base URL per deployment, without a slash at its end. */
  readonly urls: Readonly<Record<string, string>>;
  /** The same with HTTPS, when it was asked for. */
  readonly httpsUrls?: Readonly<Record<string, string>>;
  /** PEM of the certificate that HTTPS shows; it is self-signed, so a client trusts it as its own authority. */
  readonly certificate?: string;
  /** Stops listening and ends all connections. */
  close(): Promise<void>;
}

/**
 * Starts an RMS server that obeys MS-RMSI (Decommissioning) and gives out its certificates
 * (MS-RMPR 3.7.4.1), on 127.0.0.1 only: each deployment at `http://127.0.0.1:<port>/<name>/_wmcs`.
 * What `behaviour` overrides, it does otherwise.
 *
 * @throws the listen error of node:net, `EADDRINUSE` for one, when a port can't be had.
 */
export async function startReferenceServer(
  options: ReferenceServerOptions,
): Promise<ReferenceServer> {
  const behaviour: Behaviour = { ...conforming, ...options.behaviour };
  const { deployments } = options;
  const listener = listen(deployments, behaviour);
  const http = createServer(listener);
  const origin = `http://${loopback}:${await bind(http, options.port ?? 0)}`;
  const urls = urlsAt(origin, deployments);
  if (options.https !== true) return { urls, close: () => stop([http]) };
  try {
    const { certificate, privateKey } = await makeServerCertificate();
    const https = behaviour.httpsIsEncrypted
      ? createTlsServer({ cert: certificate, key: privateKey }, listener)
      : createServer(listener);
    const secure = `https://${loopback}:${await bind(https, options.httpsPort ?? 0)}`;
    return {
      urls,
      httpsUrls: urlsAt(secure, deployments),
      certificate,
      close: () => stop([http, https]),
    };
  } catch (error) {
    await stop([http]);
    throw error;
  }
}

function listen(deployments: readonly Deployment[], behaviour: Behaviour): RequestListener {
  return listenerOf(behaviour.maximumRequestBytes, async request => {
    const { response, exchange } = await respond(request, deployments, behaviour);
    return behaviour.finish(response, exchange);
  });
}

function urlsAt(origin: string, deployments: readonly Deployment[]): Record<string, string> {
  return Object.fromEntries(
    deployments.map(deployment => [deployment.name, origin + basePath(deployment)]),
  );
}
