import { createHmac } from 'node:crypto';
import { expect, test } from '@playwright/test';

import { answerChallenge } from '../../../harness/transport/authentication/ntlm/answer.ts';
import {
  readAvPairs,
  writeAvPairs,
} from '../../../harness/transport/authentication/ntlm/av-pairs.ts';
import {
  authenticateMessage,
  micPlace,
  negotiateMessage,
  readChallenge,
  type Challenge,
} from '../../../harness/transport/authentication/ntlm/messages.ts';
import {
  lmV2Response,
  ntlmV2Response,
  responseKey,
} from '../../../harness/transport/authentication/ntlm/response.ts';

import { fc } from '../../fast-check.ts';

/** The values of [MS-NLMP] 4.2.1 and 4.2.4. */
const hex = (text: string): Buffer => Buffer.from(text.replaceAll(/\s/g, ''), 'hex');
const user = { user: 'User', domain: 'Domain' };
const clientChallenge = hex('aaaaaaaaaaaaaaaa');
const now = Buffer.alloc(8);
const challengeMessage = hex(`
  4e544c4d53535000020000000c000c00
  38000000 33828ae2 0123456789abcdef
  0000000000000000 2400240044000000
  060070170000000f 5300650072007600
  65007200 02000c0044006f006d006100
  69006e00 01000c005300650072007600
  65007200 00000000`);
const lmResponse = hex('86c35097ac9cec102554764a57cccc19 aaaaaaaaaaaaaaaa');
const ntProof = hex('68cd0ab851e51c96aabc927bebef6a1c');
const temp = hex(`
  0101000000000000 0000000000000000 aaaaaaaaaaaaaaaa 00000000
  02000c0044006f006d00610069006e00 01000c00530065007200760065007200 00000000 00000000`);

function challenge(): Challenge {
  const read = readChallenge(challengeMessage);
  if (typeof read === 'string') throw new Error(read);
  return read;
}

const input = () => ({
  serverChallenge: challenge().serverChallenge,
  clientChallenge,
  time: now,
  targetInfo: writeAvPairs(challenge().targetInfo),
});

test('the response key of 4.2.4.1.1', async () => {
  expect(await responseKey('Password', user)).toEqual(hex('0c868a403bfd7a93a3001ef22ef02e3f'));
});

test('the challenge of 4.2.4.3 is read', () => {
  expect(challenge()).toMatchObject({
    flags: 0xe28a8233,
    serverChallenge: hex('0123456789abcdef'),
    targetInfo: [
      { id: 2, value: Buffer.from('Domain', 'utf16le') },
      { id: 1, value: Buffer.from('Server', 'utf16le') },
    ],
  });
});

test('the LMv2 response of 4.2.4.2.1', async () => {
  expect(lmV2Response(await responseKey('Password', user), input())).toEqual(lmResponse);
});

test('the NTLMv2 response of 4.2.4.2.2 and the session base key of 4.2.4.1.2', async () => {
  const { response, sessionKey } = ntlmV2Response(await responseKey('Password', user), input());
  expect(response).toEqual(Buffer.concat([ntProof, temp]));
  expect(sessionKey).toEqual(hex('8de40ccadbc14a82f15cb0ad0de95ca3'));
});

test('the authenticate message of 4.2.4.3, but for version, flags and key exchange', () => {
  const message = authenticateMessage({
    ...{ flags: 0xe2888235, domain: 'Domain', user: 'User', workstation: 'COMPUTER', mic: false },
    ...{ lmResponse, ntResponse: Buffer.concat([ntProof, temp]) },
  });
  expect(message.subarray(0, 52)).toEqual(
    hex(`4e544c4d5353500003000000 180018006c000000 5400540084000000
      0c000c0048000000 0800080054000000 100010005c000000`),
  );
  expect(message.subarray(52, 60)).toEqual(hex('0000 0000 d8000000'));
  expect(message.readUInt32LE(60)).toBe(0xe2888235);
  expect(message.subarray(72)).toEqual(
    Buffer.concat([
      ...['Domain', 'User', 'COMPUTER'].map(text => Buffer.from(text, 'utf16le')),
      lmResponse,
      ntProof,
      temp,
    ]),
  );
});

const who = async () => ({
  ...user,
  key: await responseKey('Password', user),
  workstation: '',
  servicePrincipal: 'HTTP/server.example',
});

/** A field of an authenticate message by its number. */
function field(message: Buffer, number: number): Buffer {
  const at = 12 + 8 * number;
  const start = message.readUInt32LE(at + 4);
  return message.subarray(start, start + message.readUInt16LE(at));
}

test('an answer proves the password over what the server sent and what it adds', async () => {
  const answering = await who();
  const message = answerChallenge(negotiateMessage(), challenge(), answering, {
    clientChallenge,
    now,
  });
  const response = field(message, 1);
  const proof = createHmac('md5', answering.key)
    .update(hex('0123456789abcdef'))
    .update(response.subarray(16))
    .digest();
  expect(response.subarray(0, 16)).toEqual(proof);
  expect(readAvPairs(response.subarray(16 + 28))).toEqual([
    ...challenge().targetInfo,
    { id: 10, value: Buffer.alloc(16) },
    { id: 9, value: Buffer.from('HTTP/server.example', 'utf16le') },
  ]);
  expect(field(message, 0)).toEqual(lmResponse);
});

test("with the server's time there is a MIC over the three messages, and no LM response", async () => {
  const time = hex('0090d336b734c301');
  const info = writeAvPairs([
    ...challenge().targetInfo,
    { id: 7, value: time },
    { id: 6, value: hex('01000000') },
  ]);
  const head = Buffer.from(challengeMessage.subarray(0, 68));
  head.writeUInt16LE(info.length, 40);
  const read = readChallenge(Buffer.concat([head, info]));
  if (typeof read === 'string') throw new Error(read);
  const answering = { ...(await who()), channelBindings: Buffer.alloc(16, 0xcb) };
  const message = answerChallenge(negotiateMessage(), read, answering);
  const response = field(message, 1);
  expect(response.subarray(24, 32)).toEqual(time);
  expect(readAvPairs(response.subarray(16 + 28))).toEqual([
    ...challenge().targetInfo,
    { id: 7, value: time },
    { id: 6, value: hex('03000000') },
    { id: 10, value: Buffer.alloc(16, 0xcb) },
    { id: 9, value: Buffer.from('HTTP/server.example', 'utf16le') },
  ]);
  expect(field(message, 0)).toEqual(Buffer.alloc(24));
  const mic = Buffer.from(message.subarray(micPlace.offset, micPlace.offset + micPlace.length));
  message.fill(0, micPlace.offset, micPlace.offset + micPlace.length);
  const sessionKey = createHmac('md5', answering.key).update(response.subarray(0, 16)).digest();
  const expected = createHmac('md5', sessionKey)
    .update(Buffer.concat([negotiateMessage(), read.message, message]))
    .digest();
  expect(mic).toEqual(expected);
});

test('a sharp s stays one character', async () => {
  const key = (name: string) => responseKey('x', { user: name, domain: '' });
  expect(await key('straße')).toEqual(await key('STRAßE'));
  expect(await key('straße')).not.toEqual(await key('STRASSE'));
});

for (const [what, change, reason] of [
  ['cut off', (bytes: Buffer) => bytes.subarray(0, 31), 'it has 31 bytes'],
  ['something else', (bytes: Buffer) => bytes.fill(0, 0, 8), 'it does not begin with NTLMSSP'],
  ['of another type', (bytes: Buffer) => bytes.fill(3, 8, 9), 'it is a message of type 3'],
  ['cut in its header', (bytes: Buffer) => bytes.subarray(0, 40), 'its header is cut off'],
  [
    'pointing outside',
    (bytes: Buffer) => bytes.fill(0xff, 44, 48),
    'its target information lies outside of it',
  ],
  [
    'without an end of its list',
    (bytes: Buffer) => bytes.fill(0x20, 40, 41),
    'its target information does not end',
  ],
] as const)
  test(`a challenge that is ${what} is none`, () => {
    expect(readChallenge(change(Buffer.from(challengeMessage)))).toBe(reason);
  });

test('whatever a server sends as a challenge, it is read within its bounds or refused', async () => {
  const answering = await who();
  const mutated = fc
    .array(fc.tuple(fc.nat(challengeMessage.length - 1), fc.nat(255)), { maxLength: 8 })
    .chain(edits =>
      fc.nat(challengeMessage.length).map(length => {
        const bytes = Buffer.from(challengeMessage);
        for (const [at, value] of edits) bytes[at] = value;
        return bytes.subarray(0, Math.max(length, 32));
      }),
    );
  fc.assert(
    fc.property(fc.oneof(mutated, fc.uint8Array({ maxLength: 200 })), bytes => {
      const read = readChallenge(Buffer.from(bytes));
      if (typeof read === 'string') return;
      const message = answerChallenge(negotiateMessage(), read, answering);
      expect(field(message, 1).length).toBeGreaterThanOrEqual(16 + 28 + 8);
    }),
  );
});

test('attributes come back as they were written', () => {
  const pair = fc.record({
    id: fc.integer({ min: 1, max: 0xffff }),
    value: fc.uint8Array({ maxLength: 40 }).map(bytes => Buffer.from(bytes)),
  });
  fc.assert(
    fc.property(fc.array(pair), pairs => {
      expect(readAvPairs(writeAvPairs(pairs))).toEqual(pairs);
    }),
  );
});
