import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { startPlayReadyReference } from '../../cli/reference-playready.ts';
import { preflight } from '../../harness/rights-manager/preflight.ts';
import { readOnly } from '../../harness/target/permissions.ts';
import { completeLimits } from '../../harness/target/target.ts';
import { nullServers } from '../../reference/null/null-server.ts';
import type { Behaviour } from '../../reference/playready/behaviour.ts';
import { planFor } from '../suites/judge-playready.ts';

/** What a server was asked for. */
function watched(): { asked: string[]; behaviour: Partial<Behaviour> } {
  const asked: string[] = [];
  return {
    asked,
    behaviour: {
      finish: (response, { operation, request }) => {
        asked.push(operation ?? request.method);
        return response;
      },
    },
  };
}

test('a server without AcquirePackagingData is told from one that has it', async () => {
  const { playready, close } = await startPlayReadyReference();
  try {
    expect((await preflight(planFor(playready))).absent).toEqual([]);
    const absent = { normal: playready.deployments['packaging-absent'] ?? '' };
    const state = await preflight(planFor({ ...playready, deployments: absent }));
    expect(state.absent).toEqual(['AcquirePackagingData']);
    expect(state.unreachable).toBeUndefined();
  } finally {
    await close();
  }
});

test('a server that refuses programs is not one without AcquirePackagingData', async () => {
  const { playready, close } = await startPlayReadyReference({
    keyOfProgram: () => {
      throw new Error('No such program.');
    },
  });
  try {
    expect((await preflight(planFor(playready))).absent).toEqual([]);
  } finally {
    await close();
  }
});

for (const status of [302, 401, 403, 404, 503])
  test(`a server that answers everything with ${status} is not one without AcquirePackagingData`, async () => {
    const { playready, close } = await startPlayReadyReference({
      finish: () => ({ status, headers: { location: 'http://assay.example/' }, body: 'No' }),
    });
    try {
      expect((await preflight(planFor(playready))).absent).toEqual([]);
    } finally {
      await close();
    }
  });

test('without permission nothing but a page is asked for', async () => {
  const { asked, behaviour } = watched();
  const { playready, close } = await startPlayReadyReference(behaviour);
  try {
    const state = await preflight(planFor(playready, { permissions: readOnly }));
    expect(asked).toEqual(['GET']);
    expect(state.permissions).toEqual(readOnly);
  } finally {
    await close();
  }
});

test('the state names the folder of recordings, and holds nothing of them', async () => {
  const { playready, close } = await startPlayReadyReference();
  try {
    const state = await preflight(planFor(playready));
    const written = JSON.stringify(state);
    const { recordings = '' } = playready;
    expect(state.recordings).toBe(recordings);
    const names = readdirSync(recordings);
    expect(names.length).toBeGreaterThan(5);
    for (const name of names) {
      const text = readFileSync(join(recordings, name, 'request.xml'), 'utf8');
      const [, value = ''] = /<SignatureValue>([^<]+)</.exec(text) ?? [];
      expect(value).not.toBe('');
      expect(written).not.toContain(value);
    }
  } finally {
    await close();
  }
});

test('a server that is not there is told at once; one that names no server, too', async () => {
  const [refusing] = nullServers;
  if (refusing === undefined) throw new Error('A null server was expected.');
  const { base, close } = await refusing.start(() => ({ type: '', body: '' }));
  const limits = completeLimits({ deadlineMs: 500 });
  const state = await preflight(planFor({ deployments: { normal: base } }, { limits }));
  expect(state.unreachable).toContain(new URL(base).origin);
  await close();
  expect((await preflight(planFor({ deployments: {} }))).unreachable).toMatch(/no deployment/);
});
