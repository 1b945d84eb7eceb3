import { Agent, request } from 'undici';
import type { HttpRequest } from '../reference/http/message.ts';

/** Headers that belong to a connection, not to the message. */
const ofConnection = ['connection', 'host', 'keep-alive', 'transfer-encoding'];

/**
 * Sends recorded requests again, one after the other over a kept connection per origin, reading each
 * response whole and doing nothing with it. Returns milliseconds for all of them.
 *
 * @param ca - the authority to trust, in PEM
 */
export async function replay(requests: readonly HttpRequest[], ca: string): Promise<number> {
  const dispatcher = new Agent({ connections: 1, connect: { ca } });
  try {
    const started = performance.now();
    for (const { method, url, headers, body } of requests) {
      const sent = Object.entries(headers).filter(([name]) => !ofConnection.includes(name));
      const response = await request(url, {
        dispatcher,
        method: method === 'GET' ? 'GET' : 'POST',
        headers: Object.fromEntries(sent),
        ...(method === 'GET' ? {} : { body }),
      });
      await response.body.arrayBuffer();
    }
    return performance.now() - started;
  } finally {
    await dispatcher.close();
  }
}
