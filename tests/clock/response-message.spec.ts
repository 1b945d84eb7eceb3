import { expect, test } from '@playwright/test';
import { assumedChallenge, writeChallenge } from '../../harness/clock/challenge.ts';
import {
  besideData,
  fieldOf,
  isFilled,
  readResponseMessage,
} from '../../harness/clock/response-message.ts';
import { fc } from '../fast-check.ts';

const data = '<DATA><TID>id</TID><GMTTIME> now </GMTTIME><REFRESHDATE>then</REFRESHDATE></DATA>';
const message = `<R>${data}<SIGNATURE><VALUE>s</VALUE></SIGNATURE><CERTIFICATECHAIN><CERTIFICATE>c</CERTIFICATE></CERTIFICATECHAIN></R>`;
const bytes = (text: string): Uint8Array => Buffer.from(text);
const encoded = (text: string): Uint8Array => bytes(Buffer.from(text).toString('base64'));

test('a response is recognised in base64 and as it is', () => {
  expect(readResponseMessage(encoded(message))).toMatchObject({ encoded: true });
  expect(readResponseMessage(bytes(message))).toMatchObject({ encoded: false });
  const folded = Buffer.from(message).toString('base64').replace(/.{20}/g, '$&\r\n');
  expect(readResponseMessage(bytes(`\r\n${folded}\0`))).toMatchObject({ encoded: true });
});

test('other bodies are none', () => {
  for (const body of [
    '',
    'OK',
    '<html><body>Welcome</body></html>',
    message.replaceAll('GMTTIME', 'TIME').replaceAll('REFRESHDATE', 'LATER'),
    assumedChallenge,
    writeChallenge({ url: 'http://clock.example.com/', tid: 'id' }),
    `<!DOCTYPE R [<!ENTITY e "x">]>${message}`,
  ])
    expect(readResponseMessage(bytes(body)), body.slice(0, 40)).toBeUndefined();
  expect(readResponseMessage(bytes(`${message}${' '.repeat(1024 * 1024)}`))).toBeUndefined();
});

test('fields are read without white space, and only where they are there once', () => {
  const found = readResponseMessage(encoded(message));
  if (found === undefined) throw new Error('It was not recognised.');
  expect(fieldOf(found, 'GMTTIME')).toBe('now');
  expect(fieldOf(found, 'URL')).toBeUndefined();
  const twice = readResponseMessage(bytes(message.replace('<TID>', '<TID>other</TID><TID>')));
  expect(twice && fieldOf(twice, 'TID')).toBeUndefined();
});

test('the signature of a certificate is not that of the message', () => {
  const within = message
    .replace('<SIGNATURE><VALUE>s</VALUE></SIGNATURE>', '')
    .replace('<CERTIFICATE>', '<CERTIFICATE><SIGNATURE>of the certificate</SIGNATURE>');
  const found = readResponseMessage(bytes(within));
  expect(found && besideData(found, 'SIGNATURE')).toBeUndefined();
  expect(found && besideData(found, 'CERTIFICATECHAIN')?.name).toBe('CERTIFICATECHAIN');
});

test('an element with nothing but white space below it is empty', () => {
  const found = readResponseMessage(bytes(message.replace('>s<', '> <')));
  const signature = found && besideData(found, 'SIGNATURE');
  expect(signature && isFilled(signature)).toBe(false);
  const chain = found && besideData(found, 'CERTIFICATECHAIN');
  expect(chain && isFilled(chain)).toBe(true);
});

test('no body makes the reader throw', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), body => {
      readResponseMessage(body);
      readResponseMessage(bytes(Buffer.from(body).toString('base64')));
    }),
  );
});

test('a challenge is written as its template says', () => {
  const challenge = { url: 'http://clock.example.com/?a&b', tid: '<{URL}>' };
  const own = writeChallenge(challenge, 'data=<A><B>{URL}</B><C>{TID}</C></A>\n');
  expect(own).toMatch(/^data=[\w%]+$/);
  const written = Buffer.from(new URLSearchParams(own).get('data') ?? '', 'base64').toString();
  expect(written).toBe('<A><B>http://clock.example.com/?a&amp;b</B><C>&lt;{URL}&gt;</C></A>');
});
