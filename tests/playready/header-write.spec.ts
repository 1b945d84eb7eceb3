import { expect, test } from '@playwright/test';
import { PlayReadyError } from '../../harness/playready/error.ts';
import { headerComplaints } from '../../harness/playready/header/header-complaints.ts';
import {
  headerVersions,
  kidsOf,
  type HeaderVersion,
} from '../../harness/playready/header/header.ts';
import { readHeader } from '../../harness/playready/header/read-header.ts';
import {
  objectOfHeader,
  writeHeader,
  type NewHeader,
} from '../../harness/playready/header/write-header.ts';
import { kidOfBase64 } from '../../harness/playready/kid.ts';
import { fc } from '../fast-check.ts';
import { fromBase64, vectors } from './vectors.ts';

const base64 = (bytes: Uint8Array | undefined) => bytes && Buffer.from(bytes).toString('base64');

test('the published objects come out byte for byte', () => {
  const published = writeHeader({
    version: '4.0.0.0',
    keys: [
      {
        kid: kidOfBase64('q5HgCTj40kGeNVhTH9Gexw=='),
        algorithm: 'AESCTR',
        checksum: fromBase64('w+OZVr8vzrQ='),
      },
    ],
    laUrl: 'https://profficialsite.keydelivery.mediaservices.windows.net/PlayReady/',
    customAttributes:
      '<CUSTOMATTRIBUTES><IIS_DRM_VERSION>8.0.1705.19</IIS_DRM_VERSION></CUSTOMATTRIBUTES>',
  });
  expect(base64(objectOfHeader(published))).toBe(vectors.headerSpecification.object);
  const { psshTools } = vectors;
  const other = writeHeader({
    version: '4.0.0.0',
    keys: [
      {
        kid: kidOfBase64(psshTools.kidInHeader),
        algorithm: 'AESCTR',
        checksum: fromBase64(psshTools.checksum),
      },
    ],
    laUrl: psshTools.laUrl,
  });
  expect(base64(objectOfHeader(other))).toBe(psshTools.object);
});

test('the published examples come out, but for their white space', () => {
  const dsId = kidOfBase64('AH+03juKbUGbHl1V/QIwRA==');
  const laUrl = 'http://rm.contoso.com/rightsmanager.asmx';
  const cbc = ['PV1LM/VEVk+kEOB8qqcWDg==', 'tuhDoKUN7EyxDPtMRNmhyA=='].map(value => ({
    kid: kidOfBase64(value),
    algorithm: 'AESCBC' as const,
  }));
  const ctr = [
    ['0IbHou/5s0yzM80yOkKEpQ==', 'xNvWVxoWk04='],
    ['/qgG2xbs4k2SKCxx6bhWqw==', 'GnKaQIRacPU='],
  ].map(([value = '', checksum = '']) => ({
    kid: kidOfBase64(value),
    algorithm: 'AESCTR' as const,
    checksum: fromBase64(checksum),
  }));
  const bare = [{ kid: kidOfBase64('PV1LM/VEVk+kEOB8qqcWDg==') }];
  const written = [
    writeHeader({ version: '4.3.0.0', keys: cbc, laUrl, dsId }),
    writeHeader({ version: '4.3.0.0', keys: bare, laUrl, dsId, decryptorSetup: 'ONDEMAND' }),
    writeHeader({ version: '4.2.0.0', keys: ctr, laUrl, dsId }),
  ];
  const printed = vectors.headerSpecification.headers.map(({ xml }) => xml.replace(/\n\s*/g, ''));
  expect(written).toEqual(printed.slice(0, 3));
});

const bytes = (length: number) => fc.uint8Array({ minLength: length, maxLength: length });
const url = fc
  .string({
    unit: fc.constantFrom('a', 'B', '/', '?', '&', '=', '<', '>', '"', "'", '+', '(', ')', 'é'),
    maxLength: 20,
  })
  .map(path => `https://rm.example.com/${path}`);
const maybe = <Value>(value: fc.Arbitrary<Value>) => fc.option(value, { nil: undefined });

const newHeader: fc.Arbitrary<NewHeader> = fc
  .record({
    version: fc.constantFrom(...headerVersions),
    algorithm: fc.constantFrom('AESCTR', 'COCKTAIL', 'AESCBC'),
    checksum: fc.boolean(),
    kids: fc.array(bytes(16), { minLength: 1, maxLength: 3 }),
    laUrl: maybe(url),
    luiUrl: maybe(url),
    dsId: maybe(bytes(16)),
    onDemand: fc.boolean(),
    licenseRequested: maybe(fc.boolean()),
  })
  .map(
    ({ version, algorithm, checksum, kids, laUrl, luiUrl, dsId, onDemand, licenseRequested }) => {
      const named = algorithm === 'AESCBC' && version !== '4.3.0.0' ? 'AESCTR' : algorithm;
      const length = { AESCTR: 8, COCKTAIL: 7, AESCBC: 0 }[named];
      const single = version === '4.0.0.0' || version === '4.1.0.0';
      return {
        version,
        keys: (single ? kids.slice(0, 1) : kids).map(kid => ({
          kid,
          algorithm: named,
          ...(checksum && length > 0 ? { checksum: kid.subarray(0, length) } : {}),
        })),
        ...(laUrl === undefined ? {} : { laUrl }),
        ...(luiUrl === undefined ? {} : { luiUrl }),
        ...(dsId === undefined ? {} : { dsId }),
        ...(onDemand && version !== '4.0.0.0' ? { decryptorSetup: 'ONDEMAND' as const } : {}),
        ...(licenseRequested === undefined || version !== '4.3.0.0' ? {} : { licenseRequested }),
      };
    },
  );

test('what is written is strict, and read as what it was', () => {
  fc.assert(
    fc.property(newHeader, header => {
      const value = new Uint8Array(Buffer.from(writeHeader(header), 'utf16le'));
      expect(headerComplaints(value).filter(({ level }) => level === 'MUST')).toEqual([]);
      const read = readHeader(value);
      expect(read.version).toBe(header.version);
      expect(kidsOf(read)).toEqual(header.keys.map(({ kid }) => kid));
      expect(read.keys.map(({ algorithm }) => algorithm)).toEqual(
        header.keys.map(({ algorithm }) => algorithm),
      );
      expect(read.keys.map(({ checksum }) => checksum)).toEqual(
        header.keys.map(({ checksum }) => base64(checksum)),
      );
      expect(read).toMatchObject({
        ...(header.laUrl === undefined ? {} : { laUrl: header.laUrl }),
        ...(header.luiUrl === undefined ? {} : { luiUrl: header.luiUrl }),
        ...(header.dsId === undefined ? {} : { dsId: base64(header.dsId) }),
        ...(header.licenseRequested === undefined
          ? {}
          : { licenseRequested: String(header.licenseRequested) }),
      });
    }),
  );
});

const kid = new Uint8Array(16);
const aes = { kid, algorithm: 'AESCTR' } as const;
const refused: readonly (readonly [string, HeaderVersion, Partial<NewHeader>, string])[] = [
  ['no key', '4.0.0.0', {}, 'one key with its algorithm'],
  ['a key without algorithm', '4.0.0.0', { keys: [{ kid }] }, 'one key with its algorithm'],
  ['two keys', '4.0.0.0', { keys: [aes, aes] }, 'found 2 keys'],
  ['two keys', '4.1.0.0', { keys: [aes, aes] }, 'at most one <KID>'],
  ['AESCBC', '4.2.0.0', { keys: [{ kid, algorithm: 'AESCBC' }] }, 'found "AESCBC"'],
  ['two algorithms', '4.3.0.0', { keys: [aes, { kid }] }, 'one ALGID for all KIDs'],
  ['a short KID', '4.3.0.0', { keys: [{ kid: kid.subarray(1) }] }, 'the 16 bytes of a GUID'],
  ['DECRYPTORSETUP', '4.0.0.0', { keys: [aes], decryptorSetup: 'ONDEMAND' }, '<DECRYPTORSETUP>'],
  ['LICENSEREQUESTED', '4.2.0.0', { licenseRequested: true }, 'LICENSEREQUESTED'],
  ['a relative URL', '4.2.0.0', { laUrl: 'rightsmanager.asmx' }, 'an absolute URL'],
  ['a character that XML has not', '4.2.0.0', { laUrl: 'http://a/\0' }, 'U+0000'],
  ['markup of one’s own', '4.1.0.0', { customAttributes: '<MINE></MINE>' }, 'found <MINE>'],
  ['broken markup', '4.3.0.0', { customAttributes: '</DATA>' }, 'that can be read'],
];
for (const [what, version, header, says] of refused)
  test(`not written: ${what} in ${version}`, () => {
    const write = () => writeHeader({ version, keys: [], ...header });
    expect(write).toThrow(PlayReadyError);
    expect(write).toThrow(says);
  });
