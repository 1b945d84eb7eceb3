import { expect, test } from '@playwright/test';
import { readReply, type Reply } from '../../harness/soap/reply.ts';
import { envelopeNamespace } from '../../harness/soap/version.ts';
import { Blocked } from '../../harness/verdict/blocked.ts';
import { describeReply, expect as demand, quote } from '../../harness/verdict/expect.ts';
import { Violation } from '../../harness/verdict/violation.ts';

function reply(body: string, status = 200): Reply {
  return readReply(
    {
      kind: 'response',
      status,
      headers: [['content-type', 'text/xml']],
      body: Buffer.from(body),
      durationMs: 1,
    },
    { version: 'soap11' },
  );
}

const envelope = (body: string) =>
  `<s:Envelope xmlns:s="${envelopeNamespace.soap11}"><s:Body>${body}</s:Body></s:Envelope>`;
const fault = (reason: string) =>
  reply(
    envelope(
      `<s:Fault><faultcode>s:Server</faultcode><faultstring>${reason}</faultstring></s:Fault>`,
    ),
    500,
  );
const named = (...names: string[]) =>
  fault(names.map(name => `${name}: it failed`).join(' ---&gt; '));
const success = reply(envelope('<Done xmlns="urn:a"/>'));
const nothing = readReply(
  { kind: 'failure', code: 'closed', message: 'It closed.', durationMs: 1 },
  { version: 'soap11' },
);

const thrownBy = (act: () => void): unknown => {
  try {
    act();
    return undefined;
  } catch (error) {
    return error;
  }
};

test('any fault will do when no exception is asked for', () => {
  demand(fault('whatever')).toFault();
  expect(
    thrownBy(() => {
      demand(success, 'the request').toFault();
    }),
  ).toMatchObject({
    findings: [
      { expected: 'a SOAP fault', actual: 'HTTP 200, <Done> in "urn:a"', where: 'the request' },
    ],
  });
});

test('an exception counts by its last component, also as an inner one', () => {
  demand(named('Microsoft.Core.BadException')).toFault('BadException');
  demand(named('System.Soap', 'Microsoft.Other.BadException')).toFault('BadException');
  expect(
    thrownBy(() => {
      demand(named('A.NotBadException')).toFault('BadException');
    }),
  ).toBeInstanceOf(Violation);
});

test('one of several exceptions is enough; the finding lists all', () => {
  demand(named('X.SecondException')).toFaultWithOneOf(['FirstException', 'SecondException']);
  expect(
    thrownBy(() => {
      demand(named('X.ThirdException')).toFaultWithOneOf(['FirstException', 'SecondException']);
    }),
  ).toMatchObject({
    findings: [{ expected: 'a SOAP fault that names FirstException or SecondException' }],
  });
});

test('a fault that hides its exception decides nothing', () => {
  const thrown = thrownBy(() => {
    demand(fault('Something went wrong.')).toFault('BadException');
  });
  expect(thrown).toBeInstanceOf(Blocked);
  expect(thrown).toMatchObject({ code: 'exception-hidden' });
});

test('no response at all is no fault', () => {
  for (const exception of [undefined, 'BadException'])
    expect(
      thrownBy(() => {
        demand(nothing).toFault(exception);
      }),
    ).toMatchObject({
      findings: [{ actual: 'no complete response (It closed.)' }],
    });
});

test('an answer is known by name and namespace', () => {
  demand(success).toAnswerWith('Done', 'urn:a');
  for (const [name, namespace] of [
    ['Done', 'urn:b'],
    ['done', 'urn:a'],
  ] as const)
    expect(
      thrownBy(() => {
        demand(success).toAnswerWith(name, namespace);
      }),
    ).toBeInstanceOf(Violation);
});

test('a reply is described in one line, whatever it is', () => {
  expect(describeReply(fault('bad\n thing'))).toBe('HTTP 500, a fault "s:Server" with "bad thing"');
  expect(describeReply(reply(envelope('')))).toBe('HTTP 200, an envelope with an empty Body');
  expect(describeReply(reply('<a>', 502))).toMatch(/^HTTP 502, no SOAP message \(.+\)$/);
});

test('a quotation is one line and not endless', () => {
  expect(quote(' a\n\tb ')).toBe('"a b"');
  expect(quote('x'.repeat(301))).toBe(`"${'x'.repeat(300)}..."`);
  expect(quote('x'.repeat(300))).toBe(`"${'x'.repeat(300)}"`);
});
