import { expect, test } from '@playwright/test';
import { startPlayReadyReference } from '../../cli/reference-playready.ts';
import { runChecks } from '../../harness/runner/run-checks.ts';
import type { SuitePlan } from '../../harness/runner/suite-plan.ts';
import { readOnly } from '../../harness/target/permissions.ts';
import { completeLimits } from '../../harness/target/target.ts';
import { playReadyMutants } from '../../reference/mutants/playready/mutants.ts';
import { nullServers } from '../../reference/null/null-server.ts';
import { conforming, type Behaviour } from '../../reference/playready/behaviour.ts';
import { catalogue } from '../../suites/playready/catalogue.ts';
import { loadSuite } from '../../suites/playready/collect-checks.ts';
import { genuineAnswers, judgePlayReady, outcomesOf, planFor } from './judge-playready.ts';

test('the conforming server keeps every row', async () => {
  expect(await judgePlayReady()).toEqual({});
});

test('every row has a check or says why not, and every checked row a mutant', async () => {
  const checked = (await loadSuite()).checks.flatMap(({ requirements }) => requirements);
  const all = Object.entries(catalogue.requirements);
  const decidable = all.filter(([, { untested }]) => untested === undefined).map(([id]) => id);
  expect(checked.toSorted()).toEqual(decidable.toSorted());
  const broken = new Set(playReadyMutants.flatMap(({ breaks }) => breaks));
  expect([...broken].toSorted()).toEqual(checked.toSorted());
});

test('mutants have names of their own', () => {
  const names = playReadyMutants.map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
});

for (const { name, breaks, behaviour } of playReadyMutants)
  test(`${name} turns red what it breaks, and nothing else`, async () => {
    const { broken = [] } = await judgePlayReady(behaviour);
    expect(broken.toSorted()).toEqual(breaks.toSorted());
  });

for (const server of nullServers)
  test(`a server that ${server.name} keeps nothing`, async () => {
    const genuine = await startPlayReadyReference();
    const { base, close } = await server.start(await genuineAnswers());
    try {
      const suite = await loadSuite();
      const { deployments, ...others } = genuine.playready;
      const here = Object.keys(deployments).map(name => [name, base]);
      const plan = planFor(
        { ...others, deployments: Object.fromEntries(here) as typeof deployments },
        { limits: completeLimits({ deadlineMs: 300 }) },
      );
      const results = await runChecks(suite, plan);
      expect(results.filter(({ outcome }) => outcome.kind === 'kept')).toEqual([]);
      expect(outcomesOf(results)['harness-error']).toBeUndefined();
    } finally {
      await close();
      await genuine.close();
    }
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
  'knows a code without a public name': {
    statusCode: refusal =>
      refusal === 'invalidMessage' ? 0x8004c60e : conforming.statusCode(refusal),
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
