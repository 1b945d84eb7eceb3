import { expect, test as base } from '@playwright/test';
import { startReferenceTarget, type ReferenceTarget } from '../../cli/reference-target.ts';
import { createRedactor } from '../../harness/report/redact.ts';
import { recordExchanges } from '../../harness/report/recorder.ts';
import { operations, type OperationName } from '../../harness/rms/operations.ts';
import { preflight } from '../../harness/rms/preflight.ts';
import { effectOfRequest } from '../../harness/rms/effect-of-request.ts';
import { openSession } from '../../harness/rms/session.ts';
import { runChecks } from '../../harness/runner/run-checks.ts';
import {
  allows,
  effects,
  readOnly,
  readPermissions,
  type Effect,
  type Permissions,
} from '../../harness/target/permissions.ts';
import { openTransport } from '../../harness/transport/transport.ts';
import { UserError } from '../../harness/user-error.ts';
import { loadSuite } from '../../suites/rmsi/collect-checks.ts';
import { serverState } from '../reference/licences.ts';

interface Watched extends ReferenceTarget {
  /** Operations that the server was asked for, `GET` for a page. */
  readonly asked: string[];
}

const test = base.extend<{ watched: Watched }>({
  // Playwright reads a fixture's dependencies off this pattern; there are none.
  watched: async ({}, use) => {
    const asked: string[] = [];
    const target = await startReferenceTarget({
      state: serverState('mode1'),
      behaviour: {
        finish: (response, { request, operation }) => {
          asked.push(operation ?? request.method);
          return response;
        },
      },
    });
    await use({ ...target, asked });
    await target.close();
  },
});

const all: Permissions = { mayIssue: true, mayDecommission: true };

test('each effect is allowed by its own permission, and reading always', () => {
  const allowed = (permissions: Permissions) =>
    effects.filter(effect => allows(permissions, effect));
  expect(allowed(readOnly)).toEqual(['reads']);
  expect(allowed({ mayIssue: true, mayDecommission: false })).toEqual(['reads', 'issues']);
  expect(allowed({ mayIssue: false, mayDecommission: true })).toEqual(['reads', 'decommissions']);
  expect(allowed(all)).toEqual(effects);
});

test('the permissions of a target: nothing unless it says so; readOnly is a lock', () => {
  expect(readPermissions({})).toEqual(readOnly);
  expect(readPermissions({ readOnly: true })).toEqual(readOnly);
  expect(readPermissions({ readOnly: false, mayIssue: true })).toEqual({
    mayIssue: true,
    mayDecommission: false,
  });
  for (const key of ['mayIssue', 'mayDecommission'])
    expect(() => readPermissions({ readOnly: true, [key]: true })).toThrow(UserError);
});

test('what has the server issue anything is declared so, and nothing else', () => {
  const issuing = Object.entries(operations).filter(([, { effect }]) => effect === 'issues');
  expect(issuing.map(([name]) => name)).toEqual([
    'Precertify',
    'EditIssuanceLicense',
    'AcquirePreLicense',
    'AcquireLicense',
    'AcquireIssuanceLicense',
  ]);
  expect(operations.AcquireContentKey.effect).toBe('reads');
});

test('a request counts as the operation whose body it holds, and an unknown one as the worst', () => {
  const effectOf = (fixture: string) => effectOfRequest('AcquireContentKey', { fixture });
  expect(effectOf('minimal')).toBe('reads');
  expect(effectOf('body-of-EditIssuanceLicense')).toBe('issues');
  expect(effectOf('body-of-Decommission')).toBe('decommissions');
  expect(effectOfRequest('Precertify', { fixture: 'body-of-AcquireContentKey' })).toBe('issues');
});

test('read only, no check and no preflight has the server issue anything', async ({ watched }) => {
  const plan = { ...watched.target, permissions: readOnly, seed: 1 };
  const outcomes = await runChecks(await loadSuite(), plan, { projects: ['rmsi-soap11'] });
  expect(new Set(watched.asked)).toEqual(
    // One of them has its element renamed, and some are no SOAP messages.
    new Set([
      ...['GET', 'POST', 'GetLicensorCertificate'],
      ...['AcquireContentKey', 'AcquireContentKeyRenamed'],
    ]),
  );
  const blocked = outcomes.flatMap(({ requirement, outcome }) =>
    outcome.kind === 'blocked' ? [{ requirement, ...outcome }] : [],
  );
  expect(new Set(blocked.map(({ code }) => code))).toEqual(new Set(['not-allowed']));
  const ids = blocked.map(({ requirement }) => requirement);
  expect(ids).toContain('rmsi.acquire-license.signed');
  expect(ids).not.toContain('rmsi.decommission.key-returned');
  for (const { reason } of blocked)
    expect(reason).toMatch(
      /^\w+ has the server issue .*; put mayIssue: true in the target file, or pass --may-issue\./,
    );
});

test('a server of which only the issuing interfaces are named: not allowed, not lacking', async ({
  watched,
}) => {
  const { normal = '' } = watched.target.deployments;
  const plan = { ...watched.target, deployments: { normal }, permissions: readOnly, seed: 1 };
  const suite = await loadSuite();
  const units = suite.checks.filter(({ requirements }) =>
    requirements.some(
      id => id === 'rmsi.transport.success-status' || id.startsWith('rmsi.version'),
    ),
  );
  const outcomes = await runChecks(suite, plan, { units, projects: ['rmsi-soap12'] });
  expect(outcomes.length).toBeGreaterThan(2);
  for (const { requirement, outcome } of outcomes)
    expect(outcome, requirement).toMatchObject({ kind: 'blocked', code: 'not-allowed' });
});

for (const [effect, permissions] of [
  ['issues', readOnly],
  ['issues', { mayIssue: false, mayDecommission: true }],
  ['decommissions', readOnly],
  ['decommissions', { mayIssue: true, mayDecommission: false }],
] as const)
  test(`an operation that ${effect} is not sent under ${JSON.stringify(permissions)}, in whatever form`, async ({
    watched,
  }) => {
    const { session, recorder, close } = await open(watched, permissions, effect);
    const sent = watched.asked.length;
    for (const request of [
      {},
      { fixture: 'requestParams-empty' },
      { minimum: 'none', maximum: '9999.0.0.0' },
      { edit: () => 'no XML' },
    ])
      for (const send of ['ask', 'answer', 'accepted', 'askAfterTwin'] as const)
        await expect(session[send](recorder, 'Precertify', request)).rejects.toMatchObject({
          name: 'Blocked',
          code: 'not-allowed',
          message: expect.stringContaining(`--may-${effect.replace(/s$/, '')}`),
        });
    expect(recorder.count).toBe(0);
    expect(watched.asked).toHaveLength(sent);
    await close();
  });

test('what can’t be taken back is sent once it is allowed', async ({ watched }) => {
  const { session, recorder, close } = await open(watched, all, 'decommissions');
  const { reply } = await session.ask(recorder, 'Precertify', {});
  expect(reply.content?.name).toBe('PrecertifyResponse');
  await close();
});

/** A session to which Precertify has this effect. */
async function open({ target }: Watched, permissions: Permissions, effect: Effect) {
  const state = await preflight({ ...target, permissions: readOnly });
  const transport = openTransport({ tls: target.tls });
  const effectOf = (name: OperationName): Effect =>
    name === 'Precertify' ? effect : operations[name].effect;
  return {
    session: openSession({ ...state, permissions }, 'soap11', createRedactor(), effectOf),
    recorder: recordExchanges(transport),
    close: () => transport.close(),
  };
}
