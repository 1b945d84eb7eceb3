import { randomUUID } from 'node:crypto';
import { expect, test } from '@playwright/test';
import { startWmdrmReference } from '../../cli/reference-wmdrm.ts';
import { openSession } from '../../harness/license-server/session.ts';
import { preflight } from '../../harness/license-server/preflight.ts';
import type { WmdrmRequest } from '../../harness/license-server/request.ts';
import { writeRecording } from '../../harness/recordings/write-recording.ts';
import { wmdrmOperations } from '../../harness/recordings/operations.ts';
import { recordExchanges } from '../../harness/report/recorder.ts';
import { createRedactor } from '../../harness/report/redact.ts';
import type { WmdrmTarget } from '../../harness/target/wmdrm.ts';
import { openTransport } from '../../harness/transport/transport.ts';
import { conforming, type Behaviour } from '../../reference/wmdrm/behaviour.ts';
import { judgeTarget, planFor } from './judge-wmdrm.ts';
import type { Outcomes } from './judge-playready.ts';

/** Writes what the harness itself asks for into the folder of the test that runs. */
async function record(wmdrm: WmdrmTarget, requests: readonly WmdrmRequest[]): Promise<string> {
  const folder = test.info().outputPath(`recordings-${randomUUID()}`);
  const transport = openTransport({});
  try {
    const session = openSession(await preflight(planFor(wmdrm)), createRedactor());
    for (const request of requests) {
      const { exchange } = await session.answer(recordExchanges(transport), request);
      const { method, url, headers, body = new Uint8Array() } = exchange.request;
      const { pathname, search } = new URL(url);
      writeRecording(folder, {
        protocol: 'wmdrm',
        operation: method === 'GET' ? wmdrmOperations.get : wmdrmOperations.post,
        request: { method, path: pathname + search, headers, body, exact: true },
        ...{ removed: [], warnings: [] },
      });
    }
  } finally {
    await transport.close();
  }
  return folder;
}

/** What the rows come to for a target that knows nothing but a folder of recordings. */
async function judgeRecorded(
  requests: readonly WmdrmRequest[],
  {
    areas,
    behaviour = {},
    request = {},
  }: {
    readonly areas?: readonly string[];
    readonly behaviour?: Partial<Behaviour>;
    readonly request?: Partial<WmdrmTarget>;
  } = {},
): Promise<Outcomes> {
  const { wmdrm, close } = await startWmdrmReference(behaviour);
  try {
    const recordings = await record({ ...wmdrm, ...request }, requests);
    const { deployments } = wmdrm;
    const target: WmdrmTarget = {
      ...{ deployments, recordings, content: {}, assumptions: {} },
      ...{ versions: [1, 7], actions: ['Play'], clientInfo: wmdrm.clientInfo },
      header: { place: 'LICENSEREQUEST' },
    };
    return await judgeTarget(target, areas);
  } finally {
    await close();
  }
}

const both: readonly WmdrmRequest[] = [{ protocol: 1 }, { nonsilent: '1' }];

/** What can't be decided without a client's keys, and why (docs/wmdrm.md, What it takes). */
const beyond: Outcomes = {
  'identity-missing': [
    ...['version1.unlisted', 'license1.key', 'license1.signature'],
    ...['version7.white-list', 'version7.unlisted'],
    ...['opens', 'block-first', 'block-second', 'document', 'certificates', 'signature'].map(
      row => `license7.${row}`,
    ),
    ...['license7.content-key', 'license7.kid'],
  ],
  'deployment-missing': [
    // The target says nothing of the content that was asked for.
    ...['version1.app-security', 'license1.kid'],
    ...['subject-id1', 'subject-id2', 'drmk-version', 'revocation-info', 'security-version'].map(
      row => `state.${row}`,
    ),
    ...['client-version', 'client-app-sec', 'wrm-header', 'client-certificate'].map(
      row => `state.${row}`,
    ),
  ],
};

const sorted = (outcomes: Outcomes) =>
  Object.fromEntries(Object.entries(outcomes).map(([code, rows]) => [code, rows.toSorted()]));

/** Everything but the page. */
const areas = [
  ...['form', 'version1.', 'license1', 'version7', 'response'],
  ...['license7', 'revocation', 'state'],
];

test('with recordings alone, all that needs no key is decided', async () => {
  const { inapplicable = [], ...outcomes } = await judgeRecorded(both);
  expect(inapplicable.every(id => id.startsWith('version11.'))).toBe(true);
  expect(sorted(outcomes)).toEqual(sorted(beyond));
});

test('recorded requests may be base64, as the client posted them', async () => {
  const request = { assumptions: { 'request-form': 'base64' } } as const;
  expect(sorted(await judgeRecorded(both, { areas, request }))).toEqual(sorted(beyond));
});

test('without recordings of one version, the rows of the other are decided', async () => {
  const forms = await judgeRecorded([{}], { areas: ['form', 'version1.l'] });
  expect(forms).toEqual({ 'recording-missing': ['version1.license', 'version1.length'] });
  const packets = await judgeRecorded([{ protocol: 1 }], { areas: ['form', 'version1.l'] });
  expect(packets).toEqual({ 'recording-missing': ['form.silent-absent', 'form.silent-zero'] });
});

test('who knows the public key of the server alone proves nothing by being refused', async () => {
  const { wmdrm, close } = await startWmdrmReference();
  try {
    const recordings = await record(wmdrm, both);
    const { client, unlistedClient, ...others } = wmdrm;
    expect(client).toBeDefined();
    expect(unlistedClient).toBeDefined();
    const rows = ['version7.unlisted', 'version7.white-list', 'version1.unlisted'];
    expect(await judgeTarget({ ...others, recordings }, rows)).toEqual({
      'identity-missing': ['version7.white-list', 'version7.unlisted'],
    });
  } finally {
    await close();
  }
});

test('a server that looks at nothing is caught by recordings', async () => {
  const behaviour: Partial<Behaviour> = {
    isCertified: (certificate, authorities, form, place) =>
      place !== 'packet' || conforming.isCertified(certificate, authorities, form, place),
  };
  const outcomes = await judgeRecorded(both, { areas: ['version7'], behaviour });
  expect(outcomes['broken']).toEqual([
    ...['version7.v1challenge', 'version7.signature', 'version7.client-id-bits'],
  ]);
});

test('recordings that the server does not take any more are no evidence', async () => {
  const { wmdrm, close } = await startWmdrmReference();
  const other = await startWmdrmReference();
  try {
    const recordings = await record(other.wmdrm, both);
    const { client, ...others } = wmdrm;
    expect(client).toBeDefined();
    const { broken, ...outcomes } = await judgeTarget({ ...others, recordings }, areas);
    expect(broken).toBeUndefined();
    expect(outcomes['twin-refused']).toEqual(
      expect.arrayContaining(['form.silent-absent', 'version1.length', 'version7.signature']),
    );
  } finally {
    await Promise.all([close(), other.close()]);
  }
});
