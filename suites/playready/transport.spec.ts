import { schemaMarks } from '../../harness/playready/messages/schema-marks.ts';
import { validatePlayReady } from '../../harness/playready/messages/validate.ts';
import { protocols } from '../../harness/playready/namespaces.ts';
import { answerDoubt } from '../../harness/rights-manager/answer-doubt.ts';
import type { PlayReadyContext } from '../../harness/rights-manager/context.ts';
import { asSoap12, unknownHeaderBlock } from '../../harness/rights-manager/edits.ts';
import { actionOf, type OperationName } from '../../harness/rights-manager/operations.ts';
import type { PlayReadyRequest } from '../../harness/rights-manager/request.ts';
import { describeReply, expect } from '../../harness/verdict/expect.ts';
import { judgeAll, violate } from '../../harness/verdict/violation.ts';
import { check } from './check.ts';

const unquoted: PlayReadyRequest = { fixture: 'unquoted action', action: 'unquoted' };

check('playready.transport.soap-over-http', async ({ answers }) => {
  await judgeAll(await answers(), ({ reply, what }) => {
    // Redirects, and refusals by whoever lets clients in, are not the service's (PlayReady-facts 3.3, 3.7).
    if (reply.envelope === undefined && ![undefined, 200, 500].includes(reply.status)) return;
    if (reply.envelope?.version !== 'soap11')
      violate('a SOAP 1.1 message', describeReply(reply), what);
  });
});

check('playready.transport.success-status', async ({ answers }) => {
  await judgeAll(await answers(), ({ operation, reply, what }) => {
    const isAnswer = answerDoubt(reply, operation) === undefined;
    if (isAnswer && reply.status !== 200)
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

const rowsOfElements = {
  'playready.transport.response-element': 'documented',
  'playready.transport.response-element-inferred': 'inferred',
} as const;

for (const [requirement, mark] of Object.entries(rowsOfElements))
  check(requirement as keyof typeof rowsOfElements, async ({ answers }) => {
    await judgeAll(await answers(), ({ operation, reply, what }) => {
      const { content, fault } = reply;
      const isOther = schemaMarks[operation].response !== mark;
      if (isOther || content === undefined || fault !== undefined) return;
      const expected = `${operation}Response`;
      if (content.name !== expected || content.namespace !== protocols)
        violate(`<${expected}> in "${protocols}"`, describeReply(reply), what);
    });
  });

check('playready.transport.response-schema', async ({ successes }) => {
  const documented = (await successes()).filter(
    ({ operation }) => schemaMarks[operation].response === 'documented',
  );
  await judgeAll(documented, async ({ operation, reply, what }) => {
    const issues = validatePlayReady(operation, 'response', reply.bytes, reply.mediaType?.charset);
    await judgeAll(issues, ({ message, line }) =>
      violate('a message of the documented structure', message, `${what}, line ${line}`),
    );
  });
});

check('playready.transport.action-quoted', async ({ answers, doubt, accepted }) => {
  await judgeAll(await answers(), async ({ operation, reply, what }) => {
    const refused = await doubt(operation, reply);
    if (refused === undefined) return;
    // Refused for its quotation marks: without them it is granted.
    await accepted(operation, unquoted);
    violate('what an unquoted SOAPAction gets', refused, `${what} with a quoted SOAPAction`);
  });
});

check('playready.transport.action-unquoted', async context => {
  await judgeAll(await context.repeatable(), async ({ operation, what }) => {
    const reply = await context.ask(operation, unquoted);
    await context.expectSuccess(operation, reply, `${what} with an unquoted SOAPAction`);
    await observe(context, operation);
  });
});

/** What a server does with what nobody has to take (PlayReady-facts 1.1). */
async function observe({ ask, doubt, note }: PlayReadyContext, operation: OperationName) {
  const variations: Readonly<Record<string, PlayReadyRequest>> = {
    'without SOAPAction': { fixture: 'no action', action: 'absent' },
    'in SOAP 1.2': {
      fixture: 'soap12',
      action: 'absent',
      edit: asSoap12,
      contentType: `application/soap+xml; charset=utf-8; action="${actionOf(operation)}"`,
    },
  };
  for (const [variation, request] of Object.entries(variations)) {
    const granted = (await doubt(operation, await ask(operation, request))) === undefined;
    note(`The server ${granted ? 'takes' : 'refuses'} requests ${variation}.`);
  }
}

check('playready.transport.content-type-without-charset', async context => {
  await judgeAll(await context.repeatable(), async ({ operation, what }) => {
    const request = { fixture: 'no charset', contentType: 'text/xml' };
    const reply = await context.ask(operation, request);
    await context.expectSuccess(operation, reply, `${what} as text/xml without charset`);
  });
});

check('playready.transport.must-understand', async context => {
  await judgeAll(await context.repeatable(), async ({ operation }) => {
    const optional = await context.ask(operation, {
      fixture: 'unknown block',
      edit: unknownHeaderBlock('0'),
    });
    await context.requireSuccess(operation, optional, 'the block without mustUnderstand');
    const mandatory = await context.ask(operation, {
      fixture: 'unknown mandatory block',
      edit: unknownHeaderBlock('1'),
    });
    const what = `${operation} with an unknown header block with mustUnderstand="1"`;
    expect(mandatory, what).toFault();
    const code = mandatory.fault?.code.local ?? '';
    if (code !== 'MustUnderstand') context.note(`The fault code is "${code}", not MustUnderstand.`);
  });
});

check('playready.transport.get', async ({ repeatable, ask }) => {
  await judgeAll(await repeatable(), async ({ operation }) => {
    const reply = await ask(operation, { fixture: 'get', method: 'GET' });
    const { content } = reply;
    if (content?.namespace === protocols && content.name.endsWith('Response'))
      violate('no response of an operation to a GET', describeReply(reply), `${operation} by GET`);
  });
});
