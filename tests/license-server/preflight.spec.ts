import { expect, test } from '@playwright/test';
import { preflight } from '../../harness/license-server/preflight.ts';
import { readOnly } from '../../harness/target/permissions.ts';
import { UserError } from '../../harness/user-error.ts';
import { startWebServer } from '../discovery/web-server.ts';
import { planFor } from '../suites/judge-wmdrm.ts';
import { ownFile, ownServer } from './own-server.ts';

const plan = (normal: string) => planFor({ ...ownServer().state, deployments: { normal } });

test('one GET without a challenge is all that is sent, whatever is allowed', async () => {
  const server = await startWebServer((_, response) => {
    response.writeHead(500).end();
  });
  try {
    const url = `${server.origin}/license.asp?tenant=7`;
    for (const permissions of [readOnly, { mayIssue: true, mayDecommission: true }]) {
      const state = await preflight({ ...plan(url), permissions });
      expect(state.unreachable).toBeUndefined();
      expect(state.permissions).toEqual(permissions);
    }
    expect(server.got.map(({ method, url: path }) => [method, path])).toEqual([
      ...[
        ['GET', '/license.asp?tenant=7'],
        ['GET', '/license.asp?tenant=7'],
      ],
    ]);
  } finally {
    await server.close();
  }
});

test('a server that is not there, or wants credentials, or none, is told', async () => {
  expect((await preflight(plan('http://127.0.0.1:1/'))).unreachable).toContain('127.0.0.1:1');
  const closed = await startWebServer((_, response) => {
    response.writeHead(401, { 'www-authenticate': 'Basic realm="x"' }).end();
  });
  const state = await preflight(plan(closed.origin));
  await closed.close();
  expect(state.unauthorized).toBe(true);
  const { wmdrm, ...others } = plan('http://127.0.0.1:1/');
  expect(wmdrm).toBeDefined();
  expect((await preflight(others)).unreachable).toMatch(/no deployment/);
});

test('a key that can not be read is refused before anything is sent', async () => {
  const server = await startWebServer((_, response) => {
    response.end();
  });
  try {
    const good = plan(server.origin);
    const privateKey = { file: ownFile('wrong.key', '#geheim#') };
    const { certificateFile = '' } = good.wmdrm?.client ?? {};
    for (const [key, changed] of [
      ['client', { client: { certificateFile, privateKey } }],
      ['unlistedClient', { unlistedClient: { certificateFile, privateKey } }],
      ['content.contentKey', { content: { contentKey: privateKey } }],
    ] as const) {
      const wrong = planFor({ ...(good.wmdrm ?? ownServer().state), ...changed });
      const asked = preflight(wrong);
      await expect(asked, key).rejects.toThrow(UserError);
      await expect(asked).rejects.toThrow(`wmdrm.${key}`);
      await expect(asked).rejects.not.toThrow('geheim');
    }
    expect(server.got).toEqual([]);
  } finally {
    await server.close();
  }
});

test('the state holds no key', async () => {
  const { contentKey } = ownServer();
  const state = await preflight(plan('http://127.0.0.1:1/'));
  const written = JSON.stringify(state);
  expect(written).not.toContain(Buffer.from(contentKey).toString('base64'));
  expect(written).toContain('content.key');
});
