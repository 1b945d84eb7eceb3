import { expect, test } from '@playwright/test';
import { expectError } from '../../harness/license-server/expect-error.ts';
import { readWmdrmReply } from '../../harness/license-server/reply.ts';
import type { WmdrmState } from '../../harness/license-server/state.ts';
import type { WireOutcome } from '../../harness/transport/wire.ts';
import type { Outcome } from '../../harness/verdict/decide.ts';
import { describeFinding } from '../../harness/verdict/violation.ts';
import { hresults, version1Errors } from '../../harness/wmdrm/errors.ts';
import { answering, responds } from './answering.ts';
import { license1, license7, page1, response7 } from './licenses.ts';
import { ownServer } from './own-server.ts';

const { clientIdDecoding, unauthorizedClient } = hresults;
const { signature, unlisted } = version1Errors;
const sentence = ({ code, text }: typeof signature) => `<html>${code}:${text}</html>`;

/** What a check comes to that demands these errors of an answer, after a license was given. */
async function judged(
  outcome: WireOutcome,
  {
    wanted = [clientIdDecoding],
    version = 7,
    assumptions = {},
  }: {
    readonly wanted?: Parameters<typeof expectError>[2];
    readonly version?: 1 | 7;
    readonly assumptions?: WmdrmState['assumptions'];
  } = {},
): Promise<{
  readonly outcome: Outcome;
  readonly restsOn: readonly string[];
  readonly text: string;
}> {
  const server = ownServer({ assumptions });
  const fake = answering(server.state, () =>
    responds(version === 1 ? page1(license1(server)) : response7([license7(server)])),
  );
  const carrier = fake.session.kit.assumptions['error-carrier'];
  const { outcome: decided, restsOn } = await fake.decided(context => {
    expectError(context, readWmdrmReply(outcome, version, carrier), wanted, 'it');
  }, version);
  return {
    outcome: decided,
    restsOn: restsOn
      .filter(({ name }) => name === 'error-carrier')
      .map(({ name, declared }) => `${name} ${declared}`),
    text:
      decided.kind === 'broken'
        ? decided.findings.map(describeFinding).join('\n')
        : 'reason' in decided
          ? decided.reason
          : '',
  };
}

test('the right error is right, whatever else the page says', async () => {
  for (const body of [
    'DRM_E_LIC_CLIENDID_DECODING_FAILURE',
    '0x8004800F',
    '<html>Netscape 2007: 8004800f</html>',
  ]) {
    const { outcome, restsOn } = await judged(responds(body));
    expect(outcome, body).toEqual({ kind: 'kept' });
    expect(restsOn).toEqual(['error-carrier false']);
  }
  const { outcome } = await judged(responds(sentence(signature)), {
    ...{ wanted: [unlisted, signature], version: 1 },
  });
  expect(outcome).toEqual({ kind: 'kept' });
});

test('another documented error is a violation, declared or not', async () => {
  for (const assumptions of [{}, { 'error-carrier': 'body' }] as const) {
    const { outcome, text } = await judged(responds('<p>8004800E</p>'), { assumptions });
    expect(outcome.kind).toBe('broken');
    expect(text).toContain('expected DRM_E_LIC_CLIENDID_DECODING_FAILURE (0x8004800F)');
    expect(text).toContain('which names DRM_E_LIC_UNAUTHORIZED_DRM_CLIENT (0x8004800E) (it)');
    const other = await judged(responds(sentence(unlisted)), {
      ...{ wanted: [signature], version: 1, assumptions },
    });
    expect(other.outcome.kind).toBe('broken');
    expect(other.text).toContain('"4004:Client version is not supported.');
  }
});

test('several errors, one of which is right, tell nothing', async () => {
  for (const assumptions of [{}, { 'error-carrier': 'body' }] as const) {
    const several = responds('DRM_E_LIC_UNAUTHORIZED_DRM_CLIENT or 0x8004800F');
    const { outcome, text } = await judged(several, { assumptions });
    expect(outcome).toMatchObject({ kind: 'blocked', code: 'exception-hidden' });
    expect(text).toContain('several errors');
  }
});

test('a documented number with other words is a violation', async () => {
  const options = { wanted: [signature], version: 1 } as const;
  const { outcome, text } = await judged(responds('<html>2009:Bad signature</html>'), options);
  expect(outcome.kind).toBe('broken');
  expect(text).toContain('"2009:Unauthorized client request. Signature Verification Failure."');
  expect(text).toContain('2009:Bad signature');
});

test('the number of another rule, with other words, may be a year', async () => {
  const page = responds('<html>\u00a9 2009: Contoso. March 2008: no license.</html>');
  const { outcome } = await judged(page);
  expect(outcome).toMatchObject({ kind: 'blocked', code: 'exception-hidden' });
  const other = await judged(page, { wanted: [unlisted], version: 1 });
  expect(other.outcome).toMatchObject({ kind: 'blocked', code: 'exception-hidden' });
});

test('a license in place of the error is a violation, and rests on nothing', async () => {
  const server = ownServer();
  const licenses = [
    [responds(response7([license7(server)])), {}],
    [responds(page1(license1(server))), { version: 1, wanted: [signature] }],
  ] as const;
  for (const [outcome, options] of licenses) {
    const { outcome: decided, restsOn, text } = await judged(outcome, options);
    expect(decided.kind).toBe('broken');
    expect(restsOn).toEqual([]);
    expect(text).toMatch(/came a (?:LICENSERESPONSE with 1 LICENSE|page with 1 version 1 licen)/);
  }
});

const hidden: Readonly<Record<string, WireOutcome>> = {
  'a page': responds('<html>Access denied</html>', { status: 403 }),
  'an empty answer': responds(''),
  'an error elsewhere': responds('', { headers: [['x-error', '0x8004800F']] }),
  'an empty response': responds('<LICENSERESPONSE/>'),
  'an end of the connection': {
    ...{ kind: 'failure', code: 'closed', message: 'It closed.', durationMs: 1 },
  },
};

for (const [what, outcome] of Object.entries(hidden))
  test(`${what} hides the error: undecided, unless declared to be in bodies`, async () => {
    const { outcome: open, text } = await judged(outcome);
    expect(open).toMatchObject({ kind: 'blocked', code: 'exception-hidden' });
    expect(text).toContain('wmdrm.assumptions.error-carrier');
    const declared = await judged(outcome, { assumptions: { 'error-carrier': 'body' } });
    expect(declared.outcome.kind).toBe('broken');
    expect(declared.restsOn).toEqual(['error-carrier true']);
  });

test('declared to be in headers, the error is looked for there, and nowhere else', async () => {
  const assumptions = { 'error-carrier': 'header' } as const;
  const inHeader = responds('', { headers: [['x-error', '0x8004800F']] });
  expect((await judged(inHeader, { assumptions })).outcome).toEqual({ kind: 'kept' });
  const inBody = responds('0x8004800F');
  expect((await judged(inBody, { assumptions })).outcome.kind).toBe('broken');
});

test('what is expected is told with every error that would be right', async () => {
  const { text } = await judged(responds('no'), {
    wanted: [clientIdDecoding, unauthorizedClient],
    assumptions: { 'error-carrier': 'body' },
  });
  expect(text).toContain(
    'DRM_E_LIC_CLIENDID_DECODING_FAILURE (0x8004800F) or DRM_E_LIC_UNAUTHORIZED_DRM_CLIENT (0x8004800E)',
  );
});
