import { expect, test } from '@playwright/test';
import type { HeaderRule } from '../../harness/playready/header/complaint.ts';
import {
  headerComplaints,
  objectComplaints,
  requireStrict,
} from '../../harness/playready/header/header-complaints.ts';
import { readPlayReadyObject } from '../../harness/playready/object.ts';
import { fc } from '../fast-check.ts';
import { refuses } from './thrown.ts';
import { fromBase64, vectors } from './vectors.ts';

const utf8 = (text: string) => new Uint8Array(Buffer.from(text, 'utf8'));
const utf16 = (text: string) => new Uint8Array(Buffer.from(text, 'utf16le'));
const namespace = 'xmlns="http://schemas.microsoft.com/DRM/2007/03/PlayReadyHeader"';

/** The header of a version with this in its DATA. */
const header = (version: string, data: string) =>
  `<WRMHEADER ${namespace} version="${version}"><DATA>${data}</DATA></WRMHEADER>`;
const kid = '4Rplb+TbNES8tGkNFWTEHA==';
const info = '<PROTECTINFO><KEYLEN>16</KEYLEN><ALGID>AESCTR</ALGID></PROTECTINFO>';
const single = (data = '') => header('4.0.0.0', `${info}<KID>${kid}</KID>${data}`);
const key = (attributes: string) => `<KID ${attributes}></KID>`;
const listed = (keys: string, version = '4.3.0.0') =>
  header(version, `<PROTECTINFO><KIDS>${keys}</KIDS></PROTECTINFO>`);
const good = key(`ALGID="AESCTR" VALUE="${kid}"`);

const rulesOf = (text: string) => headerComplaints(utf8(text)).map(({ rule }) => rule);

test('the published headers are strict', () => {
  for (const { section, xml } of vectors.headerSpecification.headers) {
    expect.soft(headerComplaints(utf8(xml)), section).toEqual([]);
    expect.soft(headerComplaints(utf16(xml)), section).toEqual([]);
  }
  for (const object of [vectors.headerSpecification.object, vectors.psshTools.object])
    expect(objectComplaints(readPlayReadyObject(fromBase64(object)))).toEqual([]);
});

for (const [what, text] of [
  ['the least of 4.0', single()],
  ['a blank within KID', listed(`<KID ALGID="AESCTR" VALUE="${kid}"> </KID>`)],
  ['neither DATA nor keys', `<WRMHEADER ${namespace} version="4.1.0.0"></WRMHEADER>`],
  ['a key of 4.1', header('4.1.0.0', `<PROTECTINFO>${good}</PROTECTINFO>`)],
  ['what others add to 4.2 and 4.3', listed(`${good}<X></X>`).replace('<KIDS>', '<KIDS Y="1">')],
  ['LICENSEREQUESTED', listed(good).replace('INFO>', 'INFO LICENSEREQUESTED="false">')],
  [
    'namespaces and prefixes in CUSTOMATTRIBUTES',
    single(
      '<CUSTOMATTRIBUTES xmlns=""><m:P xmlns:m="urn:m" b="1" c="2" m:a="3">&amp;</m:P></CUSTOMATTRIBUTES>',
    ),
  ],
  ['children in another order', header('4.0.0.0', `<KID>${kid}</KID>${info}`)],
  ['a URL with a query', single('<LA_URL>http://a.example/r.asmx?a=1&amp;b=2</LA_URL>')],
  ['a line break behind it', `${single()}\n`],
] as const)
  test(`strict: ${what}`, () => {
    expect(headerComplaints(utf8(text))).toEqual([]);
  });

const wrong: readonly (readonly [what: string, text: string, rule: HeaderRule])[] = [
  ['a declaration', `<?xml version="1.0"?>${single()}`, 'declaration'],
  ['an empty-element tag', listed(`<KID ALGID="AESCTR" VALUE="${kid}"/>`), 'closing-tag'],
  [
    'one within CUSTOMATTRIBUTES',
    single('<CUSTOMATTRIBUTES><A B="1"/></CUSTOMATTRIBUTES>'),
    'closing-tag',
  ],
  [
    'a namespace behind an attribute',
    single().replace(`${namespace} version="4.0.0.0"`, `version="4.0.0.0" ${namespace}`),
    'namespace-first',
  ],
  ['attributes out of order', listed(key(`VALUE="${kid}" ALGID="AESCTR"`)), 'attribute-order'],
  [
    'attributes out of order within CUSTOMATTRIBUTES',
    single('<CUSTOMATTRIBUTES><A Foo="1" Bar="2"></A></CUSTOMATTRIBUTES>'),
    'attribute-order',
  ],
  ['quotes of the other kind', listed(good.replaceAll('"', "'")), 'canonical'],
  ['a comment', single('<!-- c -->'), 'canonical'],
  ['a CDATA section', single('<LA_URL><![CDATA[http://a.example/]]></LA_URL>'), 'canonical'],
  [
    'a reference that is not needed',
    single('<LA_URL>http://a.example/&#65;</LA_URL>'),
    'canonical',
  ],
  ['a blank within a tag', single().replace('</KID>', '</KID >'), 'canonical'],
  ['carriage returns', single('\r\n'), 'canonical'],
  ['no namespace', single().replace(`${namespace} `, ''), 'root'],
  ['another root', '<wrmheader version="4.0.0.0"></wrmheader>', 'root'],
  ['no version', `<WRMHEADER ${namespace}></WRMHEADER>`, 'version'],
  ['a version that there is not', listed(good, '4.2.1.0'), 'version'],
  ['no DATA in 4.0', `<WRMHEADER ${namespace} version="4.0.0.0"></WRMHEADER>`, 'missing'],
  ['no PROTECTINFO in 4.0', header('4.0.0.0', `<KID>${kid}</KID>`), 'missing'],
  ['no KID in 4.0', header('4.0.0.0', info), 'missing'],
  ['no KID in KIDS', listed(''), 'missing'],
  ['no VALUE', listed(key('ALGID="AESCTR"')), 'missing'],
  ['no ALGID in 4.2', listed(key(`VALUE="${kid}"`), '4.2.0.0'), 'missing'],
  ['two KIDs in 4.1', header('4.1.0.0', `<PROTECTINFO>${good}${good}</PROTECTINFO>`), 'repeated'],
  [
    'two LA_URLs',
    single('<LA_URL>http://a.example/</LA_URL><LA_URL>http://b.example/</LA_URL>'),
    'repeated',
  ],
  ['KIDS in 4.1', listed(good, '4.1.0.0'), 'misplaced'],
  ['KEYLEN in 4.3', listed(good).replace('<KIDS>', '<KEYLEN>16</KEYLEN><KIDS>'), 'misplaced'],
  ['DECRYPTORSETUP in 4.0', single('<DECRYPTORSETUP>ONDEMAND</DECRYPTORSETUP>'), 'misplaced'],
  [
    'LICENSEREQUESTED in 4.2',
    listed(good, '4.2.0.0').replace('INFO>', 'INFO LICENSEREQUESTED="true">'),
    'misplaced',
  ],
  ['a KID in another case', listed(`${good}<kid></kid>`), 'name-case'],
  [
    'an attribute in another case',
    listed(key(`ALGID="AESCTR" VALUE="${kid}" value="x"`)),
    'name-case',
  ],
  ['an element of one’s own in 4.0', single('<MINE></MINE>'), 'unknown'],
  ['content in KID', listed(`<KID ALGID="AESCTR" VALUE="${kid}">x</KID>`), 'content'],
  [
    'a DECRYPTORSETUP that is none',
    header('4.2.0.0', '<DECRYPTORSETUP>YES</DECRYPTORSETUP>'),
    'content',
  ],
  [
    'a LICENSEREQUESTED that is none',
    listed(good).replace('INFO>', 'INFO LICENSEREQUESTED="1">'),
    'content',
  ],
  ['empty CUSTOMATTRIBUTES', single('<CUSTOMATTRIBUTES></CUSTOMATTRIBUTES>'), 'content'],
  ['a KID of 15 bytes', listed(key('ALGID="AESCTR" VALUE="4Rplb+TbNES8tGkNFWTE"')), 'kid'],
  ['a DS_ID that is none', single('<DS_ID>x</DS_ID>'), 'kid'],
  ['AESCBC in 4.2', listed(key(`ALGID="AESCBC" VALUE="${kid}"`), '4.2.0.0'), 'algorithm'],
  ['an unknown ALGID in 4.0', single().replace('AESCTR', 'DES'), 'algorithm'],
  ['an ALGID for one of two', listed(`${good}${key(`VALUE="${kid}"`)}`), 'algorithm'],
  ['two ALGIDs', listed(`${good}${key(`ALGID="AESCBC" VALUE="${kid}"`)}`), 'algorithm'],
  ['a wrong KEYLEN', single().replace('>16<', '>7<'), 'key-length'],
  [
    'a checksum of AESCBC',
    listed(key(`ALGID="AESCBC" CHECKSUM="xNvWVxoWk04=" VALUE="${kid}"`)),
    'checksum',
  ],
  ['a checksum of 7 bytes', single('<CHECKSUM>xNvWVxoWkw==</CHECKSUM>'), 'checksum'],
  ['a relative URL', single('<LA_URL>www.example.com</LA_URL>'), 'url'],
  ['an empty URL', single('<LUI_URL></LUI_URL>'), 'url'],
  [
    'more than a kilobyte',
    single(`<LA_URL>http://a.example/${'x'.repeat(400)}</LA_URL>`),
    'header-size',
  ],
  [
    'more than a kilobyte of CUSTOMATTRIBUTES',
    header('4.2.0.0', `<CUSTOMATTRIBUTES>${'x'.repeat(600)}</CUSTOMATTRIBUTES>`),
    'custom-attributes-size',
  ],
];

for (const [what, text, rule] of wrong)
  test(`not strict: ${what}`, () => {
    expect(rulesOf(text)).toEqual([rule]);
  });

test('every complaint has a place, a section and a sentence; all that is wrong is told', () => {
  const text = `<WRMHEADER version="4.2.0.0" ${namespace}>\n<DATA><PROTECTINFO><KIDS>\n<KID VALUE="x" ALGID='AESCBC'/>\n</KIDS></PROTECTINFO></DATA></WRMHEADER>`;
  expect(
    headerComplaints(utf8(text)).map(({ rule, where, section }) => [rule, where, section]),
  ).toEqual([
    ['namespace-first', 'line 1', '3.2.4'],
    ['attribute-order', 'line 3', '3.2.5'],
    ['closing-tag', 'line 3', '3.2.3'],
    ['canonical', 'line 3', '3.2.1'],
    ['kid', '/WRMHEADER/DATA[1]/PROTECTINFO[1]/KIDS[1]/KID[1], line 3', '3.3 to 3.6'],
    ['algorithm', '/WRMHEADER/DATA[1]/PROTECTINFO[1]/KIDS[1]/KID[1], line 3', '3.3 to 3.6'],
  ]);
});

test('in an object the encoding counts, and the size', () => {
  const complaintsOf = (value: Uint8Array) =>
    objectComplaints([{ type: 1, value }]).map(({ rule, what }) => `${rule}: ${what}`);
  const behind = /^encoding: .*zeros behind the header/;
  expect(complaintsOf(utf8(single()))).toEqual([expect.stringMatching(/^encoding: .*UTF-8\.$/)]);
  expect(complaintsOf(utf16(`\ufeff${single()}`))).toEqual([
    expect.stringMatching(/^encoding: .*byte order mark\.$/),
  ]);
  expect(complaintsOf(utf16(`${single()}\0`))).toEqual([expect.stringMatching(behind)]);
  const store = { type: 3, value: new Uint8Array(16_000) };
  expect(objectComplaints([store])).toMatchObject([{ rule: 'object-size', level: 'SHOULD' }]);
});

test('a strict reader refuses what must not be, and not what is only advised against', () => {
  const advice = headerComplaints(
    utf8(single(`<LA_URL>http://a.example/${'x'.repeat(400)}</LA_URL>`)),
  );
  expect(advice).toHaveLength(1);
  requireStrict(advice);
  expect(() => {
    requireStrict(headerComplaints(utf8(single('<MINE></MINE>'))));
  }).toThrow('found <MINE>');
});

test('whatever the markup, complaints are made or the header refused, and nothing else', () => {
  const pieces = [
    ...['<DATA>', '</DATA>', '<KID', '/>', '>', ' VALUE="x"', " ALGID='y'", ' xmlns:a="b"'],
    ...[' a:c="d"', '<!--', '-->', '<![CDATA[', ']]>', '<?p ?>', '&amp;', '&', '"', 'text', '\r\n'],
  ];
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...pieces), { maxLength: 12 }), parts => {
      refuses(() => headerComplaints(utf8(single(parts.join('')))));
    }),
  );
});
