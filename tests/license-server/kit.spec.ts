import { expect, test } from '@playwright/test';
import { makeKit } from '../../harness/license-server/kit.ts';
import type { RequestChoices } from '../../harness/license-server/request.ts';
import { toPost } from '../../harness/license-server/to-wire.ts';
import { writeRecording } from '../../harness/recordings/write-recording.ts';
import { wmdrmOperations } from '../../harness/recordings/operations.ts';
import { UserError } from '../../harness/user-error.ts';
import { Blocked } from '../../harness/verdict/blocked.ts';
import { isCertifiedBy, readPkcert } from '../../harness/wmdrm/pkcert.ts';
import { writeLittleEndian, ecc1 } from '../../harness/wmdrm/primitives/ecc1.ts';
import { completeAssumptions } from '../../harness/wmdrm/wmdrm-assumptions.ts';
import { counted } from '../wmdrm/bits.ts';
import { challengeOf } from './answering.ts';
import { base64, ownFile, ownServer, without } from './own-server.ts';

const noSecrets = () => undefined;
const request =
  '<LICENSEREQUEST version="2.0.0.0"><V1CHALLENGE>AA==</V1CHALLENGE></LICENSEREQUEST>';

/** Writes a recording of a form, and of a GET, into the folder of the test that runs. */
function record(form: Readonly<Record<string, string>> | undefined, challenge?: string): string {
  const folder = test.info().outputPath('recordings');
  const write = (method: 'GET' | 'POST', path: string, body: string) =>
    writeRecording(folder, {
      protocol: 'wmdrm',
      operation: method === 'GET' ? wmdrmOperations.get : wmdrmOperations.post,
      request: { method, path, headers: {}, body: Buffer.from(body), exact: true },
      ...{ removed: [], warnings: [] },
    });
  if (form !== undefined) write('POST', '/license.asp', new URLSearchParams(form).toString());
  if (challenge !== undefined)
    write('GET', `/license.asp?challenge=${encodeURIComponent(challenge)}&DRMVer=1.4`, '');
  return folder;
}

/** A target that knows no client, with these recordings. */
const recorded = (recordings: string) =>
  makeKit({ ...without(ownServer().state, 'client', 'serverKey'), recordings }, noSecrets);

/** What a kit refuses with. */
function refusalOf(use: () => unknown): Error {
  try {
    use();
  } catch (error) {
    if (error instanceof Error) return error;
  }
  throw new Error('Nothing was refused.');
}

test('requests are made with the keys of a client, and recorded ones left alone', () => {
  const recordings = record({ challenge: request }, base64(counted(201)));
  const kit = makeKit({ ...ownServer().state, recordings }, noSecrets);
  expect(kit.hasClient).toBe(true);
  for (const version of [7, 11] as const) {
    const draft = kit.request(version);
    expect(draft.built).toBe(true);
    expect(draft.message).not.toBe(request);
  }
  expect(kit.packet().built).toBe(true);
  expect(kit.packet().message).not.toEqual(counted(201));
});

const utf16 = Buffer.from(`\ufeff${request}`, 'utf16le');
const forms = {
  XML: [request, request, undefined],
  'base64 of XML': [base64(request), request, 'utf8'],
  'base64 of UTF-16': [base64(utf16), `\ufeff${request}`, 'utf16le'],
  'base64 whose plus signs were read as blanks': [
    base64(`${request}<!--\u00fb\u00ff\u00be>>>???-->`).replaceAll('+', ' '),
    `${request}<!--\u00fb\u00ff\u00be>>>???-->`,
    'utf8',
  ],
} as const;

for (const [what, [challenge, message, encoded]] of Object.entries(forms))
  test(`a recorded request is taken as it was: ${what}`, () => {
    const kit = recorded(record({ nonsilent: '1', challenge }));
    expect(kit.hasClient).toBe(false);
    expect(kit.request(7)).toEqual({ message, built: false, encoded });
    const url = 'http://license.example/';
    const sent = toPost(url, kit.request(7).message, {}, kit.request(7).encoded);
    const posted = encoded === undefined ? message : base64(Buffer.from(message, encoded));
    expect(challengeOf(sent)).toBe(posted);
  });

test('a recorded packet is taken as it was, in any alphabet', () => {
  const bytes = counted(201, 0xf0);
  for (const text of [
    base64(bytes),
    base64(bytes).replaceAll('+', '!').replaceAll('/', '*'),
    Buffer.from(bytes).toString('base64url'),
  ]) {
    const kit = recorded(record(undefined, text));
    expect(kit.packet()).toEqual({ message: bytes, built: false });
  }
});

test('the first recording of a kind counts', () => {
  const second = request.replace('AA==', 'AQ==');
  record({ challenge: request });
  expect(recorded(record({ challenge: second })).request(7).message).toBe(request);
});

test('what is no request is none', () => {
  const kit = recorded(record({ challenge: base64('<html/>') }, 'no base64'));
  for (const use of [() => kit.request(7), () => kit.packet()])
    expect(refusalOf(use)).toMatchObject({ code: 'recording-missing' });
});

test('what is missing is named, with what to do', () => {
  const { state } = ownServer();
  const anything: RequestChoices = { client: 'unlisted' };
  const cases = [
    [
      () => makeKit(without(state, 'client'), noSecrets).request(7),
      'recording-missing',
      'wmdrm.client',
    ],
    [() => makeKit(without(state, 'client'), noSecrets).packet(), 'recording-missing', 'version 1'],
    [
      () => makeKit(without(state, 'client'), noSecrets).request(11),
      'identity-missing',
      'wmdrm.client',
    ],
    [
      () => makeKit(without(state, 'serverKey'), noSecrets).request(7),
      'recording-missing',
      'wmdrm.serverKey',
    ],
    [
      () => makeKit(without(state, 'serverKey'), noSecrets).packet(anything),
      'identity-missing',
      'wmdrm.serverKey',
    ],
    [
      () => makeKit(without(state, 'unlistedClient'), noSecrets).packet(anything),
      'identity-missing',
      'wmdrm.unlistedClient',
    ],
    [
      () => makeKit(without(state, 'unlistedClient'), noSecrets).request(7, anything),
      'identity-missing',
      'wmdrm.unlistedClient',
    ],
    [
      () => makeKit(without(state, 'licenseKey'), noSecrets).licenseKey(),
      'identity-missing',
      'wmdrm.licenseKey',
    ],
  ] as const;
  for (const [use, code, named] of cases) {
    const refusal = refusalOf(use);
    expect(refusal).toBeInstanceOf(Blocked);
    expect(refusal).toMatchObject({ code });
    expect(refusal.message).toContain(named);
  }
  expect(makeKit({ ...state, content: {} }, noSecrets).contentKey()).toBeUndefined();
});

test('a folder that holds something else blocks, and says why', () => {
  const folder = record({ challenge: request });
  ownFile('recordings/0001-wmdrm-AcquireLicenseV7/recording.json', '{}');
  const refusal = refusalOf(() => recorded(folder).request(7));
  expect(refusal).toMatchObject({ code: 'recording-missing' });
  expect(refusal.message).toContain('0001-wmdrm-AcquireLicenseV7');
});

test('a foreign client needs no certificate but its own, and is another for each kit', () => {
  const state = without(ownServer().state, 'client', 'unlistedClient');
  const [kit, other] = [makeKit(state, noSecrets), makeKit(state, noSecrets)];
  const { pkcert } = kit.client('foreign');
  expect(kit.client('foreign').pkcert).toBe(pkcert);
  expect(other.client('foreign').pkcert).not.toEqual(pkcert);
  const certificate = readPkcert(pkcert);
  const assumed = completeAssumptions();
  expect(isCertifiedBy(certificate, kit.licenseKey(), assumed)).toBe(false);
  expect(kit.request(7, { client: 'foreign' }).message).toContain('<LICENSEREQUEST');
});

const order = writeLittleEndian(ecc1.n);
const wrongKeys: Readonly<Record<string, readonly [text: string, told: string]>> = {
  '19 bytes': [base64(counted(19, 0xa1)), 'it has 19 bytes'],
  '21 bytes': [base64(counted(21, 0xa1)), 'it has 21 bytes'],
  'no base64': ['#geheim#', 'it is no base64'],
  nothing: ['', 'it has 0 bytes'],
  zero: [base64(new Uint8Array(20)), 'it is another number'],
  'the order of the curve': [base64(order), 'it is another number'],
  'more than 20 bytes can be': [base64(new Uint8Array(20).fill(0xff)), 'it is another number'],
};

for (const [what, [text, told]] of Object.entries(wrongKeys))
  test(`a private key of ${what} is refused, and not told`, () => {
    const { state } = ownServer();
    for (const key of ['client', 'unlistedClient'] as const) {
      const { certificateFile = '' } = state[key] ?? {};
      const privateKey = { file: ownFile('wrong.key', text) };
      const kit = makeKit({ ...state, [key]: { certificateFile, privateKey } }, noSecrets);
      const refusal = refusalOf(() => kit.client(key === 'client' ? 'listed' : 'unlisted'));
      expect(refusal).toBeInstanceOf(UserError);
      expect(refusal.message).toContain(`wmdrm.${key}`);
      expect(refusal.message).toContain(told);
      if (text !== '') expect(refusal.message).not.toContain(text);
    }
  });

test('a content key that is no base64 is refused, and not told', () => {
  const { state } = ownServer();
  for (const text of ['#geheim#', '']) {
    const content = { contentKey: { file: ownFile('wrong.key', text) } };
    const refusal = refusalOf(() => makeKit({ ...state, content }, noSecrets).contentKey());
    expect(refusal).toBeInstanceOf(UserError);
    expect(refusal.message).toContain('wmdrm.content.contentKey');
    expect(refusal.message).not.toContain('geheim');
  }
});

test('every key that is read is hidden, none is before, and no message has one', () => {
  const { state, client, unlistedClient, contentKey } = ownServer();
  const hidden: string[] = [];
  const kit = makeKit(state, secret => hidden.push(base64(secret)));
  expect(hidden).toEqual([]);
  kit.client('listed');
  kit.client('listed');
  kit.client('unlisted');
  kit.contentKey();
  expect(hidden).toEqual([
    base64(writeLittleEndian(client.machine.privateKey)),
    base64(writeLittleEndian(unlistedClient.machine.privateKey)),
    base64(contentKey),
  ]);
});
