import { expect, test } from '@playwright/test';
import type { WmdrmRequest } from '../../harness/license-server/request.ts';
import { toldState } from '../../harness/license-server/state-variables.ts';
import { readOnly } from '../../harness/target/permissions.ts';
import { answering } from './answering.ts';
import { ownServer } from './own-server.ts';

const requests: readonly WmdrmRequest[] = [
  {},
  { protocol: 1 },
  { protocol: 11 },
  { nonsilent: '1' },
  { fixture: 'broken', edit: () => '' },
  { protocol: 1, fixture: 'broken', editPacket: () => new Uint8Array() },
  { choices: { client: 'foreign' } },
];

test('without permission nothing is sent, not even what is malformed', async () => {
  const { state } = ownServer({ permissions: readOnly, higherLayer: 'http://license.example/h' });
  const { session, recorder, sent, context } = answering(state);
  const notAllowed = (asked: Promise<unknown>) =>
    expect(asked).rejects.toMatchObject({ code: 'not-allowed' });
  for (const request of requests) {
    await notAllowed(session.answer(recorder, request));
    await notAllowed(session.accepted(recorder, request));
    await notAllowed(session.askAfterTwin(recorder, request));
    await notAllowed(session.page(recorder, request));
  }
  await notAllowed(toldState(context()));
  expect(sent).toEqual([]);
});

test('what is not allowed says how to allow it', async () => {
  const { session, recorder } = answering(ownServer({ permissions: readOnly }).state);
  await expect(session.answer(recorder, {})).rejects.toThrow('--may-issue');
});
