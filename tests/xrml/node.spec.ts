import { expect, test } from '@playwright/test';
import { isDeepStrictEqual } from 'node:util';
import { element, parseXrml, serialise, type XrmlNode } from '../../harness/xrml/node.ts';
import { XrmlError } from '../../harness/xrml/xrml-error.ts';
import { fc } from '../fast-check.ts';

test('serialise() adds no white space and writes empty elements as genuine certificates do', () => {
  const node = element(
    'A',
    [['x', '1']],
    element('B', []),
    'text',
    undefined,
    element('C', [], ''),
  );
  expect(serialise(node)).toBe('<A x="1"><B />text<C></C></A>');
});

test('serialise() escapes what would not survive parsing', () => {
  const node = element('A', [['x', '"<&>\t\n\r\'']], '<&>"\t\n\r]]>');
  expect(serialise(node)).toBe(
    '<A x="&quot;&lt;&amp;&gt;&#x9;&#xA;&#xD;\'">&lt;&amp;&gt;"\t\n&#xD;]]&gt;</A>',
  );
});

test('parseXrml() gives back what serialise() wrote', () => {
  const text = fc.string({
    unit: fc.constantFrom(
      'a',
      ' ',
      '<',
      '>',
      '&',
      '"',
      "'",
      '\t',
      '\n',
      '\r',
      ']',
      'é',
      '\u{1f511}',
    ),
  });
  const name = fc.constantFrom('A', 'BODY', 'VALUE');
  const attributes = fc.uniqueArray(fc.tuple(fc.constantFrom('type', 'size', 'name'), text), {
    selector: ([key]) => key,
  });
  const { node } = fc.letrec<{ node: XrmlNode }>(tie => ({
    node: fc
      .tuple(
        name,
        attributes,
        fc.array(fc.oneof({ depthSize: 'small' }, text, tie('node')), { maxLength: 4 }),
      )
      .map(([tag, pairs, children]) => element(tag, pairs, ...joinTexts(children))),
  }));
  fc.assert(fc.property(node, tree => isDeepStrictEqual(parseXrml(serialise(tree)), tree)));
});

test('parseXrml() keeps mixed content and xmlns=""', () => {
  expect(
    parseXrml('<?xml version="1.0"?><XrML version="1.2" xmlns="">a<B/>&#x62;&lt;</XrML>'),
  ).toEqual(
    element(
      'XrML',
      [
        ['xmlns', ''],
        ['version', '1.2'],
      ],
      'a',
      element('B', []),
      'b<',
    ),
  );
});

const refused = {
  'a document type': ['<!DOCTYPE A [<!ENTITY x "y">]><A>&x;</A>', 'stands in it'],
  'a comment': ['<A><!-- <BODY> --></A>', 'stands in it'],
  'a CDATA section': ['<A><![CDATA[<BODY>]]></A>', 'stands in it'],
  'a processing instruction': ['<A><?x <BODY>?></A>', 'stands in it'],
  'a second XML declaration': ['<?xml version="1.0"?><?xml version="1.0"?><A/>', 'stands in it'],
  'an undefined entity': ['<A>&nbsp;</A>', 'not well-formed'],
  'an unclosed element': ['<A><B></A>', 'not well-formed'],
  'two roots': ['<A/><B/>', 'not well-formed'],
  'no text at all': ['', 'not well-formed'],
  'a default namespace': ['<A xmlns="urn:x"/>', 'in no namespace'],
  'a prefix': ['<p:A xmlns:p="urn:x"/>', 'in no namespace'],
  'a lone surrogate': ['<A>\ud800</A>', 'does not have'],
  'a zero character': ['<A>\0</A>', 'does not have'],
  'a control character by reference': ['<A>&#1;</A>', 'not well-formed'],
  'too many levels': [`${'<A>'.repeat(65)}${'</A>'.repeat(65)}`, 'at most 64 levels'],
  'far too many levels': [`${'<A>'.repeat(9000)}${'</A>'.repeat(9000)}`, 'not well-formed'],
  'too many characters': [`<A>${'x'.repeat(1024 * 1024)}</A>`, 'at most 1048576 characters'],
} as const;

for (const [what, [xml, message]] of Object.entries(refused))
  test(`parseXrml() refuses ${what}`, () => {
    let error: unknown;
    try {
      parseXrml(xml);
    } catch (thrown) {
      error = thrown;
    }
    expect(error).toBeInstanceOf(XrmlError);
    expect(String(error)).toContain(message);
  });

test('parseXrml() accepts 64 levels', () => {
  expect(parseXrml(`${'<A>'.repeat(64)}${'</A>'.repeat(64)}`).name).toBe('A');
});

/** Neighbouring and empty texts do not survive as such in XML. */
function joinTexts(children: readonly (XrmlNode | string)[]): (XrmlNode | string)[] {
  return children.reduce<(XrmlNode | string)[]>((joined, child) => {
    const last = joined.at(-1);
    if (child === '') return joined;
    return typeof child === 'string' && typeof last === 'string'
      ? [...joined.slice(0, -1), last + child]
      : [...joined, child];
  }, []);
}
