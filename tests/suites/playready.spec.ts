import { expect, test } from '@playwright/test';
import type { SuitePlan } from '../../harness/runner/suite-plan.ts';
import { readOnly } from '../../harness/target/permissions.ts';
import { conforming, type Behaviour } from '../../reference/playready/behaviour.ts';
import { judgePlayReady } from './judge-playready.ts';

test('the conforming server keeps every row', async () => {
  expect(await judgePlayReady()).toEqual({});
});

/** Behaviour that no sentence forbids. */
const allowed: Readonly<Record<string, Partial<Behaviour>>> = {
  'writes its messages with other prefixes, white space and a declaration of its own': {
    writeEnvelope: body =>
      conforming
        .writeEnvelope(body)
        .replaceAll('soap:', 'S:')
        .replace('xmlns:soap=', 'xmlns:S=')
        .replace('<S:Body>', '\n <S:Body>\n  '),
  },
  'names its faults otherwise, and no actor': {
    writeFault: fault =>
      conforming
        .writeFault({ ...fault, code: 'Server', reason: 'Error' })
        .replace(/<faultactor>.*<\/faultactor>/, ''),
  },
  'writes its charset in capitals and quotation marks': {
    contentType: () => 'text/xml;charset="UTF-8"',
  },
  'puts elements of its own into the exception': {
    writeException: (statusCode, parts) =>
      conforming
        .writeException(statusCode, parts)
        .replace('</Exception>', '<Message>See the log.</Message></Exception>'),
  },
  'is served by two SOAP stacks: what is malformed gets a fault in other words': {
    faultString: (refusal, message, operation) =>
      refusal === 'notXml' ? 'Bad request' : conforming.faultString(refusal, message, operation),
  },
  'refuses what has no SOAPAction and what is in SOAP 1.2': {
    finish: (response, { request }) =>
      request.method === 'POST' && request.headers['soapaction'] === undefined
        ? { status: 415, headers: { 'content-type': 'text/plain' }, body: 'No' }
        : response,
  },
};

for (const [what, behaviour] of Object.entries(allowed))
  test(`a server that ${what} breaks nothing`, async () => {
    expect(await judgePlayReady(behaviour)).toEqual({});
  });

test('a code without a public name breaks nothing but what asks for another', async () => {
  const outcomes = await judgePlayReady({
    statusCode: refusal =>
      refusal === 'invalidMessage' ? 0x8004c60e : conforming.statusCode(refusal),
  });
  expect(outcomes).toEqual({ broken: ['playready.test-server.error-8004c601'] });
});

/** Rows that any operation decides. */
const commonAreas = ['transport', 'faults'];

test('without recordings, what can be built decides what all have in common', async () => {
  const describe = ({ playready, ...plan }: SuitePlan): SuitePlan => {
    const { deployments = {}, meteringId = '', programs = [] } = playready ?? {};
    return { ...plan, playready: { deployments, meteringId, programs } };
  };
  for (const area of commonAreas) expect(await judgePlayReady({}, { area, describe })).toEqual({});
});

test('what may only read asks for the metering certificate, and that decides it, too', async () => {
  const asked = new Set<string>();
  const behaviour: Partial<Behaviour> = {
    finish: (response, { operation }) => {
      if (operation !== undefined) asked.add(operation);
      return response;
    },
  };
  const describe = (plan: SuitePlan): SuitePlan => ({ ...plan, permissions: readOnly });
  for (const area of commonAreas)
    expect(await judgePlayReady(behaviour, { area, describe })).toEqual({});
  expect([...asked].toSorted()).toEqual(['AssayNoSuchOperation', 'GetMeteringCertificate']);
});
