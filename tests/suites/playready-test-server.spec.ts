import { expect, test } from '@playwright/test';
import { playReadyProtocol } from '../../cli/protocols/playready.ts';
import {
  newTestKey,
  writeTestChallenge,
} from '../../harness/playready/challenge/test-challenge.ts';
import { writeHeader } from '../../harness/playready/header/write-header.ts';
import { readConfigurations } from '../../harness/playready/test-server/configuration.ts';
import { documentedGroups } from '../../harness/playready/test-server/documented-groups.ts';
import { readRecordings } from '../../harness/recordings/read-recordings.ts';
import { writeRecording } from '../../harness/recordings/write-recording.ts';
import { errorCodes } from '../../harness/rights-manager/test-server.ts';
import { runChecks } from '../../harness/runner/run-checks.ts';
import type { SuitePlan } from '../../harness/runner/suite-plan.ts';
import type { PlayReadyTarget } from '../../harness/target/playready.ts';
import { completeLimits } from '../../harness/target/target.ts';
import { readOnly } from '../../harness/target/permissions.ts';
import { nullServers } from '../../reference/null/null-server.ts';
import { conforming, type Behaviour } from '../../reference/playready/behaviour.ts';
import { Refused } from '../../reference/playready/refusal.ts';
import { loadSuite } from '../../suites/playready/collect-checks.ts';
import { testServer } from '../../suites/playready/requirements/test-server.ts';
import { judgePlayReady, outcomesOf, planFor } from './judge-playready.ts';

const area = 'test-server';
const named = (name: string) => `playready.test-server.${name}`;
const checked = Object.entries(testServer)
  .filter(([, { untested }]) => untested === undefined)
  .map(([id]) => id);
const ofErrors = [...errorCodes.map(code => named(`error-${code.toString(16)}`))];

/** A plan with another PlayReady part. */
const having =
  (change: (playready: PlayReadyTarget) => PlayReadyTarget) =>
  (plan: SuitePlan): SuitePlan => ({
    ...plan,
    playready: change(plan.playready ?? { deployments: {} }),
  });

const withoutRecordings = having(({ deployments, meteringId = '' }) => ({
  deployments,
  meteringId,
}));

test('each status code that can be asked for has a row', () => {
  const rows = checked.filter(id => /error-[0-9a-f]{8}$/.test(id));
  expect(rows.toSorted()).toEqual(ofErrors.toSorted());
});

test('what the row of the parameters sends is in the dialect, one license each', () => {
  for (const group of documentedGroups) expect(readConfigurations(group), group).toHaveLength(1);
});

test('without a test server, all rows are blocked for that', async () => {
  const describe = having(({ deployments: { normal = '' }, ...others }) => ({
    ...others,
    deployments: { normal },
  }));
  expect(await judgePlayReady({}, { area, describe })).toEqual({ 'deployment-missing': checked });
});

test('without permission to have licenses issued, nothing is asked', async () => {
  const asked = new Set<string | undefined>();
  const describe = (plan: SuitePlan): SuitePlan => ({ ...plan, permissions: readOnly });
  const finish: Behaviour['finish'] = (response, { operation, deployment }) => {
    if (deployment?.name === 'test-server') asked.add(operation);
    return response;
  };
  expect(await judgePlayReady({ finish }, { area, describe })).toEqual({ 'not-allowed': checked });
  expect([...asked]).toEqual([]);
});

test('without recordings, status codes are judged where the server looks at the URL first', async () => {
  expect(await judgePlayReady({}, { area, describe: withoutRecordings })).toEqual({
    'recording-missing': checked.filter(
      id => !ofErrors.includes(id) && id !== named('error-structure'),
    ),
  });
});

/** Servers that no challenge of ours gets past, whatever the URL says. */
const refusing: Readonly<Record<string, Partial<Behaviour>>> = {
  'refuses a challenge of no client before it looks at the URL': { signatureIsRight: () => false },
  'answers each of them with a code that can be asked for': {
    signatureIsRight: () => false,
    statusCode: refusal =>
      refusal === 'signatureWrong' ? 0x8004c600 : conforming.statusCode(refusal),
  },
  'grants them all': { refusalOfCode: () => undefined },
};

for (const [what, behaviour] of Object.entries(refusing))
  test(`without recordings, nothing is said of a server that ${what}`, async () => {
    const outcomes = await judgePlayReady(behaviour, { area, describe: withoutRecordings });
    expect(outcomes).toEqual({ 'recording-missing': checked });
  });

test('a server that refuses what it is sent without parameters is not judged', async () => {
  const outcomes = await judgePlayReady({ signatureIsRight: () => false }, { area });
  expect(outcomes).toEqual({ 'twin-refused': checked });
});

/** Behaviour that no sentence forbids. */
const allowed: Readonly<Record<string, Partial<Behaviour>>> = {
  'writes status codes in upper case': {
    writeStatusCode: code => `0x${code.toString(16).toUpperCase()}`,
  },
  'says more in its exceptions, in a namespace of its own': {
    writeException: (statusCode, parts) =>
      conforming
        .writeException(statusCode, { ...parts, redirectUrl: 'https://rm.example.com/' })
        .replace('<Exception>', '<Exception xmlns="urn:vendor"><Message>See the log.</Message>'),
  },
  'gives a header with several KIDs nothing without a group': {
    kidsAskedFor: (asked, challenge) => {
      if (challenge.kids.length > 1 && asked.some(({ kid }) => kid === undefined))
        throw new Refused('invalidMessage', 'Which of them?');
      return conforming.kidsAskedFor(asked, challenge);
    },
  },
  'passes over parameters that it does not know': {
    asksFor: (url, challenge) =>
      url.search.includes('nosuchparameter') ? [{}] : conforming.asksFor(url, challenge),
  },
  'writes transactions in upper case': {
    transactionAskedFor: asked => conforming.transactionAskedFor(asked)?.toUpperCase(),
  },
  'signs every answer': { signsResponse: () => true },
  'returns no nonce without need': {
    responseNonce: (nonce, isPersistent) => (isPersistent ? nonce : undefined),
  },
  'gives the root before the leaf': {
    kidsAskedFor: (asked, challenge) => conforming.kidsAskedFor(asked, challenge).toReversed(),
  },
};

for (const [what, behaviour] of Object.entries(allowed))
  test(`a server that ${what} breaks nothing`, async () => {
    expect(await judgePlayReady(behaviour, { area })).toEqual({});
  });

test('the query of the URL stays, and everything is asked behind it', async () => {
  const searches = new Set<string>();
  const finish: Behaviour['finish'] = (response, { request, deployment }) => {
    if (deployment?.name === 'test-server') searches.add(request.url.search);
    return response;
  };
  const describe = having(({ deployments, ...others }) => ({
    ...others,
    deployments: { ...deployments, 'test-server': `${deployments['test-server'] ?? ''}?t=a%2Bb` },
  }));
  expect(await judgePlayReady({ finish }, { area, describe })).toEqual({});
  expect([...searches].filter(search => !/^\?t=a%2Bb(?:&[a-zA-Z\d]+=|$)/.test(search))).toEqual([]);
  expect(searches).toContain('?t=a%2Bb&cfg=(errorcode:0x8004c600)');
  expect(searches).toContain('?t=a%2Bb&ErrorCode=0x8004C606');
});

/** Recorded challenges that leave no room: none for a single key, or configured by their CustomData. */
test('a row whose challenge nobody recorded is blocked, and the others are not', async () => {
  const several = having(({ recordings: folder = '', ...others }) => {
    const recording = readRecordings(folder).find(
      ({ operation, request }) =>
        operation === 'AcquireLicense' && Buffer.from(request.body).includes('<KIDS>'),
    );
    if (recording === undefined) throw new Error('A challenge for several keys was expected.');
    const recordings = `${folder}/several`;
    writeRecording(recordings, recording);
    const header = writeHeader({
      version: '4.0.0.0',
      keys: [{ kid: Buffer.alloc(16, 7), algorithm: 'AESCTR' }],
    });
    const message = writeTestChallenge({
      header,
      key: newTestKey(),
      customData: "json=[{'sl':150}]",
    });
    writeRecording(recordings, {
      ...recording,
      request: { ...recording.request, body: Buffer.from(message) },
    });
    return { ...others, recordings };
  });
  const outcomes = await judgePlayReady({}, { area, describe: several });
  const ofSeveral = ['groups', 'groups-kids', 'base64-json'].map(named);
  const kept = [...ofErrors, named('error-structure'), ...ofSeveral];
  expect(outcomes).toEqual({ 'recording-missing': checked.filter(id => !kept.includes(id)) });
});

for (const server of nullServers)
  test(`without recordings, a server that ${server.name} keeps nothing`, async () => {
    const answers = await playReadyProtocol.recordGenuineAnswers(planFor({ deployments: {} }));
    const { base, close } = await server.start(answers);
    try {
      const suite = await loadSuite();
      const units = suite.checks.filter(({ requirements }) =>
        requirements.some(id => checked.includes(id)),
      );
      const deployments = { normal: base, 'test-server': base };
      const plan = planFor({ deployments }, { limits: completeLimits({ deadlineMs: 300 }) });
      const outcomes = outcomesOf(await runChecks(suite, plan, { units }));
      expect(outcomes.broken).toBeUndefined();
      expect(outcomes['harness-error']).toBeUndefined();
      expect(Object.values(outcomes).flat().toSorted()).toEqual(checked.toSorted());
    } finally {
      await close();
    }
  });
