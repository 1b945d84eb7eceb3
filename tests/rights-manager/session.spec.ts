import { expect, test } from '@playwright/test';
import { operationNames } from '../../harness/rights-manager/operations.ts';
import { offers } from '../../harness/rights-manager/session.ts';
import { readPackagingResponse } from '../../harness/playready/messages/packaging-response.ts';
import { readOnly } from '../../harness/target/permissions.ts';
import { withSession } from './running.ts';

test('every operation of the conforming server is offered, and genuinely accepted', async () => {
  await withSession(async ({ session, recorder }) => {
    for (const name of operationNames) {
      expect(offers(session, name), name).toBe(true);
      expect((await session.accepted(recorder, name)).status, name).toBe(200);
    }
  });
});

test('an accepted request is sent once, however many rest on it', async () => {
  await withSession(async ({ session, recorder, asked }) => {
    await session.accepted(recorder, 'AcquireLicense');
    await session.accepted(recorder, 'AcquireLicense');
    await session.answer(recorder, 'AcquireLicense');
    expect(asked).toEqual(['AcquireLicense']);
    await session.askAfterTwin(recorder, 'GetMeteringCertificate', { action: 'unquoted' });
    expect(asked.slice(1)).toEqual(['GetMeteringCertificate', 'GetMeteringCertificate']);
  });
});

test('a recorded message is sent again, once, before anything rests on its twin', async () => {
  await withSession(async ({ session, recorder, asked }) => {
    await session.askAfterTwin(recorder, 'AcquireLicense', { action: 'unquoted' });
    expect(asked).toEqual(['AcquireLicense', 'AcquireLicense', 'AcquireLicense']);
    await session.askAfterTwin(recorder, 'AcquireLicense', { contentType: 'text/xml' });
    expect(asked).toHaveLength(4);
  });
});

test('without permission, only what reads is sent', async () => {
  await withSession(
    async ({ session, recorder, asked }) => {
      for (const name of operationNames) {
        if (name === 'GetMeteringCertificate') continue;
        await expect(session.ask(recorder, name, {})).rejects.toMatchObject({
          code: 'not-allowed',
        });
      }
      expect(asked).toEqual([]);
      await session.accepted(recorder, 'GetMeteringCertificate');
    },
    {},
    plan => ({ ...plan, permissions: readOnly }),
  );
});

test('a server that refuses the plain request proves nothing by refusing another', async () => {
  await withSession(
    async ({ session, recorder, asked }) => {
      const asking = session.askAfterTwin(recorder, 'AcquireLicense', { fixture: 'any' });
      await expect(asking).rejects.toMatchObject({ code: 'twin-refused' });
      expect(asked).toEqual(['AcquireLicense']);
    },
    { signatureIsRight: () => false },
  );
});

test('what is missing is named: the recording, the server state', async () => {
  await withSession(async ({ session, recorder }) => {
    const named = session.ask(recorder, 'JoinDomain', { recording: 'none' });
    await expect(named).rejects.toMatchObject({ code: 'recording-missing' });
  });
  await withSession(
    async ({ session, recorder }) => {
      expect(offers(session, 'JoinDomain')).toBe(false);
      await expect(session.ask(recorder, 'JoinDomain', {})).rejects.toMatchObject({
        code: 'recording-missing',
      });
      const elsewhere = session.ask(recorder, 'GetMeteringCertificate', { deployment: 'revoked' });
      await expect(elsewhere).rejects.toMatchObject({ code: 'deployment-missing' });
    },
    {},
    ({ playready, ...plan }) => {
      const { normal = '' } = playready?.deployments ?? {};
      return { ...plan, playready: { deployments: { normal } } };
    },
  );
});

test('what a server packages is a secret from then on', async () => {
  await withSession(async ({ session, recorder, redactor }) => {
    const { bytes, content } = await session.accepted(recorder, 'AcquirePackagingData');
    if (content === undefined) throw new Error('An answer was expected.');
    const text = Buffer.from(bytes).toString('utf8');
    const { keyData, keyIds } = readPackagingResponse(content);
    expect(keyData).toHaveLength(1);
    for (const key of keyData) {
      expect(text).toContain(key);
      expect(redactor.text(text)).not.toContain(key);
    }
    expect(redactor.text(text)).toContain(keyIds[0]);
  });
});

test('doubts: what can be answered without the work is no success', async () => {
  const canned = '<AnyResponse xmlns="http://schemas.microsoft.com/DRM/2007/03/protocols"/>';
  const doubtful: Readonly<Record<string, Parameters<typeof withSession>[1]>> = {
    GetMeteringCertificate: {
      meteringChain: ({ hierarchy }) =>
        hierarchy.metering({ meteringId: new Uint8Array(16), url: 'http://assay.example/' }).bytes,
    },
    AcquireLicense: { licensesFor: () => ['WE1SAAAAAAM='] },
    ProcessDeleteLicenseData: { deletedSession: () => 'AAAA' },
    AcquirePackagingData: {
      keyOfProgram: () => ({ kid: new Uint8Array(16), key: new Uint8Array(16).fill(1) }),
    },
    JoinDomain: { writeJoinResponse: () => canned },
  };
  for (const name of operationNames) {
    const behaviour = doubtful[name];
    if (behaviour === undefined) continue;
    await withSession(async ({ session, recorder }) => {
      await expect(session.accepted(recorder, name), name).rejects.toMatchObject({
        code: 'twin-refused',
      });
    }, behaviour);
  }
  // Nothing public tells an answer of these: the server does not look at what it is sent.
  for (const name of ['AcknowledgeLicense', 'LeaveDomain', 'ProcessSecureStopData'] as const)
    await withSession(
      async ({ session, recorder }) => {
        await expect(session.accepted(recorder, name), name).rejects.toMatchObject({
          code: 'twin-refused',
        });
      },
      {
        finish: (response, { operation }) =>
          operation === name
            ? {
                ...response,
                status: 200,
                body: `<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body>${canned}</s:Body></s:Envelope>`,
              }
            : response,
      },
    );
});
