import { expect, test } from '@playwright/test';
import { page } from '../../reference/http/message.ts';
import { conforming, type Behaviour } from '../../reference/playready/behaviour.ts';
import { deletion } from '../../suites/playready/requirements/delete.ts';
import { domain } from '../../suites/playready/requirements/domain.ts';
import { reports } from '../../suites/playready/requirements/reports.ts';
import { judgePlayReady, type Outcomes } from './judge-playready.ts';

/** The areas of recorded messages, and all of their rows that have a check. */
const areas = ['delete.', 'domain.', 'secure-stop.', 'metering-data.'];
const all = Object.entries({ ...deletion, ...domain, ...reports })
  .filter(([, { untested }]) => untested === undefined)
  .map(([id]) => id);

async function judge(
  behaviour: Partial<Behaviour>,
  describe: Parameters<typeof judgePlayReady>[1] = {},
): Promise<Outcomes> {
  const together: Record<string, string[]> = {};
  for (const area of areas)
    for (const [outcome, rows] of Object.entries(
      await judgePlayReady(behaviour, { area, ...describe }),
    ))
      (together[outcome] ??= []).push(...rows);
  return Object.fromEntries(
    Object.entries(together).map(([outcome, rows]) => [outcome, rows.toSorted()]),
  );
}

/** What nobody forbids. */
const allowed: Readonly<Record<string, Partial<Behaviour>>> = {
  'adds elements that nobody knows': {
    writeDeleteResponse: sessionId =>
      conforming
        .writeDeleteResponse(sessionId)
        .replace('</SessionID>', '</SessionID><SDKVersion>4.7</SDKVersion>'),
    writeLeaveResponse: accountId =>
      conforming.writeLeaveResponse(accountId).replace('<TestPayload', '<Other/><TestPayload'),
  },
  'finds the key of a client in its certificate': {
    signatureIsRight: (challenge, document) =>
      (challenge.operation === 'ProcessDeleteLicenseData' &&
        challenge.isSigned &&
        challenge.publicKey === undefined) ||
      conforming.signatureIsRight(challenge, document),
  },
  'calls the domain certificate otherwise and breaks its lines': {
    writeJoinResponse: chain =>
      conforming
        .writeJoinResponse(chain)
        .replaceAll('DomainCertificate', 'Cert')
        .replace(/[\w+/]{76}/g, '$&\r\n'),
  },
  'answers what is spoilt with a page of HTTP': {
    finish: (response, { refusal }) =>
      refusal === 'signatureWrong' || refusal === 'invalidMessage'
        ? page(400, 'Bad request')
        : response,
  },
};

for (const [what, behaviour] of Object.entries(allowed))
  test(`a server that ${what} breaks nothing`, async () => {
    expect(await judge(behaviour)).toEqual({});
  });

test('a server that grants nothing leaves everything open', async () => {
  const outcomes = await judge({ signatureIsRight: () => false });
  expect(outcomes).toEqual({ 'twin-refused': all.toSorted() });
});

test('a target without recordings leaves everything open', async () => {
  const outcomes = await judge(
    {},
    {
      describe: ({ playready, ...plan }) => ({
        ...plan,
        playready: { deployments: playready?.deployments ?? {} },
      }),
    },
  );
  expect(outcomes).toEqual({ 'recording-missing': all.toSorted() });
});

test('a full domain whose fault names no code leaves the code open', async () => {
  expect(await judge({ writeException: () => '' })).toEqual({
    'exception-hidden': ['playready.domain.device-limit'],
  });
});

test('another code for a full domain is told', async () => {
  const { broken } = await judge({
    statusCode: refusal =>
      conforming.statusCode(refusal === 'deviceLimit' ? 'notAMember' : refusal),
  });
  expect(broken).toEqual(['playready.domain.device-limit']);
});

test('a domain certificate that is cut off is told', async () => {
  const { broken } = await judge({
    domainChain: state => conforming.domainChain(state).subarray(0, -8),
  });
  expect(broken).toEqual(['playready.domain.certificate-signatures']);
});
