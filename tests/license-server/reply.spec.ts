import { randomBytes } from 'node:crypto';
import { expect, test } from '@playwright/test';
import { describeReply, holdsLicense, readWmdrmReply } from '../../harness/license-server/reply.ts';
import { hresults, version1Errors } from '../../harness/wmdrm/errors.ts';
import { fc } from '../fast-check.ts';
import { responds } from './answering.ts';
import { license1, license7, page1, response7 } from './licenses.ts';
import { base64, ownServer } from './own-server.ts';

const read = (body: string | Uint8Array, version: 1 | 7 | 11 = 7) =>
  readWmdrmReply(responds(body), version, 'body');

const { clientIdDecoding, unauthorizedClient } = hresults;
const { signature } = version1Errors;

/** A page of ASP.NET, with a hidden field of so many bytes. */
const aspNet = (bytes: Uint8Array, inside = '') =>
  `<!DOCTYPE html><html><body><form method="post" action="license.aspx"><input type="hidden" name="__VIEWSTATE" value="${base64(bytes)}" />${inside}</form></body></html>`;

test('a response is one whichever way it is written', () => {
  const text = response7([license7(ownServer())], '<REVOCATION type="a">AA==</REVOCATION>');
  const ways: Readonly<Record<string, string | Uint8Array>> = {
    text,
    'with a declaration': `<?xml version="1.0"?>\r\n${text}`,
    'with a mark': `\ufeff${text}`,
    base64: base64(text),
    'base64 over lines': base64(text).replace(/.{76}/g, '$&\r\n'),
    'base64 with a mark': `\ufeff${base64(text)}`,
    'UTF-16': Buffer.from(`\ufeff${text}`, 'utf16le'),
    'base64 of UTF-16': base64(Buffer.from(`\ufeff${text}`, 'utf16le')),
    'base64 in UTF-16': Buffer.from(`\ufeff${base64(text)}`, 'utf16le'),
  };
  for (const [way, body] of Object.entries(ways))
    for (const version of [7, 11] as const) {
      const reply = read(body, version);
      expect(reply.response?.licenses, way).toHaveLength(1);
      expect(holdsLicense(reply), way).toBe(true);
      expect(describeReply(reply), way).toBe('a LICENSERESPONSE with 1 LICENSE and 1 REVOCATION');
    }
});

test('a response without a license holds none; to version 1 it is no answer', () => {
  expect(holdsLicense(read('<LICENSERESPONSE/>'))).toBe(false);
  expect(read(response7([license7(ownServer())]), 1).response).toBeUndefined();
});

test('a page of version 1 holds licenses; of other versions it holds none', () => {
  const server = ownServer();
  const licenses = [license1(server), license1(server, server.unlistedClient.machine.publicKey)];
  for (const body of [
    page1(...licenses),
    Buffer.from(`\ufeff${page1(...licenses)}`, 'utf16le'),
    aspNet(randomBytes(900), page1(...licenses)),
  ]) {
    const reply = read(body, 1);
    expect(reply.packets).toEqual(licenses);
    expect(holdsLicense(reply)).toBe(true);
    expect(describeReply(reply)).toBe('a page with 2 version 1 licenses');
    expect(read(body, 7).packets).toEqual([]);
  }
});

test('the state of a form is no license', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.uint8Array({ minLength: 165, maxLength: 600 }),
        fc.constantFrom(0, 1, 0x41, 0xff).map(byte => new Uint8Array(400).fill(byte)),
      ),
      bytes => {
        expect(read(aspNet(bytes), 1).packets).toEqual([]);
        expect(holdsLicense(read(aspNet(bytes), 7))).toBe(false);
      },
    ),
  );
  for (const rule of ['-', '_', '/', '*', '='])
    expect(read(`<html><!--${rule.repeat(400)}--></html>`, 1).packets).toEqual([]);
});

test('a license with one field that is wrong is one all the same', () => {
  const good = license1(ownServer());
  const changed = (at: number, ...bytes: readonly number[]) => {
    const copy = Uint8Array.from(good);
    copy.set(bytes, at);
    return copy;
  };
  for (const bytes of [
    changed(192, 9, 9, 9, 9),
    changed(196, 0, 0, 0, 0),
    changed(192 + 48, ...new Uint8Array(25)),
    changed(192 + 48 + 25, ...new Uint8Array(80).fill(1)),
    changed(200, ...new Uint8Array(40)),
  ])
    expect(read(page1(bytes), 1).packets).toEqual([bytes]);
});

test('a page that stores something is a license to a form, and none where it names an error', () => {
  const page = (text: string) =>
    `<HTML><BODY onLoad="Go()"><SCRIPT>function Go() { netobj.StoreLicense(${text}); }</SCRIPT></BODY></HTML>`;
  const text = response7([license7(ownServer())]);
  for (const literal of [`"${text}"`, `'${base64(text)}'`, `unescape("%3CLICENSERESPONSE%3E")`]) {
    expect(read(page(literal)).storesLicense).toBe(true);
    expect(holdsLicense(read(page(literal)))).toBe(true);
    expect(read(page(literal), 1).storesLicense).toBe(false);
  }
  for (const nothing of ['""', 'null', 'license'])
    expect(read(page(nothing)).storesLicense, nothing).toBe(false);
  const refused = read(`${page(`"${text}"`)} DRM_E_LIC_UNAUTHORIZED_DRM_CLIENT`);
  expect(refused.storesLicense).toBe(false);
  expect(refused.errors).toEqual([unauthorizedClient]);
});

test('errors are found in a body of any status, type and encoding', () => {
  const spoken: Readonly<Record<string, string | Uint8Array>> = {
    'name and number': 'DRM_E_LIC_CLIENDID_DECODING_FAILURE (0x8004800F)',
    name: 'DRM_E_LIC_CLIENDID_DECODING_FAILURE',
    hexadecimal: '<h1>8004800f</h1>',
    'decimal with a sign': 'hr=-2147188721',
    decimal: '<hr>2147778575</hr>',
    'a German page':
      '<html lang="de"><p>Zugriff verweigert (Fehler 0x8004800FL), Schlüssel ungültig.</p>',
    'ISO-8859-1': Buffer.from('Schl\u00fcssel ung\u00fcltig: 0x8004800F', 'latin1'),
    'UTF-16': Buffer.from('\ufeff<html>0x8004800F</html>', 'utf16le'),
    JSON: '{"error":{"code":"0x8004800F"}}',
  };
  for (const [how, body] of Object.entries(spoken)) {
    const reply = read(body);
    expect(reply.errors, how).toEqual([clientIdDecoding]);
    expect(holdsLicense(reply), how).toBe(false);
    expect(describeReply(reply), how).toContain('DRM_E_LIC_CLIENDID_DECODING_FAILURE (0x8004800F)');
  }
  expect(read('0x8004800F1 or 18004800F').errors).toEqual([]);
  for (const status of [200, 403, 500])
    expect(
      readWmdrmReply(responds('0x8004800F', { status, headers: [] }), 7, 'body').errors,
    ).toEqual([clientIdDecoding]);
});

test('a sentence of version 1 is found word for word, and another text for its number is told', () => {
  const { code, text } = signature;
  const said = (body: string) => read(`<html><body>${body}</body></html>`, 1);
  for (const body of [
    `${code}:${text}`,
    `<p>Fehler ${code}:${text}</p>`,
    `${code}:${text.replaceAll(' ', '\n  ')}`,
  ])
    expect(said(body), body).toMatchObject({ errors: [signature], reworded: [] });
  for (const body of [`${code}:Unauthorized client.`, `${code} : Unzul\u00e4ssiger Client`])
    expect(said(body), body).toMatchObject({ errors: [], reworded: [signature] });
  expect(said(`1${code}: Nothing`).reworded).toEqual([]);
  expect(said(`It is ${code}.`)).toMatchObject({ errors: [], reworded: [] });
});

test('where a target says that headers carry errors, bodies carry none', () => {
  const header = ['x-drm-error', '0x8004800F'] as const;
  const named = responds('0x8004800E', { headers: [['server', 'x'], header] });
  expect(readWmdrmReply(named, 7, 'header').errors).toEqual([clientIdDecoding]);
  expect(readWmdrmReply(named, 7, 'body').errors).toEqual([unauthorizedClient]);
});

test('an answer that did not come is none, and is told with what happened', () => {
  const failure = {
    kind: 'failure',
    code: 'closed',
    message: 'It closed.',
    durationMs: 1,
  } as const;
  const reply = readWmdrmReply(failure, 7, 'body');
  expect(holdsLicense(reply)).toBe(false);
  expect(describeReply(reply)).toBe('no complete response (It closed.)');
});

test('whatever else came is told with its beginning', () => {
  expect(describeReply(read('No.'))).toBe('HTTP 200, text/html, 3 bytes: "No."');
  expect(describeReply(read(''))).toBe('HTTP 200, text/html, 0 bytes: an empty body');
});

test('any bytes are read', () => {
  const part = fc.oneof(
    fc.constantFrom(
      ...[
        '<LICENSERESPONSE',
        '<LICENSE',
        '>',
        '</LICENSERESPONSE>',
        'StoreLicense(',
        '\ufeff',
        '2009:',
      ],
      ...['<!DOCTYPE a [<!ENTITY b "c">]>', '&b;', '\0', 'A'.repeat(300), '0x8004800F'],
    ),
    fc.string({ unit: 'binary', maxLength: 10 }),
  );
  fc.assert(
    fc.property(
      fc.array(part, { maxLength: 10 }),
      fc.constantFrom<(1 | 7 | 11)[]>(1, 7, 11),
      (parts, version) => {
        for (const encoding of ['utf8', 'utf16le', 'latin1'] as const) {
          const reply = read(Buffer.from(parts.join(''), encoding), version);
          expect(typeof describeReply(reply)).toBe('string');
        }
      },
    ),
  );
});
