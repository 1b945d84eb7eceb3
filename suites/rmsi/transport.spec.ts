import { expectKeyOf } from '../../harness/rms/content-key.ts';
import { operations, type OperationName } from '../../harness/rms/operations.ts';
import { expectSchemaValidReplies } from '../../harness/rms/response-schema.ts';
import { unknownBlock } from '../../harness/soap/unknown-block.ts';
import { envelopeNamespace, mediaType } from '../../harness/soap/version.ts';
import { Blocked } from '../../harness/verdict/blocked.ts';
import { describeReply, expect } from '../../harness/verdict/expect.ts';
import { judgeAll, violate } from '../../harness/verdict/violation.ts';
import { check } from './check.ts';

check('rmsi.transport.soap-over-http', async ({ answers }) => {
  await judgeAll(await answers(), ({ reply, what }) => {
    if (reply.envelope === undefined) violate('a SOAP message', describeReply(reply), what);
  });
});

const places = {
  'rmsi.transport.decommissioning-url': 'AcquireContentKey',
  'rmsi.transport.precertification-url': 'Precertify',
  'rmsi.transport.republishing-url': 'EditIssuanceLicense',
  'rmsi.transport.prelicensing-url': 'AcquirePreLicense',
} as const satisfies Readonly<Record<string, OperationName>>;

for (const [requirement, operation] of Object.entries(places))
  check(requirement as keyof typeof places, async ({ answer, accepted }) => {
    const reply = await answer(operation);
    const { status = 0 } = reply;
    const absent = [404, 405, 410, 501].includes(status) || (status >= 300 && status < 400);
    if (absent && reply.envelope === undefined)
      violate(`${operation} at ${operations[operation].path}`, describeReply(reply));
    await accepted(operation);
  });

check('rmsi.transport.https', async ({ acquireContentKey, kit }) => {
  const reply = await acquireContentKey({}, 'decommissioned-https');
  if (reply.outcome.kind === 'failure' && reply.outcome.code === 'tls')
    throw new Blocked('unreachable', reply.outcome.message);
  expectKeyOf(reply, kit().licence('aes'), 'over HTTPS');
});

check('rmsi.transport.success-status', async ({ successes }) => {
  await judgeAll(await successes(), ({ reply, what }) => {
    if (reply.status !== 200)
      violate('HTTP status 200 for a success', `HTTP ${reply.status ?? 'without status'}`, what);
  });
});

check('rmsi.transport.fault-status', async ({ faults, version }) => {
  const allowed = version === 'soap11' ? [500] : [400, 500];
  await judgeAll(await faults(), ({ what, reply }) => {
    if (!allowed.includes(reply.status ?? 0))
      violate(`HTTP status ${allowed.join(' or ')} for a fault`, describeReply(reply), what);
  });
});

check('rmsi.transport.content-type', async ({ successes, faults, version }) => {
  await judgeAll([...(await successes()), ...(await faults())], ({ what, reply }) => {
    const type = reply.mediaType?.type;
    if (type !== mediaType[version])
      violate(`Content-Type ${mediaType[version]}`, type ?? 'none', what);
  });
});

check('rmsi.transport.envelope-version', async ({ successes, faults, version }) => {
  await judgeAll([...(await successes()), ...(await faults())], ({ what, reply }) => {
    const expected = envelopeNamespace[version];
    const actual = reply.envelope?.root.namespace ?? 'no envelope';
    if (actual !== expected) violate(`an Envelope in "${expected}"`, actual, what);
  });
});

check('rmsi.transport.fault-well-formed', async context => {
  await judgeAll(await context.faults(), async ({ what, reply }) => {
    await judgeAll(reply.fault?.problems ?? [], ({ message, path }) =>
      violate('a well-formed fault', message, `${what}, ${path}`),
    );
  });
});

check('rmsi.transport.must-understand', async context => {
  const { version } = context;
  await judgeAll(await context.successes(), async ({ operation }) => {
    const optional = await context.ask(operation, { edit: unknownBlock(version, '0') });
    await context.requireSuccess(operation, optional, 'the block without mustUnderstand');
    const mandatory = await context.ask(operation, { edit: unknownBlock(version, '1') });
    const what = `${operation} with an unknown header block with mustUnderstand="1"`;
    expect(mandatory, what).toFault();
    const code = mandatory.fault?.code.local ?? '';
    if (code !== 'MustUnderstand') context.note(`The fault code is "${code}", not MustUnderstand.`);
  });
});

check('rmsi.transport.response-schema', async context => {
  await expectSchemaValidReplies(context, 'AcquireContentKey');
});
