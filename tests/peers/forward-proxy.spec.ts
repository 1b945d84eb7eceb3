import { expect } from '@playwright/test';
import type { Authentication } from '../../harness/transport/access.ts';
import { openTransport } from '../../harness/transport/transport.ts';
import { startForwardProxy } from './forward-proxy.ts';
import { apachePackages } from './packages.ts';
import { test } from './test.ts';

const right = 'Right-proxy-pa55word';

for (const name of ['basic', 'NTLM'] as const)
  test(`${name}: the proxy and the server each get their own credentials`, async ({
    cli,
    peers,
  }) => {
    const target = await cli.reference();
    const { peer, good, user } = await peers.open(name, target);
    const proxy = await peers.start(apachePackages, () => startForwardProxy('bob', right));
    Object.assign(process.env, good.env);
    const transport = openTransport({
      tls: { ca: peer.ca },
      authentication: good.authentication as Authentication,
      proxy: { url: proxy.url, user: 'bob', password: { file: cli.file('proxy', right) } },
    });
    try {
      // NTLM needs a connection to the server itself: a tunnel, which HTTPS alone gets.
      const states =
        name === 'NTLM' ? ['decommissioned-https'] : ['decommissioned-https', 'normal'];
      const urls = states.map(state => peer.deployments[state]);
      for (const url of urls) {
        const request = {
          url: `${url ?? ''}/licensing/server.asmx`,
          method: 'GET',
          headers: {},
        } as const;
        for (let times = 0; times < 3; times++)
          expect(await transport.send(request), request.url).toMatchObject({ status: 200 });
      }
      const served = () => peer.requests().filter(({ status }) => status === 200);
      // A server logs after it has answered.
      await expect
        .poll(() => served().map(request => request.user))
        .toEqual(Array(3 * urls.length).fill(user));
    } finally {
      await transport.close();
      for (const variable of Object.keys(good.env)) Reflect.deleteProperty(process.env, variable);
    }
    // A tunnel is logged when it ends.
    await expect
      .poll(() => new Set(proxy.requests().map(request => request.user)))
      .toEqual(new Set(['bob']));
  });

test('a proxy that refuses is named, is asked once, and lets nothing through', async ({
  cli,
  peers,
}) => {
  const { peer, good } = await peers.open('basic', await cli.reference());
  for (const state of ['normal', 'decommissioned-https']) {
    const proxy = await peers.start(apachePackages, () => startForwardProxy('bob', right));
    const transport = openTransport({
      tls: { ca: peer.ca },
      authentication: good.authentication as Authentication,
      proxy: { url: proxy.url, user: 'bob', password: { file: cli.file('proxy', 'wrong') } },
    });
    try {
      const url = peer.deployments[state] ?? '';
      for (let times = 0; times < 3; times++)
        expect(await transport.send({ url, method: 'GET', headers: {} })).toMatchObject({
          code: 'unauthorized',
          message: expect.stringContaining('proxy.password'),
        });
      await expect.poll(() => proxy.requests().map(({ status }) => status)).toEqual([407]);
    } finally {
      await transport.close();
    }
  }
  expect(peer.requests()).toEqual([]);
});
