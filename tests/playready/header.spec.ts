import { expect, test } from '@playwright/test';
import { PlayReadyError } from '../../harness/playready/error.ts';
import { kidsOf } from '../../harness/playready/header/header.ts';
import { headerOfElement, readHeader } from '../../harness/playready/header/read-header.ts';
import { guidOfKid } from '../../harness/playready/kid.ts';
import { readPlayReadyObject } from '../../harness/playready/object.ts';
import { descendants } from '../../harness/xml/element.ts';
import { parseXml } from '../../harness/xml/parse.ts';
import { fc } from '../fast-check.ts';
import { refuses } from './thrown.ts';
import { fromBase64, publishedHeader, vectors } from './vectors.ts';

const utf16 = (text: string) => new Uint8Array(Buffer.from(text, 'utf16le'));
const utf8 = (text: string) => new Uint8Array(Buffer.from(text, 'utf8'));
const namespace = 'xmlns="http://schemas.microsoft.com/DRM/2007/03/PlayReadyHeader"';
const [record] = readPlayReadyObject(fromBase64(vectors.headerSpecification.object));
const inObject = record?.value ?? new Uint8Array(0);

test('the header of the published object', () => {
  expect(readHeader(inObject)).toMatchObject({
    version: '4.0.0.0',
    keys: [{ value: 'q5HgCTj40kGeNVhTH9Gexw==', algorithm: 'AESCTR', checksum: 'w+OZVr8vzrQ=' }],
    keyLength: '16',
    laUrl: 'https://profficialsite.keydelivery.mediaservices.windows.net/PlayReady/',
    customAttributes: { children: [{ name: 'IIS_DRM_VERSION', text: '8.0.1705.19' }] },
  });
});

test('the published examples of each version', () => {
  const cbc = readHeader(utf16(publishedHeader('3.3.2, AESCBC')));
  expect(cbc).toMatchObject({
    version: '4.3.0.0',
    keys: [{ algorithm: 'AESCBC' }, { algorithm: 'AESCBC' }],
    laUrl: 'http://rm.contoso.com/rightsmanager.asmx',
    dsId: 'AH+03juKbUGbHl1V/QIwRA==',
  });
  expect(cbc.keys.map(({ checksum }) => checksum)).toEqual([undefined, undefined]);
  const bare = readHeader(utf16(publishedHeader('3.3.2, without ALGID')));
  expect(bare).toMatchObject({ decryptorSetup: 'ONDEMAND' });
  expect(bare.keys.map(({ value, algorithm }) => [value, algorithm])).toEqual([
    ['PV1LM/VEVk+kEOB8qqcWDg==', undefined],
  ]);
  const two = readHeader(utf8(publishedHeader('3.4.2')));
  expect(kidsOf(two).map(guidOfKid)).toEqual([
    'a2c786d0-f9ef-4cb3-b333-cd323a4284a5',
    'db06a8fe-ec16-4de2-9228-2c71e9b856ab',
  ]);
  expect(readHeader(utf8(publishedHeader('3.6.1')))).toMatchObject({ version: '4.0.0.0' });
});

test('the header of shaka-player’s test has neither version nor namespace', () => {
  expect(readHeader(utf16(vectors.shaka.xml))).toEqual({ keys: [], laUrl: 'www.example.com' });
});

test('the header of pssh-tools names the KID that its test was given', () => {
  const [only] = readPlayReadyObject(fromBase64(vectors.psshTools.object));
  const { keys, laUrl } = readHeader(only?.value ?? inObject);
  expect(keys).toMatchObject([
    { value: vectors.psshTools.kidInHeader, checksum: vectors.psshTools.checksum },
  ]);
  expect(laUrl).toBe(vectors.psshTools.laUrl);
});

test('what packagers get wrong is read all the same', () => {
  // PlayReady-facts 5.4: version before xmlns, VALUE before ALGID, a KID that closes itself.
  const text = `<WRMHEADER version="4.2.0.0" ${namespace}><DATA><PROTECTINFO><KIDS><KID VALUE="4Rplb+TbNES8tGkNFWTEHA==" ALGID="AESCTR"/></KIDS></PROTECTINFO></DATA></WRMHEADER>`;
  for (const bytes of [
    utf16(text),
    utf16(`\ufeff${text}`),
    utf16(`${text}\0`),
    utf8(text),
    utf8(`\ufeff${text}`),
    utf8(`<?xml version="1.0" encoding="utf-8"?>${text}`),
    new Uint8Array(Buffer.from(text, 'utf16le').swap16()),
  ])
    expect(readHeader(bytes).keys).toMatchObject([
      { value: '4Rplb+TbNES8tGkNFWTEHA==', algorithm: 'AESCTR' },
    ]);
});

test('a header within a message is found whatever its prefix', () => {
  const message = `<LA><ContentHeader><h:WRMHEADER xmlns:h="urn:h" version="4.1.0.0"><h:DATA><h:PROTECTINFO><h:KID ALGID="AESCTR" VALUE="x"></h:KID></h:PROTECTINFO></h:DATA></h:WRMHEADER></ContentHeader></LA>`;
  const found = descendants(parseXml(utf8(message))).find(({ name }) => name === 'WRMHEADER');
  if (found === undefined) throw new Error('The message has a header.');
  const { keys } = headerOfElement(found);
  expect(keys).toEqual([{ value: 'x', algorithm: 'AESCTR' }]);
  expect(kidsOf({ keys })).toEqual([]);
});

for (const [version, says] of [
  ['4.3.0.1', 'found 4.3.0.1'],
  ['4.4.0.0', 'found 4.4.0.0'],
  ['5.0.0.0', 'found 5.0.0.0'],
  ['2.0.0.0', 'found 2.0.0.0'],
  ['4', 'such as 4.0.0.0; found "4"'],
] as const)
  test(`version ${version} is refused`, () => {
    const read = () => readHeader(utf8(`<WRMHEADER version="${version}"></WRMHEADER>`));
    expect(read).toThrow(PlayReadyError);
    expect(read).toThrow(says);
  });

test('a version between two that are known is read', () => {
  expect(readHeader(utf8('<WRMHEADER version="4.1.7.0"/>'))).toEqual({
    version: '4.1.7.0',
    keys: [],
  });
});

for (const [what, bytes] of [
  ['nothing', new Uint8Array(0)],
  ['another element', utf8('<DATA></DATA>')],
  ['an odd number of bytes of UTF-16', inObject.subarray(0, -1)],
  ['half of a header', inObject.subarray(0, 400)],
  ['a document type declaration', utf8('<!DOCTYPE WRMHEADER><WRMHEADER/>')],
  ['a name in another case', utf8('<wrmheader/>')],
  ['too much', new Uint8Array(0x10000)],
] as const)
  test(`refused: ${what}`, () => {
    expect(() => readHeader(bytes)).toThrow(PlayReadyError);
  });

test('a changed or arbitrary header is read or refused, and nothing else', () => {
  const example = utf8(publishedHeader('3.4.2'));
  fc.assert(
    fc.property(
      fc.oneof(
        fc.uint8Array({ maxLength: 40 }),
        fc.tuple(fc.nat(849), fc.nat(255)).map(([at, byte]) => inObject.with(at, byte)),
        fc
          .tuple(fc.nat(example.length - 1), fc.nat(127))
          .map(([at, byte]) => example.with(at, byte)),
        fc.nat(850).map(length => inObject.subarray(0, length)),
      ),
      bytes => {
        refuses(() => readHeader(bytes));
      },
    ),
  );
});
