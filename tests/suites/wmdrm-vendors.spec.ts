import { randomBytes } from 'node:crypto';
import { expect, test } from '@playwright/test';
import { startWmdrmReference } from '../../cli/reference-wmdrm.ts';
import { encodeMessageBase64 } from '../../harness/wmdrm/message-base64.ts';
import type { WmdrmServerError } from '../../harness/wmdrm/errors.ts';
import type { HttpResponse } from '../../reference/http/message.ts';
import { conforming, type Behaviour } from '../../reference/wmdrm/behaviour.ts';
import { sentenceOf } from '../../reference/wmdrm/error-rules.ts';
import type { Asked } from '../../reference/wmdrm/exchange.ts';
import { judgeTarget, judgeWmdrm } from './judge-wmdrm.ts';
import { startProxy } from './wmdrm-proxy.ts';

const text = ({ body }: HttpResponse) => Buffer.from(body).toString('utf8');
const base64 = (bytes: Uint8Array | string) => Buffer.from(bytes).toString('base64');
const utf16 = (value: string) => Buffer.from(`\ufeff${value}`, 'utf16le');
const inLines = (value: string) => value.replace(/.{76}/g, '$&\r\n');

/** A server whose answers to requests for licenses are these instead. */
const answering = (
  change: (response: HttpResponse, asked: Asked) => HttpResponse,
  where: (asked: Asked) => boolean = () => true,
): Partial<Behaviour> => ({
  finish: (response, asked) =>
    asked.version !== undefined && where(asked) ? change(response, asked) : response,
});

const isSilent = ({ version, nonsilent, refusal }: Asked) =>
  version !== 1 && nonsilent !== true && refusal === undefined;
const isRefused = ({ refusal }: Asked) => refusal !== undefined;
const isPage1 = ({ version, refusal }: Asked) => version === 1 && refusal === undefined;

const typed = (type: string | undefined, where?: (asked: Asked) => boolean) =>
  answering(
    response => ({ ...response, headers: type === undefined ? {} : { 'content-type': type } }),
    where,
  );

/** Responses that are written otherwise. */
const written = (change: (xml: string) => string | Uint8Array, type = 'text/xml') =>
  answering(
    response => ({ ...response, headers: { 'content-type': type }, body: change(text(response)) }),
    isSilent,
  );

/** Pages with another body. */
const pages = (where: (asked: Asked) => boolean, change: (html: string) => string) =>
  answering(response => ({ ...response, body: change(text(response)) }), where);

/** What stands in the body of a page of the reference server. */
const inside = (html: string) => /<BODY>([^]*)<\/BODY>/.exec(html)?.[1] ?? '';

const aspNet = (html: string) =>
  `<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">\r\n<html xmlns="http://www.w3.org/1999/xhtml"><head><title>Lizenz</title></head><body><form method="post" action="./license.aspx" id="form1"><div class="aspNetHidden"><input type="hidden" name="__VIEWSTATE" id="__VIEWSTATE" value="${base64(randomBytes(1200))}" /><input type="hidden" name="__EVENTVALIDATION" value="${base64(randomBytes(300))}" /></div>${inside(html)}</form><!-- ${'-'.repeat(300)} --></body></html>`;

const spoken = (say: (error: WmdrmServerError) => string): Partial<Behaviour> => ({
  errorText: say,
});

const sentenceOr = (say: (value: number, name: string) => string) =>
  spoken(error => (error.kind === 'version 1' ? sentenceOf(error) : say(error.value, error.name)));

const hex = (value: number) => value.toString(16);

/** A license with something else in its document. */
const documented = (
  change: Partial<Record<'data' | 'license', (written: string) => string>>,
): Partial<Behaviour> => ({
  writeData: data => (change.data ?? String)(conforming.writeData(data)),
  writeLicense: parts => (change.license ?? String)(conforming.writeLicense(parts)),
});

const issued = [
  'form',
  'version1.license',
  'license1',
  'response',
  'license7',
  'version11.license',
];
const issued7 = ['form', 'response', 'license7', 'version11.license'];
const refused = ['version1.', 'version7', 'version11'];

/** Servers that keep every rule in a way of their own, and the areas that look at it. */
const servers: Readonly<Record<string, readonly [areas: readonly string[], Partial<Behaviour>]>> = {
  'answers with the base64 of the response': [
    [
      'form',
      'response',
      'license',
      'revocation',
      'state',
      'version7.client-id',
      'version11.license',
    ],
    written(base64, 'application/octet-stream'),
  ],
  'answers with base64 in lines, of UTF-16': [issued7, written(xml => inLines(base64(utf16(xml))))],
  'begins with a declaration and a byte order mark': [
    issued7,
    written(
      xml => `\ufeff<?xml version="1.0" encoding="utf-8"?>\r\n${xml.replaceAll('><', '>\r\n  <')}`,
    ),
  ],
  'answers in UTF-16': [
    issued7,
    written(
      xml => utf16(`<?xml version="1.0" encoding="utf-16"?>${xml}`),
      'text/xml; charset="UTF-16"',
    ),
  ],
  'calls everything text/plain': [[...issued, 'version1.'], typed('text/plain')],
  'calls everything application/octet-stream': [
    [...issued, ...refused],
    typed('application/octet-stream'),
  ],
  'calls responses a page': [issued7, typed('text/html; charset=iso-8859-1', isSilent)],
  'names no content type at all': [[...issued, 'version1.'], typed(undefined)],
  'writes HTML in small letters': [
    ['version1.', 'license1'],
    pages(
      ({ version }) => version === 1,
      html => html.replace(/<\/?[A-Z]+/g, tag => tag.toLowerCase()),
    ),
  ],
  'writes pages of version 1 in UTF-16': [
    ['version1.', 'license1'],
    answering(
      response => ({
        ...response,
        headers: { 'content-type': 'text/html; charset=utf-16' },
        body: utf16(text(response)),
      }),
      ({ version }) => version === 1,
    ),
  ],
  'leaves out the tags of a page that may be left out': [
    ['version1.license', 'license1'],
    pages(isPage1, html => `<!doctype html><title>License</title>${inside(html)}`),
  ],
  'writes a license of version 1 into a script, in pieces': [
    ['version1.', 'license1'],
    {
      writeVersion1Page: ([license = '']) =>
        `<html><script>var l = '${license.replace(/.{64}/g, "$&' +\n  '")}';\nnetobj.StoreLicense(l);</script></html>`,
    },
  ],
  'writes licenses in other alphabets of base64': [
    issued,
    {
      encodeLicense: license => encodeMessageBase64(license, 'exclamation-asterisk'),
      encodeRevocation: bytes => inLines(encodeMessageBase64(bytes, 'url')),
    },
  ],
  'is written in ASP.NET': [
    ['version1.', 'license1', ...refused],
    pages(asked => isPage1(asked) || isRefused(asked), aspNet),
  ],
  'stores licenses of version 1 with a script, and shows its errors in the same page': [
    ['version1.', 'license1'],
    answering(
      (response, { refusal }) => ({
        ...response,
        body: `<html><body onload="netobj.StoreLicense('${refusal === undefined ? inside(text(response)).replace(/<[^>]*>/g, '') : ''}')"><p>${refusal === undefined ? '' : inside(text(response))}</p></body></html>`,
      }),
      ({ version }) => version === 1,
    ),
  ],
  'refuses with HTTP 500': [refused, { errorStatus: () => 500 }],
  'refuses with HTTP 403': [refused, { errorStatus: () => 403 }],
  'says errors as hexadecimal numbers without 0x': [refused, sentenceOr(hex)],
  'says errors as signed numbers': [refused, sentenceOr(value => `hr=${value | 0};`)],
  'says errors as unsigned numbers': [refused, sentenceOr(String)],
  'says errors by name alone': [refused, sentenceOr((_, name) => `Fehler: ${name}!`)],
  'says errors in German': [
    refused,
    spoken(error => {
      const own = error.kind === 'version 1' ? sentenceOf(error) : `0x${hex(error.value)}L`;
      return `Die Lizenz kann nicht ausgestellt werden, M\u00e4rz 2026. Grund: ${own} (bitte wenden Sie sich an den H\u00e4ndler).`;
    }),
  ],
  'says errors in JSON': [
    refused,
    answering(
      response => ({
        status: 400,
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({
          error: { message: inside(text(response)).replaceAll('&quot;', '"') },
        }),
      }),
      isRefused,
    ),
  ],
  'gives version 7 licenses alone': [issued, { licenseVersions: () => [7] }],
  'gives two licenses of each version': [issued, { licenseVersions: () => [1, 7, 1, 7] }],
  'sends no revocation data to whoever sends none': [
    [...issued7, 'revocation'],
    {
      isOlder: (given, own, deployment) =>
        given !== undefined && conforming.isOlder(given, own, deployment),
    },
  ],
  'sends revocation data to everybody': [['revocation', 'response'], { isOlder: () => true }],
  'sends more kinds of revocation data, in another order': [
    ['revocation', 'response'],
    {
      revocationNodes: ({ revInfo, lists }) => [
        { type: 'WMDRMNET', bytes: Buffer.from('a') },
        ...lists,
        revInfo,
        { type: '', bytes: Buffer.from('RLVI') },
      ],
    },
  ],
  'has attributes and elements of its own in responses': [
    issued7,
    written(xml =>
      xml
        .replace('<LICENSERESPONSE', '$& server="Contoso" xmlns:x="urn:x"')
        .replaceAll('<LICENSE ', '$&seq="1" ')
        .replace('</LICENSERESPONSE>', '<x:More/>$&'),
    ),
  ],
  'has DATA inside of META': [
    ['license7'],
    documented({
      data: data =>
        data.replace(
          '<META>',
          '<META><DATA>a</DATA><DATA><DATA/></DATA><!--</DATA>--><a b="/DATA>"/>',
        ),
    }),
  ],
  'has elements and attributes of its own in licenses': [
    ['license7'],
    documented({
      data: data =>
        data
          .replace('<DATA>', '<DATA id="1" >')
          .replace(
            '</DATA>',
            '<ONSTORE><ACTION>a</ACTION></ONSTORE><x:y xmlns:x="urn:x" z="\'"/>\r\n$&',
          ),
      license: license =>
        license
          .replace('<LICENSE ', '<?xml version="1.0"?><LICENSE seq="1" ')
          .replace('</LICENSE>', '<EXTRA/>$&')
          .replace('</CERTIFICATECHAIN>', '<CERTIFICATE>AA==</CERTIFICATE>$&'),
    }),
  ],
  'has the chain of certificates before the signature': [
    ['license7'],
    documented({
      license: license =>
        license.replace(
          /(<SIGNATURE>.*<\/SIGNATURE>)(<CERTIFICATECHAIN>.*<\/CERTIFICATECHAIN>)/,
          '$2$1',
        ),
    }),
  ],
  'writes the inside of licenses in UTF-16': [
    ['license7'],
    {
      // Its bytes in UTF-8 are those of the data in UTF-16.
      signedText: data => data.replace(/./g, '$&\0'),
      sealedText: license => utf16(license),
    },
  ],
  'lets its higher layer have the inside of the header, and the key alone': [
    ['state'],
    {
      stateVariables(request, pkcert) {
        const { WRMHeader = '', ...others } = conforming.stateVariables(request, pkcert);
        return {
          ...others,
          WRMHeader: `\n  ${WRMHeader.replace(/^<[^>]*>|<\/[^>]*>$/g, '')}\n`,
          ClientCertificate: inLines(base64(pkcert.subarray(0, 44))),
          SubjectId1: ` ${others['SubjectId1'] ?? ''}\n`,
          Another: 'x',
        };
      },
    },
  ],
};

for (const [what, [areas, behaviour]] of Object.entries(servers))
  test(`a server that ${what} breaks no rule`, async () => {
    expect(await judgeWmdrm(behaviour, { areas })).toEqual({});
  });

test('a server that answers in chunks breaks no rule', async () => {
  const { wmdrm, close } = await startWmdrmReference();
  const proxy = await startProxy((_, answer, { body }) => {
    for (let at = 0; at < body.length; at += 700) answer.write(body.subarray(at, at + 700));
    answer.end();
  });
  try {
    const areas = [...issued, 'version1.', 'state'];
    expect(await judgeTarget(proxy.before(wmdrm), areas)).toEqual({});
    expect(proxy.passed()).toBeGreaterThan(10);
  } finally {
    await proxy.close();
    await close();
  }
});

test('a server that gives version 1 licenses alone is judged for them', async () => {
  const outcomes = await judgeWmdrm({ licenseVersions: () => [1] }, { areas: issued });
  const { 'license-missing': missing = [], ...others } = outcomes;
  expect(missing.every(id => id.startsWith('license7.'))).toBe(true);
  expect(missing).toHaveLength(8);
  expect(others).toEqual({});
});

test('the other documented licVersion is no more than a warning', async () => {
  const licVersion = () => Uint8Array.of(0, 1, 0, 0);
  expect(await judgeWmdrm({ licVersion }, { areas: ['license1', 'version1.license'] })).toEqual({
    broken: ['license1.version-of-rules'],
  });
});

/** A page that is written otherwise, but for the literal in it. */
const page = (change: (html: string) => string): Partial<Behaviour> => ({
  writeNonsilentPage: ({ literal, ...parts }) =>
    change(conforming.writeNonsilentPage({ ...parts, literal: '#' })).replace(
      '(#)',
      () => `(${literal})`,
    ),
});

/** Pages of the nonsilent form, and the rows that look at them. */
const nonsilentPages: Readonly<
  Record<string, readonly [rows: readonly string[], Partial<Behaviour>]>
> = {
  'in another language, with styles and comments': [
    [''],
    page(html =>
      html
        .replace(/<TITLE>[^<]*/, '$& \u2013 Lizenz f\u00fcr Sie')
        .replace(
          '</HEAD>',
          '<meta charset="utf-8"><style>body { color: red } /* netobj */</style>$&',
        )
        .replace('<BODY', '<!-- StoreLicense("a") --><BODY style="margin: 0" class="a"')
        .replace(
          '</BODY>',
          '<table><tr><td style="width:9px">&nbsp;</td></tr></table><p hidden>x</p>$&',
        ),
    ),
  ],
  'with single quotes and small letters': [
    ['.stores-once', '.on-load', '.same-response', '.nothing-else', '.object'],
    {
      quoteResponse: response =>
        `'${response.replace(/['\\]/g, String.raw`\$&`).replaceAll('</', String.raw`<\/`)}'`,
      ...page(html =>
        html
          .replace(/<\/?[A-Z]+(?=[\s>])/g, tag => tag.toLowerCase())
          .replace('clsid:', '"CLSID:')
          .replace('C062', 'C062"'),
      ),
    },
  ],
  'with the base64 of the response, for which silent clients get XML': [
    ['.stores-once', '.same-response', '.nothing-else'],
    { quoteResponse: response => `"${base64(response)}"` },
  ],
  'made by ASP.NET, with a handler that is added by the script': [
    ['.stores-once', '.on-load', '.same-response', '.nothing-else', '.object'],
    page(html =>
      html
        .replace('<HTML>', '<!DOCTYPE html><HTML lang="de">')
        .replace(' onLoad="StoreV2License()"', '')
        .replace('</Script>', 'window.onload = StoreV2License;$&')
        .replace(
          '</BODY>',
          `<form method="post" action="x.aspx"><input type="hidden" name="__VIEWSTATE" value="${base64(randomBytes(900))}"></form>$&`,
        ),
    ),
  ],
};

for (const [what, [rows, behaviour]] of Object.entries(nonsilentPages))
  test(`a page ${what} breaks no rule`, async () => {
    const areas = rows.map(row => `nonsilent${row}`);
    expect(await judgeWmdrm(behaviour, { areas })).toEqual({});
  });
