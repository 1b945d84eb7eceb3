import { expect, test } from '@playwright/test';
import { wmdrmDeployments } from '../../../harness/target/wmdrm.ts';
import { licensesInPage } from '../../../harness/wmdrm/version1-page.ts';
import { responseIn, withServer } from './asking.ts';

test('all is on loopback, and each server state has a URL of its own', async () => {
  await withServer(({ urls, higherLayer }) => {
    const all = [...wmdrmDeployments.map(name => urls[name]), higherLayer];
    expect(new Set(all).size).toBe(5);
    expect(all.map(url => new URL(url).hostname)).toEqual(all.map(() => '127.0.0.1'));
    return Promise.resolve();
  });
});

test('silent-only answers silent requests, and nothing else', async () => {
  await withServer(async ({ get, post, packet, request }) => {
    const deployment = 'silent-only';
    responseIn(await post(request(), { deployment }));
    responseIn(await post(request(), { deployment, nonsilent: '0' }));
    const page = await post(request(), { deployment, nonsilent: '1' });
    expect(page.status).toBe(400);
    expect(page.text).not.toContain('StoreLicense');
    expect((await get(packet(), deployment)).status).toBe(404);
  });
});

test('version1-only answers version 1, and nothing else', async () => {
  await withServer(async ({ get, post, packet, request }) => {
    const deployment = 'version1-only';
    const { text } = await get(packet(), deployment);
    expect(licensesInPage(Buffer.from(text))).toHaveLength(1);
    for (const nonsilent of ['0', '1'])
      expect((await post(request(), { deployment, nonsilent })).status).toBe(400);
  });
});

test('newer-revocation answers as normal does', async () => {
  await withServer(async ({ post, request }) => {
    const deployment = 'newer-revocation';
    expect(responseIn(await post(request(), { deployment })).licenses).toHaveLength(2);
    const page = await post(request(), { deployment, nonsilent: '1' });
    expect(page.text).toContain('StoreLicense');
  });
});

test('a GET without a challenge, another method and another path get pages', async () => {
  await withServer(async ({ urls }) => {
    expect((await fetch(urls.normal)).status).toBe(400);
    expect((await fetch(urls.normal, { method: 'PUT', body: 'x' })).status).toBe(405);
    expect((await fetch(`${urls.normal}/elsewhere`)).status).toBe(404);
  });
});

test('the client of one server is unknown to another', async () => {
  await withServer(async ({ request }) => {
    const text = request();
    await withServer(async ({ post }) => {
      expect((await post(text)).text).toContain('0x8004800E');
    });
  });
});
