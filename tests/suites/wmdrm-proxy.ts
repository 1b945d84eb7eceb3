import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { WmdrmTarget } from '../../harness/target/wmdrm.ts';
import { bind, loopback, stop } from '../../reference/http/listen.ts';

/** What the server behind a proxy answered. */
export interface Passed {
  readonly status: number;
  readonly body: Uint8Array;
}

/** A proxy in front of WMDRM servers. */
export interface WmdrmProxy {
  /** The target as it is reached through the proxy. */
  readonly before: (wmdrm: WmdrmTarget) => WmdrmTarget;
  /** How many requests it got. */
  readonly passed: () => number;
  readonly close: () => Promise<void>;
}

/**
 * Starts a proxy that hands on each request, and lets `answer` write what the client gets. Status and type
 * are the server's own by then, and may be set anew.
 */
export async function startProxy(
  answer: (request: IncomingMessage, response: ServerResponse, passed: Passed) => void,
): Promise<WmdrmProxy> {
  let origin = '';
  let count = 0;
  const http = createServer((request, response) => {
    count += 1;
    pass(request, origin).then(
      ({ type, ...passed }) => {
        response.statusCode = passed.status;
        response.setHeader('content-type', type);
        answer(request, response, passed);
      },
      () => response.destroy(),
    );
  });
  const own = `http://${loopback}:${await bind(http, 0)}`;
  const moved = (url: string): string => {
    ({ origin } = new URL(url));
    return url.replace(origin, own);
  };
  return {
    before: ({ deployments, higherLayer, ...wmdrm }) => ({
      ...wmdrm,
      deployments: Object.fromEntries(
        Object.entries(deployments).map(([name, url]) => [name, moved(url)]),
      ),
      ...(higherLayer !== undefined && { higherLayer: moved(higherLayer) }),
    }),
    passed: () => count,
    close: () => stop([http]),
  };
}

async function pass(
  request: IncomingMessage,
  origin: string,
): Promise<Passed & { readonly type: string }> {
  const { url = '/', method = 'GET', headers } = request;
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const sent = Object.entries(headers).flatMap(([name, value]) =>
    name.startsWith('x-') || name === 'content-type' ? [[name, String(value)] as const] : [],
  );
  const answered = await fetch(origin + url, {
    ...{ method, headers: Object.fromEntries(sent) },
    ...(method === 'POST' && { body: Buffer.concat(chunks) }),
  });
  return {
    status: answered.status,
    type: answered.headers.get('content-type') ?? 'text/plain',
    body: new Uint8Array(await answered.arrayBuffer()),
  };
}
