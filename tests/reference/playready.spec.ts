import { connect } from 'node:net';
import { networkInterfaces } from 'node:os';
import { expect, test } from '@playwright/test';
import { challengeDefects } from '../../harness/playready/challenge/challenge-defects.ts';
import { readChallenge } from '../../harness/playready/challenge/challenge.ts';
import { writeTestMessage } from '../../harness/playready/challenge/test-message.ts';
import { readExceptionDetail } from '../../harness/playready/messages/exception-detail.ts';
import { readLicenseResponse } from '../../harness/playready/messages/license-response.ts';
import { validatePlayReady } from '../../harness/playready/messages/validate.ts';
import { elementText } from '../../harness/playready/requests/envelope.ts';
import { operationNames, type OperationName } from '../../harness/rights-manager/operations.ts';
import type { PlayReadyRequest } from '../../harness/rights-manager/request.ts';
import { responseSignature } from '../../harness/rights-manager/response-signature.ts';
import type { Reply } from '../../harness/soap/reply.ts';
import { withSession, type Running } from '../rights-manager/running.ts';

/** What a fault says of its cause. */
function exceptionOf({ fault }: Reply) {
  if (fault === undefined) throw new Error('A fault was expected.');
  return readExceptionDetail(fault);
}

const ask = async (
  { session, recorder }: Running,
  name: OperationName,
  request: PlayReadyRequest = {},
): Promise<Reply> => (await session.ask(recorder, name, request)).reply;

test('answers of all operations are valid', async () => {
  await withSession(async running => {
    for (const name of operationNames) {
      const { bytes, status, mediaType } = await ask(running, name);
      expect(status, name).toBe(200);
      expect(mediaType, name).toEqual({ type: 'text/xml', charset: 'utf-8' });
      expect(validatePlayReady(name, 'response', bytes), name).toEqual([]);
    }
  });
});

const states = {
  'domain-required': '0x8004c605',
  'renew-domain': '0x8004c606',
  'not-a-member': '0x8004c60a',
  'device-limit': '0x8004c602',
  revoked: '0x8004c065',
  redirect: '0x8004c60d',
} as const;

for (const [deployment, code] of Object.entries(states) as [keyof typeof states, string][])
  test(`a server in the state ${deployment} refuses licenses with ${code}, in the documented form`, async () => {
    await withSession(async running => {
      const reply = await ask(running, 'AcquireLicense', { deployment });
      expect(reply.status).toBe(500);
      expect(reply.header('content-type')).toBe('text/xml; charset=utf-8');
      expect(reply.fault).toMatchObject({
        problems: [],
        actor: running.playready.deployments[deployment],
      });
      expect(reply.fault?.code.local).toBe('Server');
      const { statusText, redirectUrl, serviceId, accountId, problems } = exceptionOf(reply);
      expect(statusText).toBe(code);
      expect(problems).toEqual([]);
      const { normal } = running.playready.deployments;
      if (deployment === 'redirect') expect(redirectUrl).toBe(normal);
      else if (deployment.includes('domain') || deployment === 'not-a-member')
        expect([serviceId, accountId].map(id => Buffer.from(id ?? '', 'base64').length)).toEqual([
          16, 16,
        ]);
      else expect(redirectUrl).toBeUndefined();
      expect((await ask(running, 'GetMeteringCertificate', { deployment })).status).toBe(200);
    });
  });

test('metering ids and programs: what is not known, and where nothing packages', async () => {
  await withSession(async running => {
    const unknown = { meteringId: Buffer.alloc(16).toString('base64') };
    const codeOf = async (request: PlayReadyRequest) =>
      exceptionOf(await ask(running, 'GetMeteringCertificate', request)).statusText;
    expect(await codeOf(unknown)).toBe('0x8004c607');
    expect(await codeOf({ deployment: 'metering-unknown' })).toBe('0x8004c607');
    expect(await codeOf({ meteringId: 'AAAA' })).toBe('0x8004c601');
    const absent = await ask(running, 'AcquirePackagingData', { deployment: 'packaging-absent' });
    expect(absent.fault?.code.local).toBe('Client');
    expect(exceptionOf(absent).element).toBeUndefined();
  });
});

for (const operation of ['AcquireLicense', 'ProcessDeleteLicenseData'] as const)
  test(`${operation}: a message with any defect is refused`, async () => {
    await withSession(async running => {
      const message = running.session.kit.recording(operation).request.body;
      let count = 0;
      for (const { name, reach, apply } of challengeDefects) {
        const changed = apply(message);
        if (changed === undefined) continue;
        count += 1;
        const reply = await ask(running, operation, { fixture: name, edit: () => changed });
        expect(reply.fault, name).toBeDefined();
        // What is no whole message may be refused before the service is reached.
        const isOfSoap = reach === 'structure' && reply.fault?.code.local === 'Client';
        if (!isOfSoap) expect(exceptionOf(reply).statusText, name).toMatch(/^0x8004c6(?:01|0b)$/);
      }
      expect(count).toBeGreaterThan(10);
    });
  });

test('persistent licenses come signed, with the nonce of the challenge; others need not', async () => {
  await withSession(async running => {
    const recordings = running.session.kit.recordings('AcquireLicense');
    const persistent = recordings.filter(each => each.persistent === true);
    expect(persistent).toHaveLength(2);
    for (const { name, request, persistent: isPersistent = false } of recordings) {
      const { bytes, content } = await ask(running, 'AcquireLicense', { recording: name });
      if (content === undefined) throw new Error('An answer was expected.');
      const response = readLicenseResponse(content);
      expect(response.problems).toEqual([]);
      expect(response.nonce).toBe(readChallenge(request.body).nonce);
      expect(response.isSigned).toBe(isPersistent);
      expect(responseSignature(bytes, response)?.valid).toBe(isPersistent ? true : undefined);
      expect(Buffer.from(response.responseId ?? '', 'base64')).toHaveLength(isPersistent ? 32 : 0);
      expect(response.licenses).toHaveLength(readChallenge(request.body).kids.length);
    }
  });
});

test('a transaction that was given out is acknowledged, no other', async () => {
  await withSession(async running => {
    const recordings = running.session.kit.recordings('AcquireLicense');
    const acknowledged = recordings.find(({ request }) =>
      Buffer.from(request.body).includes('persistent acknowledge'),
    );
    const { content } = await ask(running, 'AcquireLicense', {
      recording: acknowledged?.name ?? '',
    });
    const transactionId = content && readLicenseResponse(content).transactionId;
    expect(transactionId).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
    const acknowledge = (id: string) => {
      const message = writeTestMessage('AcknowledgeLicense', {
        content: elementText('TransactionID', id),
      });
      return ask(running, 'AcknowledgeLicense', { fixture: id, edit: () => Buffer.from(message) });
    };
    expect((await acknowledge(transactionId ?? '')).status).toBe(200);
    const refused = await acknowledge('00000000-0000-0000-0000-000000000000');
    expect(exceptionOf(refused).statusText).toBe('0x8004c610');
  });
});

test('SOAPAction: with and without quotation marks, and nothing but the operation of the Body', async () => {
  await withSession(async running => {
    const name = 'GetMeteringCertificate';
    const action = (value: string) => ask(running, name, { action: { value } });
    expect((await ask(running, name, { action: 'quoted' })).status).toBe(200);
    expect((await ask(running, name, { action: 'unquoted' })).status).toBe(200);
    const refused = [
      await ask(running, name, { action: 'absent' }),
      await action('""'),
      await action(`"http://schemas.microsoft.com/DRM/2007/03/protocols/AcquireLicense"`),
      await action(`"http://schemas.microsoft.com/DRM/2007/03/protocols/${name}`),
    ];
    for (const reply of refused) {
      expect(reply.status).toBe(500);
      expect(reply.fault?.code.local).toBe('Client');
      expect(exceptionOf(reply).element).toBeUndefined();
    }
  });
});

test('what is no SOAP request gets a page', async () => {
  await withSession(async ({ playready }) => {
    const { normal = '' } = playready.deployments;
    const statusOf = async (url: string, init: RequestInit = {}) => (await fetch(url, init)).status;
    expect(await statusOf(normal)).toBe(200);
    expect(await statusOf(normal, { method: 'PUT' })).toBe(405);
    expect(await statusOf(normal.replace('/normal/', '/none/'))).toBe(404);
    const headers = { 'content-type': 'application/json' };
    expect(await statusOf(normal, { method: 'POST', headers, body: '{}' })).toBe(415);
    const body = ' '.repeat(5 * 1024 * 1024);
    const large = { method: 'POST', headers: { 'content-type': 'text/xml' }, body };
    expect(await statusOf(normal, large)).toBe(413);
  });
});

test('the server is reached over loopback only', async () => {
  await withSession(async ({ playready }) => {
    const { port } = new URL(playready.deployments.normal ?? '');
    const others = Object.values(networkInterfaces())
      .flatMap(addresses => addresses ?? [])
      .filter(({ internal, family }) => !internal && family === 'IPv4');
    for (const { address } of others) {
      const reached = await new Promise<boolean>(resolve => {
        const socket = connect({ host: address, port: Number(port) });
        socket.once('connect', () => {
          socket.destroy();
          resolve(true);
        });
        socket.once('error', () => {
          resolve(false);
        });
      });
      expect(reached, address).toBe(false);
    }
    expect(new URL(playready.deployments.normal ?? '').hostname).toBe('127.0.0.1');
  });
});
