import { expect, test } from '@playwright/test';
import { toldState } from '../../harness/license-server/state-variables.ts';
import { requestIdHeader } from '../../harness/license-server/to-wire.ts';
import type { WireOutcome, WireRequest } from '../../harness/transport/wire.ts';
import { isRevInfo } from '../../harness/wmdrm/rev-info.ts';
import { answering, challengeOf, responds } from './answering.ts';
import { license7, response7 } from './licenses.ts';
import { header, ownServer } from './own-server.ts';

const json = (value: unknown) => responds(JSON.stringify(value));

/** A license server whose higher layer answers so. */
function telling(
  answer: (request: WireRequest) => WireOutcome,
  higherLayer = 'http://h.example/s',
) {
  const server = ownServer({ higherLayer });
  const license = responds(response7([license7(server)]));
  return answering(server.state, request =>
    request.url.startsWith('http://h.example/') ? answer(request) : license,
  );
}

const refused = { name: 'Blocked', code: 'twin-refused' };

test('the higher layer is asked for the request by its id, once, after it got a license', async () => {
  for (const [higherLayer, start] of [
    ['http://h.example/s', 'http://h.example/s?request='],
    ['http://h.example/s?x=1', 'http://h.example/s?x=1&request='],
  ] as const) {
    const { context, sent } = telling(() => json({ SubjectId1: '212' }), higherLayer);
    const own = context();
    const told = await toldState(own);
    expect((await toldState(own)).variables).toEqual(told.variables);
    expect(told.variables).toEqual(new Map([['SubjectId1', '212']]));
    const [asked, looked] = sent;
    if (asked === undefined || looked === undefined) throw new Error('Two requests were expected.');
    expect(sent).toHaveLength(2);
    const id = asked.headers[requestIdHeader] ?? '';
    expect(id).toMatch(/^[0-9a-f-]{36}$/);
    expect(looked).toEqual({ url: `${start}${id}`, method: 'GET', headers: {} });
  }
});

test('what was sent can be told, revocation data and header included', async () => {
  const { context, sent } = telling(() => json({}));
  const told = await toldState(context());
  expect(told.header).toBe(header);
  const challenge = challengeOf(sent[0] ?? { url: '', method: 'GET', headers: {} });
  for (const name of ['CLIENTVERSION', 'SUBJECTID1', 'REVOCATIONINFO', 'DRMKVERSION']) {
    const text = told.sent(name) ?? '';
    expect(text).not.toBe('');
    expect(challenge).toContain(`<${name}>${text}</${name}>`);
  }
  expect(isRevInfo(Buffer.from(told.sent('REVOCATIONINFO') ?? '', 'base64'))).toBe(true);
  expect(told.sent('ABSENT')).toBeUndefined();
});

test('texts are told, and nothing else is', async () => {
  const hostile = `{"__proto__":"p","constructor":"c","toString":{"a":"b"},"SubjectId1":212,"a":null,"b":["x"],"c":true,"d":"","SubjectId1 ":"x"}`;
  const { context } = telling(() => responds(hostile));
  const { variables } = await toldState(context());
  expect([...variables]).toEqual([
    ...[
      ['__proto__', 'p'],
      ['constructor', 'c'],
      ['d', ''],
      ['SubjectId1 ', 'x'],
    ],
  ]);
  expect(variables.get('toString')).toBeUndefined();
  expect(Object.getPrototypeOf({})).toBe(Object.prototype);
});

const useless: Readonly<Record<string, WireOutcome>> = {
  'an array': json(['SubjectId1', '212']),
  'a number': json(212),
  'a text': json('212'),
  null: json(null),
  nothing: responds(''),
  'a page': responds('<html>SubjectId1: 212</html>'),
  'cut JSON': responds('{"SubjectId1":"212"'),
  '10 MB': responds(`{"SubjectId1":"212","x":"${'y'.repeat(10_000_000)}"}`),
  'a million brackets': responds('['.repeat(1_000_000)),
  'bytes of no text': responds(Uint8Array.of(0xff, 0xfe, 0, 0x80)),
  'an error': responds('{}', { status: 404 }),
  'an end of the connection': {
    ...{ kind: 'failure', code: 'closed', message: 'It closed.', durationMs: 1 },
  },
};

for (const [what, outcome] of Object.entries(useless))
  test(`${what} tells nothing`, async () => {
    const { context } = telling(() => outcome);
    await expect(toldState(context())).rejects.toMatchObject(refused);
  });

test('a server that refuses the request, and a target without a higher layer, are told apart', async () => {
  const { state } = ownServer({ higherLayer: 'http://h.example/s' });
  const refusing = answering(state, () => responds('No.'));
  await expect(toldState(refusing.context())).rejects.toMatchObject(refused);
  expect(refusing.sent).toHaveLength(1);
  const server = ownServer();
  const none = answering(server.state, () => responds(response7([license7(server)])));
  await expect(toldState(none.context())).rejects.toMatchObject({ code: 'deployment-missing' });
});
