import { randomBytes } from 'node:crypto';
import { expect, test } from '@playwright/test';
import { challengeDefects } from '../../harness/playready/challenge/challenge-defects.ts';
import {
  newTestKey,
  writeTestChallenge,
} from '../../harness/playready/challenge/test-challenge.ts';
import { writeHeader } from '../../harness/playready/header/write-header.ts';
import type { NewRecording, Recording } from '../../harness/recordings/recording.ts';
import { readRecordings } from '../../harness/recordings/read-recordings.ts';
import { writeRecording } from '../../harness/recordings/write-recording.ts';
import type { SuitePlan } from '../../harness/runner/suite-plan.ts';
import { conforming, type Behaviour } from '../../reference/playready/behaviour.ts';
import { Refused } from '../../reference/playready/refusal.ts';
import { acquireLicense } from '../../suites/playready/requirements/acquire-license.ts';
import { challenge } from '../../suites/playready/requirements/challenge.ts';
import { judgePlayReady, type Outcomes } from './judge-playready.ts';

const area = 'acquire-license';
const key = newTestKey();

/** A challenge of our test client, of the first header version that knows LICENSEREQUESTED. */
function challengeOf(licenseRequested?: 'false'): string {
  const header = writeHeader({
    version: '4.3.0.0',
    keys: [{ kid: randomBytes(16), algorithm: 'AESCTR' }],
  });
  return writeTestChallenge({
    header:
      licenseRequested === undefined
        ? header
        : header.replace('<PROTECTINFO>', `<PROTECTINFO LICENSEREQUESTED="${licenseRequested}">`),
    key,
  });
}

function recordingOf(message: string, more: Partial<NewRecording> = {}): NewRecording {
  return {
    protocol: 'playready',
    operation: 'AcquireLicense',
    request: {
      method: 'POST',
      path: '/rightsmanager.asmx',
      headers: { 'content-type': 'text/xml; charset=utf-8' },
      body: Buffer.from(message),
      exact: true,
    },
    removed: [],
    warnings: [],
    ...more,
  };
}

/** A plan whose folder of recordings holds these as well. */
const adding =
  (...recordings: readonly NewRecording[]) =>
  (plan: SuitePlan): SuitePlan => {
    for (const each of recordings) writeRecording(plan.playready?.recordings ?? '', each);
    return plan;
  };

/** A plan whose folder holds those recordings only that are wanted, in a folder beside it. */
const keeping =
  (isWanted: (recording: Recording) => boolean) =>
  (plan: SuitePlan): SuitePlan => {
    const folder = plan.playready?.recordings ?? '';
    const wanted = readRecordings(folder).filter(isWanted);
    const kept = `${folder}/kept`;
    for (const recording of wanted) writeRecording(kept, recording);
    return { ...plan, playready: { deployments: {}, ...plan.playready, recordings: kept } };
  };

test('each defect of a challenge has a row, or is decided elsewhere', () => {
  const elsewhere = [
    // Of ProcessDeleteLicenseData.
    ...['session-id', 'deleted-kid'],
    // playready.faults.malformed.
    ...['other-operation', 'cut-off'],
    // A server may know the client's key from its certificate, so these are noted.
    ...['client-public-key', 'client-public-key-other', 'client-public-key-removed'],
  ];
  const rows = Object.keys(challenge).map(id => id.replace('playready.challenge.', ''));
  expect([...rows, ...elsewhere].toSorted()).toEqual(
    challengeDefects.map(({ name }) => name).toSorted(),
  );
});

/** Behaviour that no sentence forbids. */
const allowed: Readonly<Record<string, Partial<Behaviour>>> = {
  'writes elements that nobody knows, and custom data': {
    writeLicenseParts: (parts, isSigned) =>
      conforming
        .writeLicenseParts(parts, isSigned)
        .replace('<Licenses>', '<SDKVersion>4.8</SDKVersion><CustomData>hello</CustomData>$&')
        .replace('</LicenseResponse>', '<New xmlns="urn:new"><A/></New>$&'),
  },
  'returns no nonce without need': {
    responseNonce: (nonce, isPersistent) => (isPersistent ? nonce : undefined),
  },
  'gives a license for the first key only': {
    licensesFor: kids => conforming.licensesFor(kids.slice(0, 1)),
  },
  'gives a license more, for a key that nobody asked for': {
    licensesFor: kids => conforming.licensesFor([...kids, randomBytes(16)]),
  },
  'signs every answer': { signsResponse: () => true },
  'breaks the lines of its base64': {
    licensesFor: kids => conforming.licensesFor(kids).map(text => text.replace(/.{64}/g, '$&\r\n')),
  },
  'knows the key of a client from elsewhere, whatever KeyInfo says': {
    signatureIsRight: (message, document) =>
      conforming.signatureIsRight(message, document) ||
      (message.isSigned && message.publicKey === undefined),
  },
  'names its faults for a domain by prefixed elements': {
    writeException: (statusCode, parts) =>
      conforming
        .writeException(statusCode, parts)
        .replace(/<(\/?)(?=\w)/g, '<$1v:')
        .replace('<v:Exception>', '<v:Exception xmlns:v="urn:vendor">'),
  },
};

for (const [what, behaviour] of Object.entries(allowed))
  test(`a server that ${what} breaks nothing`, async () => {
    for (const part of [area, 'challenge', 'faults', 'transport'])
      expect((await judgePlayReady(behaviour, { area: part })).broken).toBeUndefined();
  });

test('no license is needed for who asks for none', async () => {
  expect(challengeOf('false')).toContain('<PROTECTINFO LICENSEREQUESTED="false">');
  const describe = adding(recordingOf(challengeOf('false')), recordingOf(challengeOf()));
  expect(await judgePlayReady({}, { area, describe })).toEqual({});
});

test('a challenge that was refused when it was recorded may be refused', async () => {
  const outdated = recordingOf(challengeOf().replace(/<ClientTime>\d/, '<ClientTime>9'), {
    response: { status: 500, headers: [], exact: true },
  });
  expect(await judgePlayReady({}, { area, describe: adding(outdated) })).toEqual({});
  const granted = { ...outdated, response: { status: 200, headers: [], exact: true } };
  expect(await judgePlayReady({}, { area, describe: adding(granted) })).toEqual({
    broken: ['playready.acquire-license.granted'],
  });
});

const ofPersistence = ['playready.acquire-license.nonce', 'playready.acquire-license.signed'];

test('without a challenge for a persistent license, what rests on one is blocked', async () => {
  const describe = keeping(({ persistent }) => persistent !== true);
  const { broken, ...others } = await judgePlayReady({}, { area, describe });
  expect(broken).toBeUndefined();
  expect(others['recording-missing']).toEqual(ofPersistence);
  expect(others['inapplicable']).toContain('playready.acquire-license.signature');
});

test('a recorded query is sent along: it may be what asks for a persistent license', async () => {
  const asked: string[] = [];
  const behaviour: Partial<Behaviour> = {
    finish: (response, { request }) => {
      asked.push(request.url.search);
      return response;
    },
  };
  const plain = recordingOf(challengeOf());
  const path = '/rightsmanager.asmx?cfg=(persist:true)';
  const describe = adding({ ...plain, request: { ...plain.request, path }, persistent: true });
  await judgePlayReady(behaviour, { area: 'acquire-license.version', describe });
  expect(asked.filter(query => query !== '')).toEqual(['?cfg=(persist:true)']);
});

test('what is said to be persistent and is not is blamed once, and on no MUST', async () => {
  const describe = adding(recordingOf(challengeOf(), { persistent: true }));
  const behaviour: Partial<Behaviour> = {
    responseNonce: (nonce, isPersistent) => (isPersistent ? nonce : undefined),
  };
  expect(await judgePlayReady(behaviour, { area, describe })).toEqual({
    broken: ['playready.acquire-license.signed'],
    inapplicable: ['playready.acquire-license.other-nonce'],
  });
});

test('a server that takes no message twice keeps nothing, and is not accused', async () => {
  const seen = new Set<string>();
  const behaviour: Partial<Behaviour> = {
    signatureIsRight: (message, document) => {
      const nonce = message.nonce ?? '';
      if (message.operation === 'AcquireLicense' && seen.size > 0)
        throw new Refused('invalidMessage', 'Seen.');
      seen.add(nonce);
      return conforming.signatureIsRight(message, document);
    },
  };
  // Somebody else has sent the messages before.
  seen.add('');
  const outcomes = await judgePlayReady(behaviour, { area });
  expect(Object.keys(outcomes)).toEqual(['twin-refused']);
  expect(checkedRows(outcomes)).toEqual(
    Object.entries(acquireLicense)
      .filter(([, { untested }]) => untested === undefined)
      .map(([id]) => id)
      .toSorted(),
  );
});

/** Rows of licenses, without those of server states. */
function checkedRows(outcomes: Outcomes): readonly string[] {
  return Object.values(outcomes)
    .flat()
    .filter(id => id in acquireLicense)
    .toSorted();
}
