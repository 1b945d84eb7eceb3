import { runInNewContext } from 'node:vm';
import { expect, test } from '@playwright/test';
import { withText } from '../../../harness/wmdrm/license-request.ts';
import { escapeText } from '../../../harness/xml/escape.ts';
import { escapeHtml, quoteScript } from '../../../reference/wmdrm/page-rules.ts';
import { fc } from '../../fast-check.ts';
import { responseIn, withServer } from './asking.ts';

/** Pieces that end a string, an element or a line, among any others. */
const hostile = fc
  .array(
    fc.oneof(
      fc.constantFrom('"', "'", '\\', '\n', '\r', '\u2028', '\u2029', '</', '<!--', '-->', '$&'),
      fc.constantFrom(
        '</script>',
        '</SCRIPT',
        '<script',
        '<![CDATA[',
        ']]>',
        '&quot;',
        '`',
        '${x}',
      ),
      fc.string({ unit: 'binary' }),
    ),
  )
  .map(pieces => pieces.join(''));

test('a string literal is the text, and ends neither itself nor its SCRIPT', () => {
  fc.assert(
    fc.property(hostile, text => {
      const literal = quoteScript(text);
      expect(runInNewContext(literal)).toBe(text);
      expect(literal).not.toMatch(/<\/|<!--|<script|[\n\r\u2028\u2029]/i);
    }),
  );
});

test('a text in HTML has no markup, and is the text', () => {
  const names: Readonly<Record<string, string>> = {
    '&lt;': '<',
    '&gt;': '>',
    '&quot;': '"',
    '&#39;': "'",
    '&amp;': '&',
  };
  fc.assert(
    fc.property(hostile, text => {
      const escaped = escapeHtml(text);
      expect(escaped).not.toMatch(/[<>"']/);
      expect(escaped.replace(/&[^;]*;/g, name => names[name] ?? '?')).toBe(text);
    }),
  );
});

/** What the page's one call of StoreLicense is given. */
function storedBy(html: string): string {
  const [, script = ''] = /<Script[^>]*>([^]*?)<\/Script>/.exec(html) ?? [];
  const calls: string[] = [];
  const netobj = { StoreLicense: (text: string) => calls.push(text) };
  runInNewContext(`${script}; StoreV2License()`, { netobj });
  expect(calls).toHaveLength(1);
  return calls[0] ?? '';
}

test('the page of a nonsilent request is that of the document, and stores a response', async () => {
  await withServer(async ({ post, request }) => {
    const answer = await post(request(), { nonsilent: '1' });
    expect(answer).toMatchObject({ status: 200, type: 'text/html; charset=utf-8' });
    const { text } = answer;
    const { licenses, revocations } = responseIn({ text: storedBy(text) });
    expect([licenses.length, revocations.length]).toEqual([2, 4]);
    const [bare] = [text.replace(/"[^\n]*"(?=\); \})/, '"{{response}}"')];
    expect(bare.replace(/(<TITLE>)[^<]*|(<BODY[^>]*>)[^<]*|(<\/OBJECT>)[^<]*/g, '$1$2$3')).toBe(
      `<HTML><HEAD><TITLE></TITLE>
<Script Language="JavaScript">function StoreV2License(hr)
{ netobj.StoreLicense("{{response}}"); } </Script></HEAD>
<BODY onLoad="StoreV2License()"><OBJECT classid=clsid:A9FC132B-096D-460B-B7D5-1DB0FAE0C062
height=0 id=netobj width=0 VIEWASTEXT>
<EMBED MAYSCRIPT TYPE="application/x-drm-v2" HIDDEN="true"></OBJECT></BODY></HTML>`,
    );
  });
});

test('texts of the client and of the content are shown, and stay texts', async () => {
  const act = '"</TITLE></Script><Script>netobj.StoreLicense("x")</Script><img src=x onerror=y>';
  await withServer(async ({ post, request, state }) => {
    const header = state.content.header.replace('Assay TEST content', escapeText(`CID ${act}`));
    const shown = ['CLIENTVERSION', 'DRMKVERSION'].reduce(
      (text, name) => withText(text, name, escapeText(`${name} ${act}`)) ?? '',
      request({ header }),
    );
    const { text } = await post(shown, { nonsilent: '1' });
    for (const name of ['CID', 'CLIENTVERSION', 'DRMKVERSION'])
      expect(text).toContain(escapeHtml(`${name} ${act}`));
    expect(text).not.toContain(act);
    expect(text.match(/<script/gi)).toHaveLength(1);
    expect(text).not.toMatch(/<img/i);
    responseIn({ text: storedBy(text) });
  });
});

test('nonsilent=0, and a form without it, are silent', async () => {
  await withServer(async ({ post, request }) => {
    for (const form of [{}, { nonsilent: '0' }])
      expect((await post(request(), form)).type).toBe('text/xml; charset=utf-8');
  });
});

test('a refusal of a nonsilent request is a page that stores nothing', async () => {
  await withServer(async ({ post, request }) => {
    const { text } = await post(request({ clientId: new Uint8Array() }), { nonsilent: '1' });
    expect(text).toContain('0x8004800F');
    expect(text).not.toContain('StoreLicense');
  });
});
