import { expect, test } from '@playwright/test';
import { PlayReadyError } from '../../harness/playready/error.ts';
import { isKeyMessage, readKeyMessage } from '../../harness/playready/key-message.ts';
import { protocols } from '../../harness/playready/namespaces.ts';
import { fc } from '../fast-check.ts';
import { keyMessage, license } from '../recordings/messages.ts';

const challenge = license('für Jürgen');
const action = `"${protocols}/AcquireLicense"`;

for (const [how, encode] of [
  ['UTF-8', (text: string) => Buffer.from(text)],
  ['UTF-8 with a mark', (text: string) => Buffer.from(`\ufeff${text}`)],
  ['UTF-16LE', (text: string) => Buffer.from(text, 'utf16le')],
  ['UTF-16LE with a mark', (text: string) => Buffer.from(`\ufeff${text}`, 'utf16le')],
] as const)
  test(`a message in ${how} is opened`, () => {
    const message = encode(keyMessage(challenge));
    expect(isKeyMessage(message)).toBe(true);
    const { type, challenge: found, headers } = readKeyMessage(message);
    expect(type).toBe('LicenseAcquisition');
    expect(Buffer.from(found).toString()).toBe(challenge);
    expect({ ...headers }).toEqual({
      'content-type': 'text/xml; charset=utf-8',
      soapaction: action,
    });
  });

test('the header Content is Content-Type', () => {
  const alone = keyMessage(challenge, { contentType: 'Content' });
  expect(readKeyMessage(Buffer.from(alone)).headers['content-type']).toBe(
    'text/xml; charset=utf-8',
  );
  expect(readKeyMessage(Buffer.from(alone)).headers['content']).toBeUndefined();
});

test('a secure stop is opened, with the action in its headers', () => {
  const message = keyMessage(challenge, { type: 'SecureStop', operation: 'ProcessSecureStopData' });
  const { type, headers } = readKeyMessage(Buffer.from(message));
  expect(type).toBe('SecureStop');
  expect(headers['soapaction']).toBe(`"${protocols}/ProcessSecureStopData"`);
});

test('what is unwrapped already is given back, the same bytes', () => {
  const bytes = Buffer.from(challenge);
  expect(isKeyMessage(bytes)).toBe(false);
  const { type, challenge: found, headers } = readKeyMessage(bytes);
  expect(type).toBeUndefined();
  expect(found).toBe(bytes);
  expect({ ...headers }).toEqual({});
});

test('white space in the base64, and a message without headers, are no mistakes', () => {
  const message = keyMessage(challenge)
    .replace(/<HttpHeaders>.*<\/HttpHeaders>/, '')
    .replace(/(base64encoded">.{70})/, '$1\r\n  ');
  expect(Buffer.from(readKeyMessage(Buffer.from(message)).challenge).toString()).toBe(challenge);
});

for (const [what, text, sentence] of [
  ['no XML', '0123456789', 'Expected a message of a CDM in XML'],
  ['another document', '<html/>', 'Expected a PlayReadyKeyMessage or a SOAP Envelope; the root'],
  ['nothing', '', 'nothing came'],
  [
    'another type',
    keyMessage(challenge, { type: 'Individualization' }),
    'of the type LicenseAcquisition or SecureStop; its type is "Individualization"',
  ],
  [
    'no challenge',
    '<PlayReadyKeyMessage type="SecureStop"><SecureStop/></PlayReadyKeyMessage>',
    'Expected SecureStop/Challenge',
  ],
  ['another encoding', keyMessage(challenge, { encoding: 'hex' }), 'it says "hex"'],
  ['an empty challenge', keyMessage(''), 'does not decode'],
  [
    'a broken challenge',
    keyMessage(challenge).replace('base64encoded">', 'base64encoded">*'),
    'does not decode',
  ],
  [
    'a document type declaration',
    `<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]>${keyMessage(challenge)}`,
    'without document type declaration',
  ],
] as const)
  test(`${what} is refused`, () => {
    const read = () => readKeyMessage(Buffer.from(text));
    expect(read).toThrow(PlayReadyError);
    expect(read).toThrow(sentence);
  });

test('headers named after a prototype do no harm', () => {
  const message = keyMessage(challenge, { contentType: 'constructor' }).replace(
    '</HttpHeaders>',
    '<HttpHeader><name>__proto__</name><value>x</value></HttpHeader></HttpHeaders>',
  );
  const { headers } = readKeyMessage(Buffer.from(message));
  expect(Object.getPrototypeOf(headers)).toBeNull();
  expect(Object.keys(headers)).toEqual(['constructor', 'soapaction']);
});

test('any challenge comes back byte for byte, in both encodings', () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 1, maxLength: 300 }), fc.boolean(), (bytes, wide) => {
      const text = keyMessage('').replace(
        'base64encoded">',
        `base64encoded">${Buffer.from(bytes).toString('base64')}`,
      );
      const message = Buffer.from(text, wide ? 'utf16le' : 'utf8');
      expect([...readKeyMessage(message).challenge]).toEqual([...bytes]);
    }),
  );
});

test('any other bytes are opened or refused, and nothing else', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), fc.nat(900), (noise, at) => {
      const message = Buffer.from(keyMessage(challenge));
      const bytes = Buffer.concat([message.subarray(0, at), noise, message.subarray(at + 3)]);
      try {
        readKeyMessage(bytes);
      } catch (error) {
        expect(error).toBeInstanceOf(PlayReadyError);
      }
    }),
  );
});
