import { expect, test } from '@playwright/test';
import { canonicalElement, type CanonicalForm } from '../../harness/xml/canonical.ts';
import { XmlRefusal, type XmlRefusalCode } from '../../harness/xml/refusal.ts';
import { fc } from '../fast-check.ts';

const wanted = { name: 'a', namespace: 'urn:a' };

function canonical(text: string, form?: CanonicalForm): string {
  return Buffer.from(canonicalElement(Buffer.from(text), wanted, form)).toString('utf8');
}

function refusal(work: () => unknown): XmlRefusalCode {
  try {
    work();
  } catch (error) {
    if (error instanceof XmlRefusal) return error.code;
    throw error;
  }
  throw new Error('Expected a refusal; there was none.');
}

test('each form takes of the declarations around the element what it should', () => {
  const text =
    '<e xmlns:p="urn:p" xmlns:q="urn:q" xml:lang="en"><a xmlns="urn:a" xmlns:r="urn:r" xmlns:p="urn:p"><p:b/></a></e>';
  expect(canonical(text)).toBe('<a xmlns="urn:a"><p:b xmlns:p="urn:p"></p:b></a>');
  expect(canonical(text, 'stand-alone')).toBe(
    '<a xmlns="urn:a" xmlns:p="urn:p" xmlns:r="urn:r"><p:b></p:b></a>',
  );
  expect(canonical(text, 'inclusive')).toBe(
    '<a xmlns="urn:a" xmlns:p="urn:p" xmlns:q="urn:q" xmlns:r="urn:r" xml:lang="en"><p:b></p:b></a>',
  );
});

test('what says the same becomes the same', () => {
  const one = canonical('<a xmlns="urn:a" z="1" b="&#x41;&quot;">&lt;<![CDATA[&]]>\r\n<c/></a>');
  const other = canonical(
    `<?xml version="1.0"?><!-- no --><a  b='A"'\n z='1' xmlns='urn:a' >&#60;&amp;\n<!--no--><c></c></a>`,
  );
  expect(one).toBe(other);
  expect(one).toBe('<a xmlns="urn:a" b="A&quot;" z="1">&lt;&amp;\n<c></c></a>');
});

test('white space between elements counts', () => {
  expect(canonical('<a xmlns="urn:a"> <c/></a>')).not.toBe(canonical('<a xmlns="urn:a"><c/></a>'));
});

test('the first element of the name is taken, at any depth and with any prefix', () => {
  expect(canonical('<x><a/><y><p:a xmlns:p="urn:a">1</p:a></y><a xmlns="urn:a">2</a></x>')).toBe(
    '<p:a xmlns:p="urn:a">1</p:a>',
  );
  expect(
    Buffer.from(
      canonicalElement(Buffer.from('<x><a/></x>'), { name: 'a', namespace: '' }),
    ).toString(),
  ).toBe('<a></a>');
});

const forms = ['exclusive', 'stand-alone', 'inclusive'] as const;

const refused: readonly (readonly [string, XmlRefusalCode, string])[] = [
  ['nothing', 'empty', ''],
  ['a document type declaration', 'doctype', '<!DOCTYPE a><a xmlns="urn:a"/>'],
  ['a broken document', 'not-well-formed', '<a xmlns="urn:a">'],
  ['no such element', 'no-element', '<a/>'],
  ['the element in another namespace', 'no-element', '<a xmlns="urn:b"/>'],
  ['a relative namespace', 'not-canonical', '<a xmlns="urn:a"><b xmlns="../b"/></a>'],
];
for (const [what, code, text] of refused)
  for (const form of forms)
    test(`${what} is refused (${form})`, () => {
      expect(refusal(() => canonical(text, form))).toBe(code);
    });

test('an element that needs a declaration around it does not stand alone', () => {
  expect(refusal(() => canonical('<e xmlns="urn:a"><a/></e>', 'stand-alone'))).toBe(
    'not-canonical',
  );
  expect(
    refusal(() => canonical('<e xmlns:p="urn:p"><a xmlns="urn:a"><p:b/></a></e>', 'stand-alone')),
  ).toBe('not-well-formed');
});

test('arbitrary bytes throw nothing but refusals', () => {
  const markup = fc.array(
    fc.constantFrom('<a', ' xmlns="urn:a"', '>', '</a>', '/>', '&#1', ';', '<?', '?>', 'é', '\0'),
  );
  const bytes = fc.oneof(
    fc.uint8Array({ maxLength: 200 }),
    markup.map(parts => new TextEncoder().encode(parts.join(''))),
    markup.map(parts => new TextEncoder().encode(`<a xmlns="urn:a">${parts.join('')}</a>`)),
  );
  fc.assert(
    fc.property(bytes, fc.constantFrom(...forms), (document, form) => {
      try {
        return canonicalElement(document, wanted, form).length > 0;
      } catch (error) {
        return error instanceof XmlRefusal;
      }
    }),
    { numRuns: 2000 },
  );
});

test('a canonical form is its own canonical form', () => {
  const text = fc
    .string({ unit: 'binary' })
    .map(value =>
      value.replace(/[^\t\n\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu, ''),
    );
  fc.assert(
    fc.property(text, text, (content, value) => {
      const escaped = (raw: string) => raw.replace(/[&<>"]/g, found => `&#${found.charCodeAt(0)};`);
      const once = canonical(
        `<e xmlns:p="urn:p"><a xmlns="urn:a" p:v="${escaped(value)}">${escaped(content)}</a></e>`,
      );
      expect(canonical(once)).toBe(once);
      expect(canonical(once, 'inclusive')).toBe(once);
    }),
  );
});

test('a document of a hundred thousand elements is made canonical', () => {
  const text = `<e><a xmlns="urn:a">${'<b>2</b>'.repeat(100_000)}</a></e>`;
  for (const form of forms) expect(canonical(text, form)).toHaveLength(text.length - 7);
});

const declarations = (count: number) =>
  Array.from({ length: count }, (_, index) => ` xmlns:p${index}="urn:${index}"`).join('');
const attributes = (count: number) =>
  Array.from({ length: count }, (_, index) => ` a${index}=""`).join('');

test('what would take long is refused', () => {
  const elements = '<b/>'.repeat(10_000);
  const scopes = `<a xmlns="urn:a"${declarations(1000)}>${elements}</a>`;
  for (const form of ['stand-alone', 'inclusive'] as const)
    expect(refusal(() => canonical(scopes, form))).toBe('too-large');
  expect(canonical(scopes)).toHaveLength(17 + 7 * 10_000 + 4);
  const used = `<a xmlns="urn:a"${declarations(9000)}>${'<p0:b/>'.repeat(100_000)}</a>`;
  expect(refusal(() => canonical(used))).toBe('too-large');
  for (const form of forms)
    expect(refusal(() => canonical(`<a xmlns="urn:a"${attributes(10_001)}/>`, form))).toBe(
      'too-large',
    );
});
