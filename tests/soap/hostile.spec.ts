import { expect, test } from '@playwright/test';
import { readReply, type Reply } from '../../harness/soap/reply.ts';
import { openTransport } from '../../harness/transport/transport.ts';
import type { Transport } from '../../harness/transport/wire.ts';
import { XmlRefusal, type XmlRefusalCode } from '../../harness/xml/refusal.ts';
import {
  startHostileServer,
  type behaviours,
  type HostileServer,
} from '../transport/hostile-server.ts';

let server: HostileServer;
let transport: Transport;

test.beforeAll(async () => {
  server = await startHostileServer();
  transport = openTransport();
});

test.afterAll(async () => {
  await transport.close();
  await server.close();
});

async function ask(path: string): Promise<Reply> {
  const url = `${server.origin}/${path}`;
  return readReply(await transport.send({ url, method: 'GET', headers: {} }), {
    version: 'soap11',
  });
}

const refusals = {
  emptyOk: 'empty',
  html: 'doctype',
  dtd: 'doctype',
  externalEntity: 'doctype',
  billionLaughs: 'doctype',
  deep: 'too-deep',
  manyAttributes: 'too-large',
  closeAtOnce: 'empty',
} satisfies Partial<Record<keyof typeof behaviours, XmlRefusalCode>>;

for (const [path, code] of Object.entries(refusals))
  test(`${path} is refused as ${code}, and the next document is read`, async () => {
    const reply = await ask(path);
    expect(reply.document).toBeInstanceOf(XmlRefusal);
    expect(reply.document).toMatchObject({ code });
    expect(reply.problem).toMatch(/^Expected [^\n]*\.$/);
    expect(reply.envelope).toBeUndefined();
    expect((await ask('good')).document).toMatchObject({ name: 'good' });
  });
