import { expect, test } from '@playwright/test';
import type { XmlElement } from '../../harness/xml/element.ts';
import { parseXml } from '../../harness/xml/parse.ts';
import { sourceOf } from '../../reference/rms/source-text.ts';
import { fc } from '../fast-check.ts';

/** All elements of a tree, in document order. */
function all(element: XmlElement): XmlElement[] {
  return [element, ...element.children.flatMap(all)];
}

function sources(text: string): (string | undefined)[] {
  const root = parseXml(Buffer.from(text));
  return all(root).map(element => sourceOf(text, root, element));
}

test('gives each element as it is written', () => {
  expect(sources("<a ><b x='>\"'/>\n<c\n>t</c ></a>")).toEqual([
    "<a ><b x='>\"'/>\n<c\n>t</c ></a>",
    "<b x='>\"'/>",
    '<c\n>t</c >',
  ]);
});

test('what only looks like a tag is none', () => {
  const text = '<a><!-- <b> --><![CDATA[<b></b></a>]]><b y="</b>"/></a>'.replace(
    '</b>"',
    '&lt;/b>"',
  );
  expect(sources(text)).toEqual([text, '<b y="&lt;/b>"/>']);
});

test('an element of another tree has no source', () => {
  const root = parseXml(Buffer.from('<a><b/></a>'));
  const [other] = parseXml(Buffer.from('<a><b/></a>')).children;
  expect(other && sourceOf('<a><b/></a>', root, other)).toBeUndefined();
});

test('a random document: each element was written by what is given for it', () => {
  const space = fc.constantFrom('', ' ', '\n');
  const noise = fc.constantFrom('', 'text', '<!--<n>-->', '<![CDATA[</n><n>]]>', '&lt;n&gt;', '\n');
  const attributes = fc.constantFrom('', ' a="/>"', " b='>'", ' c="\'>"');
  interface Written {
    text: string;
    parts: string[];
  }
  const written = (children: fc.Arbitrary<Written[]>): fc.Arbitrary<Written> =>
    fc
      .tuple(fc.constantFrom('n', 'XrML', 'x.y-z'), attributes, space, noise, children)
      .map(([name, attribute, gap, between, inner]) => {
        const inside = inner.map(({ text }) => between + text).join('');
        const text =
          inside === ''
            ? `<${name}${attribute}${gap}/>`
            : `<${name}${attribute}${gap}>${inside}${between}</${name}${gap}>`;
        return { text, parts: [text, ...inner.flatMap(({ parts }) => parts)] };
      });
  const { node } = fc.letrec<{ node: Written }>(tie => ({
    node: fc.oneof(
      { maxDepth: 4 },
      written(fc.constant([])),
      written(fc.array(tie('node'), { maxLength: 3 })),
    ),
  }));
  fc.assert(
    fc.property(node, ({ text, parts }) => {
      expect(sources(text)).toEqual(parts);
    }),
    { numRuns: 200 },
  );
});
