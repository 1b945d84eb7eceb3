import { createServer, type ServerResponse } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { expect } from '@playwright/test';
import { openTransport } from '../../harness/transport/transport.ts';
import type { Transport } from '../../harness/transport/wire.ts';
import { startNtlmPeer } from './ntlm.ts';
import { ntlmPackages } from './packages.ts';
import { test } from './test.ts';

const atOnce = 3;

/** A server that answers a GET at once, and no POST until this many of them wait for an answer. */
async function startBarrier(): Promise<{ url: string; close: () => void }> {
  const waiting: ServerResponse[] = [];
  const server = createServer((request, response) => {
    request.resume().once('end', () => {
      if (request.method === 'GET') {
        response.end('alone');
        return;
      }
      waiting.push(response);
      if (waiting.length === atOnce) for (const held of waiting.splice(0)) held.end('together');
    });
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const close = (): void => {
    server.close();
    server.closeAllConnections();
  };
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/_wmcs`, close };
}

async function sendTogether(transport: Transport, url: string): Promise<readonly unknown[]> {
  const body = Buffer.alloc(20_000, 'x');
  const request = { url, method: 'POST', headers: { 'content-type': 'text/plain' }, body } as const;
  const outcomes = await Promise.all(Array.from({ length: atOnce }, () => transport.send(request)));
  return outcomes.map(outcome => (outcome.kind === 'response' ? outcome.status : outcome));
}

for (const name of ['NTLM', 'Negotiate'] as const)
  test(`${name}: three requests in flight over authenticated connections all succeed`, async ({
    peers,
  }) => {
    const barrier = await startBarrier();
    const target = {
      deployments: {
        normal: barrier.url,
        'decommissioned-https': barrier.url.replace('http', 'https'),
      },
    };
    const { peer, good, user } = await peers.open(name, target);
    Object.assign(process.env, good.env);
    const { authentication } = good;
    const transport = openTransport({
      tls: { ca: peer.ca },
      ...(authentication !== undefined && { authentication }),
    });
    try {
      const { normal = '', 'decommissioned-https': encrypted = '' } = peer.deployments;
      // Nothing is sent side by side before the credentials are known to be good: that locks accounts.
      const first = await transport.send({ url: normal, method: 'GET', headers: {} });
      expect(first).toMatchObject({ status: 200 });
      for (const url of [normal, normal, encrypted, encrypted])
        expect(await sendTogether(transport, url)).toEqual([200, 200, 200]);
      const served = () => peer.requests().filter(({ status }) => status === 200);
      // A server logs after it has answered.
      await expect.poll(() => served().length).toBe(1 + 4 * atOnce);
      expect(served().map(request => request.user)).toEqual(served().map(() => user));
    } finally {
      await transport.close();
      for (const variable of Object.keys(good.env)) Reflect.deleteProperty(process.env, variable);
      barrier.close();
    }
  });

test('NTLM: where the server closes a connection after a few requests, the next is authenticated', async ({
  cli,
  peers,
}) => {
  const barrier = await startBarrier();
  const account = { domain: 'ASSAY', user: 'alice', password: 'Right-pa55word' };
  const peer = await peers.start(ntlmPackages, () =>
    startNtlmPeer({ deployments: { normal: barrier.url } }, account, 'MaxKeepAliveRequests 4'),
  );
  const transport = openTransport({
    authentication: {
      ...{ type: 'ntlm', domain: account.domain, user: account.user },
      password: { file: cli.file('password', account.password) },
    },
  });
  try {
    const url = peer.deployments['normal'] ?? '';
    for (let round = 0; round < 5; round++) {
      const alone = await transport.send({ url, method: 'GET', headers: {} });
      expect(alone).toMatchObject({ status: 200 });
      expect(await sendTogether(transport, url)).toEqual([200, 200, 200]);
    }
  } finally {
    await transport.close();
    barrier.close();
  }
});
