import { expect, test } from '@playwright/test';
import type { WmdrmRequest } from '../../harness/license-server/request.ts';
import { requestIdHeader } from '../../harness/license-server/to-wire.ts';
import { answering, challengeOf, responds } from './answering.ts';
import { license7, page1, license1, response7 } from './licenses.ts';
import { ownServer, without } from './own-server.ts';

const granting = () => {
  const server = ownServer();
  const silent = response7([license7(server)]);
  const page = page1(license1(server));
  return answering(server.state, ({ method }) => responds(method === 'GET' ? page : silent));
};

test('a request is sent once, and those that differ are different ones', async () => {
  const { session, recorder, sent } = granting();
  const requests: readonly WmdrmRequest[] = [
    {},
    { nonsilent: '0' },
    { nonsilent: '1' },
    { protocol: 1 },
    { protocol: 1, query: 'DRMVer=1.3' },
    { protocol: 11 },
    { choices: { client: 'foreign' } },
    { choices: { appSecurity: 1 } },
    { fixture: 'a', edit: text => text },
    { fixture: 'b', edit: text => text },
    { id: 'x' },
  ];
  for (const request of [...requests, ...requests]) await session.answer(recorder, request);
  await session.answer(recorder, { protocol: 7, deployment: 'normal' });
  expect(sent).toHaveLength(requests.length);
});

test('what a request rests on is accepted first, without the change', async () => {
  const { session, recorder, sent } = granting();
  await session.askAfterTwin(recorder, { fixture: 'a', edit: () => 'changed', nonsilent: '0' });
  expect(sent.map(challengeOf).map(text => text === 'changed')).toEqual([false, true]);
  await session.askAfterTwin(recorder, { fixture: 'b', edit: () => 'other', nonsilent: '0' });
  expect(sent).toHaveLength(3);
});

test('an answer that was kept is cited by who rests on it', async () => {
  const { session, recorder } = granting();
  const { exchange } = await session.answer(recorder, {});
  const other = answering(ownServer().state).recorder;
  await session.answer(other, {});
  expect(other.exchanges).toEqual([exchange]);
});

test('a request is labelled, and told by its id where it has one', async () => {
  const { session, recorder, sent } = granting();
  const { exchange } = await session.answer(recorder, { id: 'abc', fixture: 'state' });
  expect(exchange.label).toEqual({
    ...{ operation: 'AcquireLicenseV7', fixture: 'state', deployment: 'normal', effect: 'issues' },
  });
  await session.answer(recorder, { protocol: 1 });
  expect(sent.map(({ headers }) => headers[requestIdHeader])).toEqual(['abc', undefined]);
});

test('a state that the target does not name is missing, and nothing is sent', async () => {
  const { session, recorder, sent } = granting();
  await expect(session.answer(recorder, { deployment: 'silent-only' })).rejects.toMatchObject({
    code: 'deployment-missing',
  });
  expect(sent).toEqual([]);
});

test('states are asked for by what they serve', () => {
  const { state } = ownServer();
  const deployments = {
    ...{ normal: 'http://a.example/', 'silent-only': 'http://b.example/' },
    ...{ 'version1-only': 'http://c.example/', 'newer-revocation': 'http://d.example/' },
  };
  const { deployments: served } = answering({ ...state, deployments }).context();
  expect(served(1)).toEqual(['normal', 'version1-only']);
  expect(served(7)).toEqual(['normal', 'silent-only', 'newer-revocation']);
  expect(served(7, 'normal', 'silent-only')).toEqual(['normal', 'silent-only']);
  expect(() => served(7, 'version1-only')).toThrow('wmdrm.deployments.version1-only');
  const only = answering({ ...state, deployments, versions: [7] }).context();
  expect(only.deployments(1)).toEqual(['version1-only']);
  const none = answering({ ...state, versions: [11] }).context(11);
  expect(() => none.deployments(1)).toThrow(
    expect.objectContaining({ code: 'deployment-missing' }),
  );
});

test('rows of versions that the target does not name bind nobody', async () => {
  const { state } = ownServer({ versions: [7] });
  const fake = answering(state);
  for (const version of [1, 11] as const)
    expect((await fake.decided(() => undefined, version)).outcome.kind).toBe('inapplicable');
  expect(fake.sent).toEqual([]);
});

test('a check that finds nothing passes only after a license came', async () => {
  const good = granting();
  expect((await good.decided(() => undefined)).outcome).toEqual({ kind: 'kept' });
  const bad = answering(ownServer().state, () => responds('No.'));
  expect((await bad.decided(() => undefined)).outcome).toMatchObject({ code: 'twin-refused' });
});

test('a server that was not reached is asked nothing', async () => {
  const { state } = ownServer({ unreachable: 'It is gone.' });
  const fake = answering(state);
  expect((await fake.decided(() => undefined)).outcome).toMatchObject({ code: 'unreachable' });
  const closed = answering({ ...state, unauthorized: true });
  expect((await closed.decided(() => undefined)).outcome).toMatchObject({ code: 'unauthorized' });
  expect([...fake.sent, ...closed.sent]).toEqual([]);
});

test('a verdict rests on how its requests were made, and on what a check says', async () => {
  const { decided } = granting();
  const names = async (...given: Parameters<typeof decided>) =>
    (await decided(...given)).restsOn.map(({ name }) => name);
  const built = ['point-order', 'rc4-key-length'];
  expect(await names(() => undefined)).toEqual([...built, 'request-form']);
  expect(await names(() => undefined, 1)).toEqual([...built, 'base64-alphabet']);
  expect(await names(({ assume }) => void assume('pk-layout'))).toEqual([
    'pk-layout',
    ...[...built, 'request-form'],
  ]);
});

test('the content key is a secret before anything is sent', async () => {
  const server = ownServer();
  const { session, recorder, redactor } = answering(server.state, () => responds('No.'));
  const key = Buffer.from(server.contentKey).toString('base64');
  expect(redactor.text(key)).not.toContain(key.replace(/=+$/, ''));
  await session.answer(recorder, {});
  expect(redactor.text(`a ${key} b`)).not.toContain(key.replace(/=+$/, ''));
});

test('without a client nothing is built, and what is missing is said', async () => {
  const state = without(ownServer().state, 'client', 'serverKey');
  const { session, recorder, sent } = answering(state);
  for (const protocol of [1, 7] as const)
    await expect(session.answer(recorder, { protocol })).rejects.toMatchObject({
      code: 'recording-missing',
    });
  expect(sent).toEqual([]);
});
