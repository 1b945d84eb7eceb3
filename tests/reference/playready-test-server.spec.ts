import { expect, test } from '@playwright/test';
import { startPlayReadyReference } from '../../cli/reference-playready.ts';
import { readChallenge } from '../../harness/playready/challenge/challenge.ts';
import {
  newTestKey,
  writeTestChallenge,
} from '../../harness/playready/challenge/test-challenge.ts';
import { writeHeader } from '../../harness/playready/header/write-header.ts';
import { guidOfKid, kidOfGuid } from '../../harness/playready/kid.ts';
import { namesKid, readLicense } from '../../harness/playready/license.ts';
import { readExceptionDetail } from '../../harness/playready/messages/exception-detail.ts';
import { readLicenseResponse } from '../../harness/playready/messages/license-response.ts';
import { validatePlayReady } from '../../harness/playready/messages/validate.ts';
import { documentedGroups } from '../../harness/playready/test-server/documented-groups.ts';
import { writeCustomData } from '../../harness/playready/test-server/json.ts';
import { actionOf } from '../../harness/rights-manager/operations.ts';
import { responseSignature } from '../../harness/rights-manager/response-signature.ts';
import { errorCodes } from '../../harness/rights-manager/test-server.ts';
import { readReply, type Reply } from '../../harness/soap/reply.ts';
import { completeLimits } from '../../harness/target/target.ts';
import { openTransport } from '../../harness/transport/transport.ts';

const one = '1e97f7b8-77b4-482b-9c18-2a583011ac67';
const two = '09e36702-8f33-436c-a5dd-60ffe6671e70';
const other = '38c8e685-2de9-47e7-97d5-6554e5c7f284';
const forOneKey = challenge([one]);
const forTwoKeys = challenge([one, two]);

function challenge(guids: readonly string[], customData?: string): Buffer {
  const header = writeHeader({
    version: '4.2.0.0',
    keys: guids.map(guid => ({ kid: kidOfGuid(guid), algorithm: 'AESCTR' })),
  });
  const more = customData === undefined ? {} : { customData };
  return Buffer.from(writeTestChallenge({ header, key: newTestKey(), ...more }));
}

type Send = (query: string, body?: Uint8Array) => Promise<Reply>;

/** Asks a conforming server at its test-server deployment, with a query as it stands. */
async function withTestServer(use: (send: Send) => Promise<void>): Promise<void> {
  const { playready, close } = await startPlayReadyReference();
  const transport = openTransport({ tls: {}, limits: completeLimits() });
  try {
    await use(async (query, body = forOneKey) => {
      const url = `${playready.deployments['test-server'] ?? ''}${query}`;
      const headers = {
        'content-type': 'text/xml; charset=utf-8',
        soapaction: `"${actionOf('AcquireLicense')}"`,
      };
      const outcome = await transport.send({ url, method: 'POST', headers, body });
      return readReply(outcome, { version: 'soap11' });
    });
  } finally {
    await transport.close();
    await close();
  }
}

function answer({ content, bytes }: Reply) {
  if (content === undefined) throw new Error(`An answer was expected: ${bytes.toString()}`);
  return readLicenseResponse(content);
}

function exception({ status, fault }: Reply) {
  if (fault === undefined) throw new Error('A fault was expected.');
  expect(status).toBe(500);
  const { statusText = '', customData, problems } = readExceptionDetail(fault);
  expect(problems).toEqual([]);
  return { statusText, customData };
}

/** Which of the three KIDs each license is for. */
function kidsIn(reply: Reply) {
  return answer(reply).licenses.map(text => {
    const license = readLicense(text);
    return [one, two, other].filter(guid => namesKid(license, kidOfGuid(guid)));
  });
}

test('without parameters there is one license, which is not persistent', async () => {
  await withTestServer(async send => {
    for (const query of ['', '?', '?tenant=7']) {
      const reply = await send(query);
      expect(kidsIn(reply)).toEqual([[one]]);
      expect(answer(reply).isSigned).toBe(false);
      expect(answer(reply).transactionId).toBeUndefined();
    }
  });
});

test('each documented status code is answered when asked for, in cfg and in the legacy syntax', async () => {
  await withTestServer(async send => {
    for (const code of errorCodes) {
      const text = `0x${code.toString(16)}`;
      expect(exception(await send(`?cfg=(errorcode:${text})`)).statusText).toBe(text);
      const legacy = `?ErrorCode=0x${code.toString(16).toUpperCase()}`;
      expect(exception(await send(legacy)).statusText).toBe(text);
    }
    expect(exception(await send('?cfg=(errorcode:0x8004c6ff)')).statusText).toBe('0x8004c601');
  });
});

test('a challenge has to be right before its URL counts', async () => {
  await withTestServer(async send => {
    const spoilt = Buffer.from(forOneKey.toString('latin1').replace('0.0.0.1', '0.0.0.2'));
    const { statusText } = exception(await send('?cfg=(errorcode:0x8004c605)', spoilt));
    expect(statusText).toBe('0x8004c601');
  });
});

test('a device is treated as revoked, and a client told what is known of it', async () => {
  await withTestServer(async send => {
    expect(exception(await send('?cfg=(revoked:true)')).statusText).toBe('0x8004c065');
    expect(kidsIn(await send('?cfg=(revoked:false)'))).toEqual([[one]]);
    const { statusText, customData } = exception(await send('?cfg=(msg:clientinfo)'));
    expect(statusText).toBe('0x8004c604');
    const { clientTime = 0 } = readChallenge(forOneKey);
    expect(customData?.split('\n')).toEqual([
      'Version of the client: 0.0.0.1',
      `Time of the client: ${new Date(clientTime * 1000).toISOString()}`,
      'Revocation lists: some',
      'Device certificate: encrypted, and not read by this test server',
    ]);
  });
});

test('what a challenge does not tell is not told, whatever stands there', async () => {
  await withTestServer(async send => {
    const header = writeHeader({
      version: '4.2.0.0',
      keys: [{ kid: kidOfGuid(one), algorithm: 'AESCTR' }],
    });
    const distant = writeTestChallenge({ header, clientTime: 999_999_999_999_999 });
    const { customData } = exception(await send('?cfg=(msg:clientinfo)', Buffer.from(distant)));
    expect(customData).toContain('Time of the client: not told');
  });
});

test('there is a license for each group, in their order', async () => {
  await withTestServer(async send => {
    expect(kidsIn(await send(`?cfg=(kid:${two}),(kid:${one})`, forTwoKeys))).toEqual([
      [two],
      [one],
    ]);
    expect(kidsIn(await send(`?cfg=(kid:${two},sl:3000)`, forTwoKeys))).toEqual([[two]]);
    const chain = `?cfg=(rootid:${other},kid:header),(isroot:true,kid:${other})`;
    expect(kidsIn(await send(chain))).toEqual([[one], [other]]);
    const json = Buffer.from(`[{'kid':'${one}'},{'kid':'${two}'}]`).toString('base64');
    expect(kidsIn(await send(`?tenant=7&cfg64=${json}`, forTwoKeys))).toEqual([[one], [two]]);
  });
});

test('kid:header needs a header with one KID', async () => {
  await withTestServer(async send => {
    expect(exception(await send('?cfg=(kid:header)', forTwoKeys)).statusText).toBe('0x8004c601');
    expect(kidsIn(await send('?cfg=(kid:header)'))).toEqual([[one]]);
  });
});

test('CustomData configures licenses where the URL does not', async () => {
  const body = challenge([one, two], writeCustomData([{ kid: two, persist: true }]));
  await withTestServer(async send => {
    const reply = await send('', body);
    expect(kidsIn(reply)).toEqual([[two]]);
    expect(answer(reply).isSigned).toBe(true);
    const byUrl = await send(`?cfg=(kid:${guidOfKid(kidOfGuid(one))})`, body);
    expect(kidsIn(byUrl)).toEqual([[one]]);
    expect(answer(byUrl).isSigned).toBe(false);
    const broken = challenge([one], "json=[{'kid':");
    expect(exception(await send('', broken)).statusText).toBe('0x8004c601');
  });
});

test('a persistent license comes signed, with the nonce; the legacy syntax gives one unasked', async () => {
  const { nonce } = readChallenge(forOneKey);
  await withTestServer(async send => {
    for (const query of ['?cfg=(persist:true)', '?PlayRight=1']) {
      const reply = await send(query);
      expect(answer(reply)).toMatchObject({ nonce, isSigned: true });
      expect(responseSignature(reply.bytes, answer(reply))?.valid).toBe(true);
    }
    const simple = await send('?PlayRight=1&UseSimpleNonPersistentLicense=1');
    expect(answer(simple).isSigned).toBe(false);
  });
});

test('the transaction is the one that was given', async () => {
  await withTestServer(async send => {
    const reply = await send(`?cfg=(tid:${other.toUpperCase()})`);
    expect(answer(reply).transactionId).toBe(other);
  });
});

test('documented groups are taken, and answers are valid', async () => {
  await withTestServer(async send => {
    for (const group of documentedGroups) {
      const { bytes, status } = await send(`?cfg=${group}`);
      expect(status, group).toBe(200);
      expect(validatePlayReady('AcquireLicense', 'response', bytes), group).toEqual([]);
    }
  });
});

test('what the dialect does not have is an invalid message', async () => {
  const wrong = [
    'cfg=',
    'cfg=(',
    'cfg=(kidd:header)',
    'cfg=(sl:1)',
    'cfg64=!',
    'cfg=(sl:150)&cfg64=W10=',
  ];
  await withTestServer(async send => {
    for (const query of wrong)
      expect(exception(await send(`?${query}`)).statusText, query).toBe('0x8004c601');
  });
});
