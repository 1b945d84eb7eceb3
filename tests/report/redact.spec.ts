import { expect, test } from '@playwright/test';
import { redactValues } from '../../harness/report/redact-values.ts';
import { createRedactor } from '../../harness/report/redact.ts';
import { fc } from '../fast-check.ts';

const text = fc.string({ unit: 'grapheme', maxLength: 60 });
const secrets = fc.oneof(
  ...[8, 16, 24, 32].map(length => fc.uint8Array({ minLength: length, maxLength: length })),
);

const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64');
const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');

/** Ways to write bytes down; each gives away everything. */
const spellings: Readonly<Record<string, (bytes: Uint8Array) => string>> = {
  base64,
  'base64 without padding': bytes => base64(bytes).replaceAll('=', ''),
  base64url: bytes => Buffer.from(bytes).toString('base64url'),
  'base64 in lines': bytes => base64(bytes).replace(/.{5}/g, '$&\r\n  '),
  hex,
  HEX: bytes => hex(bytes).toUpperCase(),
  'hex with colons': bytes => hex(bytes).replace(/..(?=.)/g, '$&:'),
  'HEX with blanks': bytes => hex(bytes).toUpperCase().replace(/../g, '$& '),
};

for (const [name, spell] of Object.entries(spellings))
  test(`a hidden key does not survive in ${name}`, () => {
    fc.assert(
      fc.property(secrets, text, text, (secret, before, after) => {
        const redactor = createRedactor();
        redactor.hide(secret);
        const clean = redactor.text(`${before}|${spell(secret)}|${after}`);
        expect(clean).not.toContain(spell(secret).trim());
        expect(clean).toContain('[redacted]');
      }),
    );
  });

test('a hidden key does not survive in base64 of more data, at any offset', () => {
  const around = fc.uint8Array({ maxLength: 40 });
  fc.assert(
    fc.property(secrets, around, around, (secret, before, after) => {
      const redactor = createRedactor();
      redactor.hide(secret);
      const clean = redactor.text(`"${base64(Buffer.concat([before, secret, after]))}"`);
      expect(clean).toContain('[redacted]');
      // At most the characters at the edges are left, which hold a few bits of the key.
      const left = clean.split('[redacted]');
      const kept = left.join('').length - 2;
      expect(kept).toBeLessThanOrEqual(
        base64(Buffer.concat([before, secret, after])).length -
          Math.floor((secret.length * 8) / 6) +
          1,
      );
    }),
  );
});

test('a key that a quotation cut in half does not survive, to the sixth character', () => {
  fc.assert(
    fc.property(
      secrets,
      fc.nat({ max: 30 }),
      fc.constantFrom('', '..."', '...'),
      (secret, at, end) => {
        const redactor = createRedactor();
        redactor.hide(secret);
        for (const whole of [base64(secret).replaceAll('=', ''), hex(secret)]) {
          const half = whole.slice(0, Math.min(whole.length, 7 + at));
          expect(redactor.text(`it is "${half}${end}`)).toBe(`it is "[redacted]${end}`);
        }
      },
    ),
  );
});

for (const [open, close] of [
  ['<ContentKey>', '</ContentKey>'],
  ['<ContentKey xmlns="urn:a">', '</ContentKey>'],
  ['<d:ContentKey\n a="b">', '</d:ContentKey >'],
  ['<é:ContentKey>', '</é:ContentKey>'],
  ['<contentkey>', '</contentkey>'],
  ['<ContentKey><![CDATA[', ']]></ContentKey>'],
  ['&lt;ContentKey&gt;', '&lt;/ContentKey&gt;'],
  ['<ContentKey>', ''],
  ['&lt;x:ContentKey&gt;', ''],
] as const)
  test(`what nobody has hidden goes from ${JSON.stringify(`${open}...${close}`)}`, () => {
    const clean = createRedactor().text(`<a>before</a>${open}d3Jvbmcga2V5${close}`);
    expect(clean).toMatch(/^<a>before<\/a>.*\[redacted\]/s);
    expect(clean).not.toContain('d3Jvbmcga2V5');
  });

test('every key of several goes, and what stands between them stays', () => {
  const one = '<ContentKey>QUJD</ContentKey><ContentKeyType>AES</ContentKeyType>';
  expect(createRedactor().text(one + one)).toBe(
    '<ContentKey>[redacted]</ContentKey><ContentKeyType>AES</ContentKeyType>'.repeat(2),
  );
});

for (const harmless of [
  '<ContentKey/>',
  '<ContentKey xsi:nil="true" />',
  '<ContentKeyType>AES</ContentKeyType>',
  '<MyContentKey>a</MyContentKey>',
  'AcquireContentKey did not return the key',
  'owner@assay.example',
])
  test(`${harmless} stays`, () => {
    expect(createRedactor().text(harmless)).toBe(harmless);
  });

test('text without a secret stays as it is, whatever was hidden', () => {
  fc.assert(
    fc.property(secrets, text, (secret, plain) => {
      fc.pre(!plain.includes('@') && plain.length > 0);
      const redactor = createRedactor();
      redactor.hide(secret);
      expect(redactor.text(`${plain}\n`)).toBe(`${plain}\n`);
    }),
  );
});

test('credentials go from URLs and headers', () => {
  const redactor = createRedactor();
  expect(redactor.text('see https://user:pass@host/a and http://b@c/')).toBe(
    'see https://[redacted]@host/a and http://[redacted]@c/',
  );
  for (const name of ['Authorization', 'proxy-authorization', 'COOKIE', 'Set-Cookie'])
    expect(redactor.header(name, 'Basic dTpw')).toBe('[redacted]');
  expect(redactor.header('www-authenticate', 'Negotiate')).toBe('Negotiate');
  redactor.hide(Buffer.from('in a header'));
  expect(redactor.header('x-key', base64(Buffer.from('in a header')))).toBe('[redacted]');
});

test('what was hidden before is still hidden after something else is', () => {
  const redactor = createRedactor();
  const [first, second] = [Buffer.from('the first key...'), Buffer.from('the second key..')];
  redactor.hide(first);
  redactor.hide(second);
  redactor.hide(first);
  expect(redactor.text(`${base64(first)} ${base64(second)}`)).toBe('[redacted] [redacted]');
});

const password = fc.string({ unit: 'grapheme-ascii', minLength: 8, maxLength: 30 });

test('a secret text does not survive, as it is or as markup, JSON, URLs and base64 spell it', () => {
  fc.assert(
    fc.property(password, text, (secret, around) => {
      const redactor = createRedactor([secret]);
      const xml = secret.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
      for (const spelling of [
        secret,
        xml,
        JSON.stringify(secret),
        encodeURIComponent(secret),
        base64(Buffer.from(secret)),
        base64(Buffer.from(`alice:${secret}`)),
      ]) {
        const clean = redactor.text(`${around}|${spelling}|${around}`);
        expect(clean).toContain('[redacted]');
        expect(clean.split(around).join('')).not.toContain(spelling.replace(/^"|"$/g, ''));
      }
    }),
  );
});

test('a secret text that a quotation cut does not survive, to the sixth character', () => {
  const redactor = createRedactor(['correct horse']);
  expect(redactor.text('it says "correct ho...')).toBe('it says "[redacted]...');
  expect(redactor.text('it says correct')).toBe('it says [redacted]');
  expect(redactor.text('it says corre')).toBe('it says corre');
  expect(redactor.text('correct answers')).toBe('correct answers');
});

for (const length of [97, 2_000, 40_000])
  test(`a token of ${length} characters is removed in every spelling, whole and cut`, () => {
    const token = Array.from({ length }, (_, index) => ((index * 7919) % 36).toString(36)).join('');
    const redactor = createRedactor([token]);
    const wide = Buffer.from(token, 'utf16le');
    for (const spelling of [token, base64(Buffer.from(token)), hex(wide), base64(wide)]) {
      expect(redactor.text(`it is (${spelling}), yes`)).toBe('it is ([redacted]), yes');
      for (const cut of [20, 96])
        expect(redactor.text(`"${spelling.slice(0, cut)}...`)).toMatch(/^"\[redacted\]/);
    }
    expect(redactor.text(`"${token.slice(0, length - 1)}`)).toBe('"[redacted]');
  });

test('tags that do not end cost no time', () => {
  const started = performance.now();
  for (const tag of ['<ContentKey ', '&lt;ContentKey ', '<a:ContentKey', '</ContentKey '])
    createRedactor().text(tag.repeat(100_000));
  expect(performance.now() - started).toBeLessThan(5_000);
  expect(createRedactor().text('<ContentKey a="&lt;">QUJD</ContentKey>')).toBe(
    '<ContentKey a="&lt;">[redacted]</ContentKey>',
  );
});

test('of two secrets the longer one is removed whole, and one of three characters stays', () => {
  expect(createRedactor(['pass', 'password']).text('password')).toBe('[redacted]');
  expect(createRedactor(['the']).text('the')).toBe('the');
});

test('credentials that a server repeats are removed with those of others', () => {
  const clean = (value: string): string => createRedactor().text(value);
  const token = base64(Buffer.alloc(60, 'NTLMSSP'));
  expect(clean(`<p>authorization: NTLM ${token}</p>`)).toBe(
    '<p>authorization: NTLM [redacted]</p>',
  );
  expect(clean('Basic authentication is asked for')).toBe('Basic authentication is asked for');
});

test('in a value every text is cleaned by itself, so that one left open hides no other', () => {
  const value = {
    products: ['<ContentKey>QUJDREVG', 'hunter22'],
    tls: { trusted: false, days: 3 },
  };
  expect(redactValues(value, createRedactor(['hunter22']))).toEqual({
    products: ['<ContentKey>[redacted]', '[redacted]'],
    tls: { trusted: false, days: 3 },
  });
});

test("PlayReady's content keys are removed from answers and from queries of test servers", () => {
  const redactor = createRedactor();
  const key = 'W31bfVt9W31bfVt9W31bfQ==';
  const clean = [
    `<KeyId>1e97f7b8</KeyId><KeyData>${key}</KeyData><Data>abc</Data>`,
    `&lt;p:KeyData&gt;${key}&lt;/p:KeyData&gt;`,
    `http://drm.example.com/rightsmanager.asmx?cfg=(kid:header,contentkey:${key},sl:150)`,
    `http://drm.example.com/rightsmanager.asmx?cfg=(keyseed:${key})`,
    `http://drm.example.com/rightsmanager.asmx?PlayRight=1&ContentKey=${key}&SecureStop=1`,
  ].map(text => redactor.text(text));
  for (const text of clean) expect(text).not.toContain('W31b');
  expect(clean[0]).toBe('<KeyId>1e97f7b8</KeyId><KeyData>[redacted]</KeyData><Data>abc</Data>');
  expect(clean[2]).toContain('contentkey:[redacted],sl:150)');
  expect(clean[4]).toContain('ContentKey=[redacted]&SecureStop=1');
});
