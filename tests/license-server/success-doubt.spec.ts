import { expect, test } from '@playwright/test';
import type { WmdrmRequest } from '../../harness/license-server/request.ts';
import type { WireOutcome, WireRequest } from '../../harness/transport/wire.ts';
import { newKeyPair } from '../../harness/wmdrm/primitives/ecc1.ts';
import { answering, challengeOf, responds, type Answering } from './answering.ts';
import { license1, license7, page1, response7 } from './licenses.ts';
import { base64, ownServer } from './own-server.ts';

const server = () => ownServer();
const somebody = newKeyPair().publicKey;

/** Whether a request is accepted that gets such answers, with what was sent. */
async function asked(
  answer: (request: WireRequest) => WireOutcome,
  request: WmdrmRequest = {},
): Promise<{ readonly doubt: string | undefined } & Pick<Answering, 'sent'>> {
  const { session, recorder, sent } = answering(server().state, answer);
  try {
    await session.accepted(recorder, request);
    return { doubt: undefined, sent };
  } catch (error) {
    expect(error).toMatchObject({ code: 'twin-refused' });
    return { doubt: error instanceof Error ? error.message : '', sent };
  }
}

const genuine: Readonly<Record<string, readonly [body: () => string, WmdrmRequest]>> = {
  'a version 7 license': [() => response7([license7(server())]), {}],
  'a version 7 license after others': [
    () => response7([license7(server(), somebody), license7(server())]),
    {},
  ],
  'a version 7 license to a version 11 request': [
    () => response7([license7(server())]),
    { protocol: 11 },
  ],
  'a response as base64': [() => base64(response7([license7(server())])), {}],
  'a version 1 license in a response': [
    () =>
      `<LICENSERESPONSE><LICENSE version="0.1.0.0">${base64(license1(server()))}</LICENSE></LICENSERESPONSE>`,
    {},
  ],
  'a version 1 license in a page': [() => page1(license1(server())), { protocol: 1 }],
};

for (const [what, [body, request]] of Object.entries(genuine))
  test(`${what} that the client's key opens is one, and nothing else is asked`, async () => {
    const { doubt, sent } = await asked(() => responds(body()), request);
    expect(doubt).toBeUndefined();
    expect(sent).toHaveLength(1);
  });

const idle: Readonly<Record<string, (request: WireRequest) => WireOutcome>> = {
  'echoes the request': request => responds(challengeOf(request)),
  'echoes the request in base64': request => responds(base64(challengeOf(request))),
  'echoes the address': ({ url }) => responds(`<html>${url}</html>`),
  'echoes the body': ({ body }) => responds(body ?? ''),
  'shows a page': () => responds('<html><body>It works!</body></html>'),
  'shows a page with the state of a form': () =>
    responds(`<html><input name="__VIEWSTATE" value="${base64(new Uint8Array(900).fill(65))}">`),
  'says nothing': () => responds(''),
  'has no license': () => responds('<LICENSERESPONSE/>'),
  'has licenses that are no base64': () =>
    responds(response7([]).replace('><', '><LICENSE>?</LICENSE><')),
};

for (const [what, answer] of Object.entries(idle))
  test(`a server that ${what} accepts nothing`, async () => {
    for (const protocol of [1, 7, 11] as const) {
      const { doubt } = await asked(answer, { protocol });
      expect(doubt).toContain(`The plain request of version ${protocol} to normal`);
      expect(doubt).toContain('docs/wmdrm.md');
    }
  });

test("somebody else's license is none where a request without a client gets it, too", async () => {
  for (const [body, protocol] of [
    [response7([license7(server(), somebody)]), 7],
    [page1(license1(server(), somebody)), 1],
  ] as const) {
    const { doubt, sent } = await asked(() => responds(body), { protocol });
    expect(doubt).toContain('a request without a client gets one, too');
    expect(sent).toHaveLength(2);
  }
});

test('it counts where a request without a client is refused: keys may be encrypted otherwise', async () => {
  for (const [body, protocol] of [
    [response7([license7(server(), somebody)]), 7],
    [page1(license1(server(), somebody)), 1],
  ] as const) {
    let count = 0;
    const { doubt, sent } = await asked(() => responds((count += 1) === 1 ? body : 'No.'), {
      protocol,
    });
    expect(doubt).toBeUndefined();
    expect(sent).toHaveLength(2);
  }
});

test('the request without a client has nothing in the place of it, and all else as it was', async () => {
  const { sent } = await asked(() => responds(response7([license7(server(), somebody)])), {
    nonsilent: '0',
  });
  const [first, second] = sent.map(challengeOf);
  expect(second).toContain('<CLIENTID></CLIENTID>');
  const shape = (text = '') => text.replace(/<(CLIENTID|V1CHALLENGE)>[^<]*<\/\1>/g, '<$1></$1>');
  expect(shape(second)).toBe(shape(first));
});

test('a dead server is unreachable, one that hangs up has given no license', async () => {
  const failure = { kind: 'failure', message: 'It is gone.', durationMs: 1 } as const;
  const { doubt } = await asked(() => ({ ...failure, code: 'closed' }));
  expect(doubt).toContain('It is gone.');
  const { session, recorder } = answering(server().state, () => ({ ...failure, code: 'refused' }));
  await expect(session.accepted(recorder, {})).rejects.toMatchObject({ code: 'unreachable' });
});

test('an answer is doubted once, and so is what rests on it', async () => {
  const { session, recorder, sent } = answering(server().state, () => responds('No.'));
  const ask = () => session.askAfterTwin(recorder, { fixture: 'other', edit: text => text });
  await expect(ask()).rejects.toMatchObject({ code: 'twin-refused' });
  await expect(ask()).rejects.toMatchObject({ code: 'twin-refused' });
  expect(sent).toHaveLength(1);
});

test('thousands of licenses are not all opened', async () => {
  const text = license7(server(), somebody);
  const many = response7(Array.from({ length: 5_000 }, () => text));
  const started = performance.now();
  const { doubt } = await asked(() => responds(many));
  expect(doubt).toContain('a request without a client gets one, too');
  expect(performance.now() - started).toBeLessThan(20_000);
});
