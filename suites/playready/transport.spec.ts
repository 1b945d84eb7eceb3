import { unknownHeaderBlock } from '../../harness/rights-manager/edits.ts';
import { protocols } from '../../harness/playready/namespaces.ts';
import { Blocked } from '../../harness/verdict/blocked.ts';
import { describeReply, expect } from '../../harness/verdict/expect.ts';
import { judgeAll, violate } from '../../harness/verdict/violation.ts';
import { check } from './check.ts';

check('playready.transport.soap-over-http', async ({ answers }) => {
  await judgeAll(await answers(), ({ reply, what }) => {
    if (reply.envelope?.version !== 'soap11')
      violate('a SOAP 1.1 message', describeReply(reply), what);
  });
});

check('playready.transport.success-status', async ({ answers }) => {
  await judgeAll(await answers(), ({ operation, reply, what }) => {
    if (reply.content?.name === `${operation}Response` && reply.status !== 200)
      violate('HTTP status 200 for a success', describeReply(reply), what);
  });
});

check('playready.transport.media-type', async ({ successes }) => {
  await judgeAll(await successes(), ({ reply, what }) => {
    const type = reply.mediaType?.type;
    if (type !== 'text/xml') violate('Content-Type text/xml', type ?? 'none', what);
  });
});

check('playready.transport.charset', async ({ successes }) => {
  await judgeAll(await successes(), ({ reply, what }) => {
    const charset = reply.mediaType?.charset;
    if (charset?.toLowerCase() !== 'utf-8')
      violate('charset=utf-8 in Content-Type', reply.header('content-type') ?? 'none', what);
  });
});

check('playready.transport.response-element', async ({ answers }) => {
  await judgeAll(await answers(), ({ operation, reply, what }) => {
    const { content, envelope, fault } = reply;
    if (content === undefined || envelope === undefined || fault !== undefined) return;
    const expected = `${operation}Response`;
    if (content.name !== expected || content.namespace !== protocols)
      violate(`<${expected}> in "${protocols}"`, describeReply(reply), what);
    const count = envelope.body.children.length;
    if (count > 1) violate('one element in the Body', `${count} elements`, what);
  });
});

check('playready.transport.action-quoted', async ({ answers, ask, doubt, accepted }) => {
  await judgeAll(await answers(), async ({ operation, reply, what }) => {
    const refused = await doubt(operation, reply);
    if (refused === undefined) return;
    await accepted(operation, { fixture: 'unquoted action', action: 'unquoted' });
    violate('an answer as to an unquoted SOAPAction', refused, `${what} with a quoted SOAPAction`);
  });
});
