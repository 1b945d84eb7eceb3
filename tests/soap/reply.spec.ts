import { expect, test } from '@playwright/test';
import { maxTextLength, readReply } from '../../harness/soap/reply.ts';
import { soapVersions } from '../../harness/soap/version.ts';
import type { WireFailure } from '../../harness/transport/wire.ts';
import { XmlRefusal } from '../../harness/xml/refusal.ts';
import { envelopeText, faultText, response } from './messages.ts';

for (const version of soapVersions) {
  test(`a good answer of ${version}`, () => {
    const text = envelopeText(version, '<r xmlns="urn:r"/>', '<v xmlns="urn:v">1</v>');
    const reply = readReply(response(version, text), { version });
    expect(reply.asked).toEqual({ version });
    expect(reply.status).toBe(200);
    expect(reply.text).toBe(text);
    expect(Buffer.from(reply.bytes).toString()).toBe(text);
    expect(reply.mediaType?.charset).toBe('utf-8');
    expect(reply.envelope?.version).toBe(version);
    expect(reply.problem).toBeUndefined();
    expect(reply.content).toMatchObject({ name: 'r', namespace: 'urn:r' });
    expect(reply.headerBlock('v', 'urn:v')?.text).toBe('1');
    expect(reply.headerBlock('v', 'urn:other')).toBeUndefined();
    expect(reply.fault).toBeUndefined();
    expect(reply.exceptions).toEqual([]);
  });

  test(`a fault of ${version}`, () => {
    const text = envelopeText(version, faultText(version, 's:Server', 'A.BException: text'));
    const reply = readReply(response(version, text), { version });
    expect(reply.fault).toMatchObject({ version, reason: 'A.BException: text' });
    expect(reply.content).toBe(reply.fault?.element);
    expect(reply.exceptions).toEqual(['A.BException']);
  });
}

test('what was computed is kept', () => {
  const reply = readReply(response('soap11', envelopeText('soap11', '<a/>')), {
    version: 'soap11',
  });
  expect(reply.document).toBe(reply.document);
  expect(reply.envelope).toBe(reply.envelope);
  expect(reply.exceptions).toBe(reply.exceptions);
});

test('headers are found by name in any case, repeats joined', () => {
  const outcome = response('soap11', '');
  const headers = [...outcome.headers, ['x-a', '1'], ['x-a', '2']] as const;
  const reply = readReply({ ...outcome, headers }, { version: 'soap11' });
  expect(reply.header('X-A')).toBe('1, 2');
  expect(reply.header('x-none')).toBeUndefined();
  expect(reply.headers).toHaveLength(3);
});

test('without a response there is nothing but the reason', () => {
  const outcome: WireFailure = {
    kind: 'failure',
    code: 'closed',
    message: 'Expected a response; none came.',
    durationMs: 1,
    status: 200,
  };
  const reply = readReply(outcome, { version: 'soap12' });
  expect(reply.problem).toBe(outcome.message);
  expect(reply.document).toBeInstanceOf(XmlRefusal);
  expect(reply.status).toBe(200);
  expect(reply.text).toBe('');
  expect(reply.bytes).toHaveLength(0);
  expect(reply.envelope).toBeUndefined();
  expect(reply.fault).toBeUndefined();
  expect(reply.content).toBeUndefined();
  expect(reply.headerBlock('a', '')).toBeUndefined();
  expect(reply.exceptions).toEqual([]);
});

for (const [name, body, type, problem] of [
  ['nothing', '', 'text/xml', 'Expected an XML document; nothing came (HTTP 200, text/xml).'],
  [
    'a web page',
    '<!DOCTYPE html><html/>',
    'text/html',
    'Expected a document without document type declaration; there is one, and it was not read (HTTP 200, text/html).',
  ],
  [
    'prose',
    'It works!',
    '',
    'Expected well-formed XML; the parser says "Start tag expected, \'<\' not found" (HTTP 200, ).',
  ],
  [
    'other XML',
    '<a/>',
    'text/xml',
    'Expected a SOAP Envelope; the root element is a in no namespace.',
  ],
] as const)
  test(`${name} is no envelope, and the problem says why`, () => {
    const reply = readReply(response('soap11', body, { 'content-type': type }), {
      version: 'soap11',
    });
    expect(reply.problem).toBe(problem);
    expect(reply.envelope).toBeUndefined();
    expect(reply.text).toBe(body);
  });

test('the text is decoded by its charset or mark, and never fails', () => {
  const text = (body: Uint8Array, type: string): string =>
    readReply(response('soap11', body, { 'content-type': type }), { version: 'soap11' }).text;
  expect(text(Buffer.from('é', 'latin1'), 'text/html; charset=ISO-8859-1')).toBe('é');
  expect(text(Buffer.from('\ufeffé', 'utf16le'), 'text/xml; charset=utf-8')).toBe('é');
  expect(text(Buffer.from('\ufeffé', 'utf16le').swap16(), 'text/xml')).toBe('é');
  expect(text(Buffer.from('é'), 'text/xml; charset=unheard-of')).toBe('é');
  expect(text(Buffer.from([0x61, 0xff]), 'text/xml')).toBe('a\ufffd');
});

test('the text is cut, the bytes are not', () => {
  const reply = readReply(response('soap11', 'x'.repeat(maxTextLength + 1)), {
    version: 'soap11',
  });
  expect(reply.text).toBe(`${'x'.repeat(maxTextLength)}\n[cut]`);
  expect(reply.bytes).toHaveLength(maxTextLength + 1);
});
