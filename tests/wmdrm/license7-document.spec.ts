import { expect, test } from '@playwright/test';
import { WmdrmError } from '../../harness/wmdrm/error.ts';
import { readLicense7Document } from '../../harness/wmdrm/license7-document.ts';
import { fc } from '../fast-check.ts';
import { counted } from './bits.ts';

const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');
const key = counted(80, 3);
const signature = counted(40, 100);
const nested =
  '<META><DATA><DATA>inner</DATA></DATA><SIGNATURE><VALUE>no</VALUE></SIGNATURE></META>';

const dataOf = (inside: string): string =>
  `<DATA><LID>{1}</LID>${inside}<ENABLINGBITS><ALGORITHM type="MSDRM"/><VALUE>${base64(key)}</VALUE></ENABLINGBITS></DATA>`;

interface Parts {
  readonly data?: string;
  readonly signed?: string;
  readonly chain?: string;
  readonly before?: string;
}
function licenseOf({
  data = dataOf(nested),
  signed = `<SIGNATURE><HASHALGORITHM type="SHA"/><VALUE>${base64(signature)}</VALUE></SIGNATURE>`,
  chain = '<CERTIFICATECHAIN><CERTIFICATE>one</CERTIFICATE><CERTIFICATE>two</CERTIFICATE></CERTIFICATECHAIN>',
  before = '',
}: Parts = {}): string {
  return `${before}<LICENSE version="2.0.0.0"><LICENSORINFO>${data}${signed}${chain}</LICENSORINFO></LICENSE>`;
}

const read = (text: string) => readLicense7Document(Buffer.from(text));

test('the parts of a license are found', () => {
  const license = read(licenseOf());
  expect(license.root.name).toBe('LICENSE');
  expect(license.data?.path).toBe('/LICENSE/LICENSORINFO[1]/DATA[1]');
  expect(license.signature).toEqual(signature);
  expect(license.encryptedKey).toEqual(key);
  expect(license.certificates.map(({ text }) => text)).toEqual(['one', 'two']);
});

test.describe('what is signed is DATA, with its tags, to the byte', () => {
  const cases: Readonly<Record<string, Parts>> = {
    'in its plain form': { data: '<DATA><LID>a</LID></DATA>' },
    'with others of its name inside': {},
    'with white space and references': { data: '<DATA>\r\n\t<LID> &amp;&#65; </LID>\r\n</DATA>' },
    'with other characters than ASCII': { data: '<DATA><LID>Größe \u{1f600} à</LID></DATA>' },
    empty: { data: '<DATA></DATA>' },
    'with CONTENTREVOCATION, which is signed itself': {
      data: dataOf(
        '<CONTENTREVOCATION><DATA><LID>x</LID></DATA><SIGNATURE><VALUE>y</VALUE></SIGNATURE></CONTENTREVOCATION>',
      ),
    },
    'with an empty DATA inside': { data: dataOf('<META><DATA/><DATA a="/>"/></META>') },
    'with comments and CDATA that look like tags': {
      data: dataOf('<!-- </DATA> --><META><![CDATA[</DATA><SIGNATURE>]]></META><?pi </DATA>?>'),
    },
    'with attributes that look like tags': { data: dataOf(`<META a='/DATA>' b="&lt;DATA/>"/>`) },
    'before certificates that are signed XML': {
      chain:
        '<CERTIFICATECHAIN><CERTIFICATE><DATA>of it</DATA><SIGNATURE><VALUE>z</VALUE></SIGNATURE></CERTIFICATE></CERTIFICATECHAIN>',
    },
    'without a signature': { signed: '' },
    'after things that look like it': {
      before: '<?xml version="1.0"?><!-- <LICENSE><LICENSORINFO><DATA>no</DATA> -->',
    },
  };
  for (const [what, parts] of Object.entries(cases)) {
    const data = parts.data ?? dataOf(nested);
    test(what, () => {
      const { signedText } = read(licenseOf(parts));
      expect(signedText && Buffer.from(signedText).toString()).toBe(data);
    });

    test(`${what}, in UTF-16LE`, () => {
      for (const mark of ['', '\ufeff']) {
        const text = (mark + licenseOf(parts)).replace('?xml version="1.0"', '?pi');
        const { signedText } = readLicense7Document(Buffer.from(text, 'utf16le'));
        expect(signedText && Buffer.from(signedText)).toEqual(Buffer.from(data, 'utf16le'));
      }
    });
  }

  test('with a byte order mark before all', () => {
    const { signedText } = read(`\ufeff${licenseOf()}`);
    expect(signedText && Buffer.from(signedText).toString()).toBe(dataOf(nested));
  });

  test('wherever it stands in LICENSORINFO', () => {
    const data = dataOf(nested);
    const chain = '<CERTIFICATECHAIN><CERTIFICATE><DATA>c</DATA></CERTIFICATE></CERTIFICATECHAIN>';
    const text = `<LICENSE><OTHER><DATA>no</DATA></OTHER><LICENSORINFO>${chain}<SIGNATURE/>${data}</LICENSORINFO></LICENSE>`;
    const { signedText } = read(text);
    expect(signedText && Buffer.from(signedText).toString()).toBe(data);
  });

  test('whatever it holds', () => {
    const { content } = fc.letrec<{ content: string }>(tie => ({
      content: fc
        .array(
          fc.oneof(
            { maxDepth: 4 },
            fc.constantFrom(
              '<DATA/>',
              '<!--</DATA>-->',
              '<![CDATA[<DATA>]]>',
              '<?p </DATA>?>',
              'é',
            ),
            fc
              .tuple(
                fc.constantFrom('DATA', 'SIGNATURE', 'LICENSORINFO', 'LICENSE'),
                tie('content'),
              )
              .map(([name, inside]) => `<${name}>${inside}</${name}>`),
          ),
          { maxLength: 4 },
        )
        .map(parts => parts.join('')),
    }));
    fc.assert(
      fc.property(content, fc.constantFrom('utf8', 'utf16le'), (inside, encoding) => {
        const data = `<DATA>${inside}</DATA>`;
        const { signedText } = readLicense7Document(Buffer.from(licenseOf({ data }), encoding));
        expect(signedText && Buffer.from(signedText).toString(encoding)).toBe(data);
      }),
    );
  });
});

test('what is missing is undefined', () => {
  for (const text of ['<LICENSE/>', '<LICENSE><LICENSORINFO/></LICENSE>', '<x/>']) {
    expect(read(text)).toMatchObject({
      data: undefined,
      signedText: undefined,
      signature: undefined,
      certificates: [],
      encryptedKey: undefined,
    });
  }
  const empty = read(licenseOf({ data: '<DATA/>', signed: '<SIGNATURE/>', chain: '' }));
  expect(empty.data?.name).toBe('DATA');
  expect(empty.signedText).toBeUndefined();
  expect(empty.signature).toBeUndefined();
  expect(read(licenseOf({ signed: '<SIGNATURE><VALUE>?</VALUE></SIGNATURE>' })).signature).toBe(
    undefined,
  );
});

test('a signature elsewhere is not that of the license', () => {
  expect(read(licenseOf({ signed: '' })).signature).toBeUndefined();
});

for (const [what, text] of [
  ['nothing', ''],
  ['no XML', 'LICENSE'],
  ['a broken document', '<LICENSE><LICENSORINFO></LICENSE>'],
  ['a document type declaration', '<!DOCTYPE LICENSE [<!ENTITY e "x">]><LICENSE>&e;</LICENSE>'],
] as const)
  test(`${what} is no license`, () => {
    expect(() => read(text)).toThrow(WmdrmError);
    expect(() => read(text)).toThrow(/^Expected a license in XML; /);
  });
