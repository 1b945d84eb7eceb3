import { envelopeNamespace, mediaType } from '../../harness/soap/version.ts';
import { Blocked } from '../../harness/verdict/blocked.ts';
import { describeReply, expect } from '../../harness/verdict/expect.ts';
import { judgeAll, violate, Violation } from '../../harness/verdict/violation.ts';
import { listFixtures } from '../../harness/wsdl/fixture.ts';
import { loadSchemaSet } from '../../harness/xml/schema-set.ts';
import { messageSchemaFile } from '../../harness/wsdl/message-schema.ts';
import { check } from './check.ts';
import { contentKeyElements, expectKeyOf, returnsKeyOf } from './content-key.ts';
import { provokeFaults } from './provoked-faults.ts';

check('rmsi.transport.soap-over-http', async ({ answer }) => {
  const reply = await answer();
  if (reply.envelope === undefined) violate('a SOAP message', describeReply(reply));
});

check('rmsi.transport.decommissioning-url', async ({ answer }) => {
  const reply = await answer();
  const { status = 0 } = reply;
  const absent = [404, 405, 410, 501].includes(status) || (status >= 300 && status < 400);
  if (absent && reply.envelope === undefined)
    violate('AcquireContentKey at decommission/decommission.asmx', describeReply(reply));
});

check('rmsi.transport.https', async ({ acquireContentKey, licence }) => {
  const reply = await acquireContentKey({}, 'decommissioned-https');
  if (reply.outcome.kind === 'failure' && reply.outcome.code === 'tls')
    throw new Blocked('unreachable', reply.outcome.message);
  expectKeyOf(reply, licence('aes'), 'over HTTPS');
});

check('rmsi.transport.success-status', async ({ answer }) => {
  const reply = await answer();
  if (contentKeyElements(reply).length > 0 && reply.status !== 200)
    violate('HTTP status 200 for a success', `HTTP ${reply.status ?? 'without status'}`);
});

check('rmsi.transport.fault-status', async context => {
  const allowed = context.version === 'soap11' ? [500] : [400, 500];
  await judgeAll(await provokeFaults(context), ({ what, reply }) => {
    if (!allowed.includes(reply.status ?? 0))
      violate(`HTTP status ${allowed.join(' or ')} for a fault`, describeReply(reply), what);
  });
});

check('rmsi.transport.content-type', async context => {
  const success = { what: 'a success', reply: await context.accepted() };
  await judgeAll([success, ...(await provokeFaults(context))], ({ what, reply }) => {
    const type = reply.mediaType?.type;
    if (type !== mediaType[context.version])
      violate(`Content-Type ${mediaType[context.version]}`, type ?? 'none', what);
  });
});

check('rmsi.transport.envelope-version', async context => {
  const success = { what: 'a success', reply: await context.accepted() };
  await judgeAll([success, ...(await provokeFaults(context))], ({ what, reply }) => {
    const expected = envelopeNamespace[context.version];
    const actual = reply.envelope?.root.namespace ?? 'no envelope';
    if (actual !== expected) violate(`an Envelope in "${expected}"`, actual, what);
  });
});

check('rmsi.transport.fault-well-formed', async context => {
  await judgeAll(await provokeFaults(context), ({ what, reply }) => {
    const problems = reply.fault?.problems ?? [];
    if (problems.length > 0)
      throw new Violation(
        problems.map(({ message, path }) => ({
          expected: 'a well-formed fault',
          actual: message,
          where: `${what}, ${path}`,
        })),
      );
  });
});

check('rmsi.transport.must-understand', async ({ acquireContentKey, licence, version, note }) => {
  const withUnknownBlock = (mustUnderstand: '0' | '1') => (message: string) =>
    message.replace(
      /<\/(?:[\w-]+:)?Header>/,
      `<assay:Unknown xmlns:assay="urn:assay:unknown" xmlns:env="${envelopeNamespace[version]}" env:mustUnderstand="${mustUnderstand}"/>$&`,
    );
  const optional = await acquireContentKey({ edit: withUnknownBlock('0') });
  if (!returnsKeyOf(optional, licence('aes')))
    throw new Blocked(
      'twin-refused',
      `The same header block without mustUnderstand was not accepted: ${describeReply(optional)}.`,
    );
  const mandatory = await acquireContentKey({ edit: withUnknownBlock('1') });
  expect(mandatory, 'an unknown header block with mustUnderstand="1"').toFault();
  const code = mandatory.fault?.code.local ?? '';
  if (code !== 'MustUnderstand') note(`The fault code is "${code}", not MustUnderstand.`);
});

// Every request that was derived from the WSDL is replayed. What it gets is other checks' business;
// whatever SOAP message comes back has to be valid.
check('rmsi.transport.response-schema', async ({ version: asked, acquireContentKey }) => {
  const fixtures = listFixtures('rmsi', {
    service: 'DecommissionService',
    operation: 'AcquireContentKey',
    version: asked,
  });
  await judgeAll(fixtures, async ({ name: what }) => {
    const reply = await acquireContentKey({ fixture: what });
    const version = reply.envelope?.version;
    if (version === undefined) return;
    const schemas = loadSchemaSet(messageSchemaFile('rmsi', 'DecommissionService', version));
    const issues = schemas.validate(reply.bytes);
    if (issues.length > 0)
      throw new Violation(
        issues.map(({ message, line }) => ({
          expected: 'a message that is valid against the WSDL',
          actual: message,
          where: `${what}, line ${line}`,
        })),
      );
  });
});
