import { expect, test } from '@playwright/test';
import { attribute, type XmlElement } from '../../harness/xml/element.ts';
import { parseXml } from '../../harness/xml/parse.ts';
import { XmlRefusal, type XmlRefusalCode } from '../../harness/xml/refusal.ts';
import { maxNodes } from '../../harness/xml/with-document.ts';
import { fc } from '../fast-check.ts';

const parse = (text: string, encoding: BufferEncoding = 'utf8', charset?: string): XmlElement =>
  parseXml(Buffer.from(text, encoding), charset);

function refusal(bytes: Uint8Array, charset?: string): XmlRefusal {
  try {
    parseXml(bytes, charset);
  } catch (error) {
    if (error instanceof XmlRefusal) return error;
    throw error;
  }
  throw new Error('Expected a refusal; the document was accepted.');
}

const utf16be = (text: string): Buffer => Buffer.from(text, 'utf16le').swap16();

test('a tree has names, namespaces, attributes, text, lines and paths', () => {
  const root = parse(
    '<?xml version="1.0"?>\n<s:E xmlns:s="urn:s" xmlns="urn:d">\n <a x="1" s:x="2"> t<![CDATA[<&]]>u<b/>v</a>\n <s:a/><a/>\n</s:E>',
  );
  expect(root).toMatchObject({ name: 'E', namespace: 'urn:s', prefix: 's', line: 2, path: '/s:E' });
  const [first, second, third] = root.children;
  expect(first).toMatchObject({
    name: 'a',
    namespace: 'urn:d',
    prefix: '',
    text: ' t<&uv',
    line: 3,
    path: '/s:E/a[1]',
    attributes: [
      { name: 'x', namespace: '', value: '1' },
      { name: 'x', namespace: 'urn:s', value: '2' },
    ],
  });
  expect(first?.children[0]?.path).toBe('/s:E/a[1]/b[1]');
  expect(second).toMatchObject({ path: '/s:E/s:a[1]', line: 4 });
  expect(third?.path).toBe('/s:E/a[2]');
});

test('comments and processing instructions are passed over', () => {
  const root = parse('<?p?><!--c--><a><?p x?>1<b/><!--c-->2<?p?><?p?><c><?p?></c>3<?p?></a><?p?>');
  expect(root.text).toBe('123');
  expect(root.children.map(({ path }) => path)).toEqual(['/a/b[1]', '/a/c[1]']);
});

test('namespaces in scope are inherited, overridden and undeclared', () => {
  const root = parse('<a xmlns="urn:1" xmlns:p="urn:p"><b xmlns="" xmlns:p="urn:q"/><c/></a>');
  const [b, c] = root.children;
  expect([b?.namespaces?.get(''), b?.namespaces?.get('p')]).toEqual(['', 'urn:q']);
  expect([c?.namespaces?.get(''), c?.namespaces?.get('p')]).toEqual(['urn:1', 'urn:p']);
  expect(c?.namespaces?.get('xml')).toBe('http://www.w3.org/XML/1998/namespace');
  expect(c?.namespaces?.get('none')).toBeUndefined();
});

test('names of Object.prototype are just names', () => {
  const root = parse(
    '<__proto__ constructor="1" __proto__="2" xmlns:__proto__="urn:p" xmlns:toString="urn:t"><toString:a/></__proto__>',
  );
  expect(root.name).toBe('__proto__');
  expect(attribute(root, '__proto__')).toBe('2');
  expect(attribute(root, 'constructor')).toBe('1');
  expect(root.namespaces?.get('__proto__')).toBe('urn:p');
  expect(root.namespaces?.get('hasOwnProperty')).toBeUndefined();
  expect(root.children[0]).toMatchObject({ name: 'a', namespace: 'urn:t' });
});

for (const lines of [65_533, 65_534, 65_535, 70_000])
  test(`the line is right after ${lines} line ends, past markup that looks like tags`, () => {
    const root = parse(
      `<a>${'\n'.repeat(lines - 1)}<!-- <x> --><![CDATA[<y>]]><?z <z>?>\n<b c=">\n"/><d></d></a>`,
    );
    expect(root.line).toBe(1);
    expect(root.children.map(({ name, line }) => [name, line])).toEqual([
      ['b', lines + 2],
      ['d', lines + 2],
    ]);
  });

for (const [name, bytes] of [
  ['UTF-8 with a mark', Buffer.from('\ufeff<a>é\u{1f600}</a>')],
  ['UTF-8 without', Buffer.from('<a>é\u{1f600}</a>')],
  ['UTF-16LE with a mark', Buffer.from('\ufeff<a>é\u{1f600}</a>', 'utf16le')],
  ['UTF-16BE with a mark', utf16be('\ufeff<a>é\u{1f600}</a>')],
  [
    'UTF-16LE without',
    Buffer.from('<?xml version="1.0" encoding="utf-16"?><a>é\u{1f600}</a>', 'utf16le'),
  ],
  ['UTF-16BE without', utf16be('<a>é\u{1f600}</a>')],
] as const)
  test(`${name} is read`, () => {
    expect(parseXml(bytes).text).toBe('é\u{1f600}');
  });

test('the declaration names an encoding, the charset outranks it, a mark outranks both', () => {
  const declared = '<?xml version="1.0" encoding="ISO-8859-1"?><a>\xe9\x80</a>';
  expect(parse(declared, 'latin1').text).toBe('é\x80');
  expect(parse(declared, 'utf8', 'UTF-8').text).toBe('é\x80');
  // What .NET's StringWriter leaves behind: it declares UTF-16, and UTF-8 is sent.
  expect(parse('<?xml version="1.0" encoding="utf-16"?><a>é</a>', 'utf8', 'utf-8').text).toBe('é');
  expect(parse('\ufeff<a>é</a>', 'utf8', 'iso-8859-1').text).toBe('é');
});

const doctype = '<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>';
const refused: readonly (readonly [string, XmlRefusalCode, Uint8Array, number?])[] = [
  ['nothing', 'empty', new Uint8Array()],
  ['white space', 'empty', Buffer.from(' \r\n\t')],
  ['a mark alone', 'empty', Buffer.from('\ufeff')],
  ['a document type declaration', 'doctype', Buffer.from(doctype), 1],
  ['one with a byte order mark', 'doctype', Buffer.from(`\ufeff${doctype}`), 1],
  ['one in UTF-16LE', 'doctype', Buffer.from(`\ufeff${doctype}`, 'utf16le'), 1],
  ['one in UTF-16BE', 'doctype', utf16be(`\ufeff${doctype}`), 1],
  ['one in UTF-16LE without mark', 'doctype', Buffer.from(doctype, 'utf16le'), 1],
  [
    'one after comments',
    'doctype',
    Buffer.from(`<?xml version="1.0"?>\n<!--a-->\n<?b?>${doctype}`),
    3,
  ],
  ['one in lower case', 'doctype', Buffer.from('<!doctype html><html/>'), 1],
  ['one after the root', 'not-well-formed', Buffer.from(`<b/>${doctype}`), 1],
  ['one inside the root', 'not-well-formed', Buffer.from(`<b>${doctype}</b>`), 1],
  ['one behind a broken declaration', 'not-well-formed', Buffer.from(`<?xml x>${doctype}<?y?>`), 1],
  ['an unclosed comment', 'not-well-formed', Buffer.from(`<!-- ${doctype}`), 1],
  ['an undeclared entity', 'not-well-formed', Buffer.from('<a>\n&x;</a>'), 2],
  ['a wrong end tag', 'not-well-formed', Buffer.from('<a>\n<b>\n</a>'), 3],
  ['an undeclared prefix', 'not-well-formed', Buffer.from('<p:a/>'), 1],
  ['two roots', 'not-well-formed', Buffer.from('<a/><a/>'), 1],
  ['a repeated attribute', 'not-well-formed', Buffer.from('<a b="" b=""/>'), 1],
  [
    'one repeated by namespace',
    'not-well-formed',
    Buffer.from('<a xmlns:p="u" xmlns:q="u" p:b="" q:b=""/>'),
    1,
  ],
  ['a character XML has not', 'not-well-formed', Buffer.from('<a>\u0001</a>'), 1],
  ['a NUL', 'not-well-formed', Buffer.from('<a>\0</a>'), 1],
  ['prose', 'not-well-formed', Buffer.from('It works!'), 1],
  ['invalid UTF-8', 'encoding', Buffer.from([0x3c, 0x61, 0x3e, 0xff])],
  ['a lone surrogate', 'encoding', Buffer.from([0xff, 0xfe, 0x3c, 0, 0x61, 0, 0, 0xd8])],
  ['half a UTF-16 unit', 'encoding', Buffer.from([0xff, 0xfe, 0x3c])],
  ['UTF-32', 'encoding', Buffer.from([0xff, 0xfe, 0, 0, 0x3c, 0, 0, 0]), 1],
  [
    'an encoding unknown to us',
    'encoding',
    Buffer.from('<?xml version="1.0" encoding="EBCDIC-US"?><a/>'),
    1,
  ],
  [
    'a name of Object.prototype as encoding',
    'encoding',
    Buffer.from('<?xml version="1.0" encoding="constructor"?><a/>'),
    1,
  ],
  ['UTF-16 that is not', 'encoding', Buffer.from('<?xml version="1.0" encoding="utf-16"?><a/>'), 1],
  ['depth', 'too-deep', Buffer.from('<a>'.repeat(100_000)), 1],
  ['many elements', 'too-large', Buffer.from(`<a>${'<b/>'.repeat(maxNodes)}</a>`)],
  [
    'many attributes',
    'too-large',
    Buffer.from(`<a ${Array.from({ length: maxNodes + 1 }, (_, i) => `a${i}=""`).join(' ')}/>`),
  ],
  ['an overlong text', 'too-large', Buffer.from(`<a>${'x'.repeat(10_500_000)}</a>`)],
];

for (const [name, code, bytes, line] of refused)
  test(`${name} is refused as ${code}`, () => {
    const { message, ...rest } = refusal(bytes);
    expect(rest).toMatchObject({ code, ...(line === undefined ? {} : { line }) });
    expect(message).toMatch(/^Expected [^\n]*\.$/);
    expect(message.length).toBeLessThan(400);
    expect(parse('<a/>').name).toBe('a');
  });

for (const text of [
  '<!-- <!DOCTYPE a> --><a/>',
  '<?p <!DOCTYPE a> ?><a/>',
  '<a><![CDATA[<!DOCTYPE a>]]></a>',
  '<a b="&lt;!DOCTYPE a>"/>',
  `<a>${'<b>'.repeat(200)}${'</b>'.repeat(200)}</a>`,
  '<a xml:id="not an id"/>',
])
  test(`${text.slice(0, 40)} is no reason to refuse`, () => {
    expect(parse(text).name).toBe('a');
  });

test('whatever the bytes are, nothing but an XmlRefusal is thrown', () => {
  const piece = fc.constantFrom(
    '<a>', '</a>', '<a/>', '<!--', '-->', '<![CDATA[', ']]>', '<?', '?>', '<!DOCTYPE', '&#0;', '&lt;', '<?p?>', '<b/>',
    ' b="', '"', '<?xml version="1.0"?>', 'xmlns:p="u"', '<p:a', '>', '\ufeff', '\u0000', '\ud800',
  ); // prettier-ignore
  const markup = fc.array(piece).map(pieces => Buffer.from(pieces.join('')));
  const bytes = fc.oneof(
    fc.uint8Array(),
    markup,
    markup.map(buffer => Buffer.from(buffer.toString(), 'utf16le')),
  );
  const charset = fc.option(
    fc.oneof(fc.constantFrom('utf-8', 'iso-8859-1', 'utf-16'), fc.string()),
    {
      nil: undefined,
    },
  );
  fc.assert(
    fc.property(bytes, charset, (document, label) => {
      try {
        expect(typeof parseXml(document, label).name).toBe('string');
      } catch (error) {
        expect(error).toBeInstanceOf(XmlRefusal);
      }
    }),
    { numRuns: 1000 },
  );
});
