import { expect, test } from '@playwright/test';
import { validatePlayReady } from '../../harness/playready/messages/validate.ts';
import { packaging } from '../../harness/playready/namespaces.ts';
import { writeAcquirePackagingData } from '../../harness/playready/requests/acquire-packaging-data.ts';
import { writeGetMeteringCertificate } from '../../harness/playready/requests/get-metering-certificate.ts';
import { meteringDefects } from '../../harness/playready/requests/metering-defects.ts';
import { packagingDefects } from '../../harness/playready/requests/packaging-defects.ts';
import { descendants, type XmlElement } from '../../harness/xml/element.ts';
import { parseXml } from '../../harness/xml/parse.ts';
import { fc } from '../fast-check.ts';
import { sample } from './samples.ts';

const parse = (text: string) => parseXml(Buffer.from(text, 'utf8'));

const meteringId = 'xw6TjIuUUmvdCcl00t4RBA==';

/** The elements of a message, without what stands between them. */
function shape({ name, namespace, children, text }: XmlElement): unknown {
  return [name, namespace, children.length === 0 ? text : children.map(shape)];
}

const textOf = (message: string, name: string) =>
  descendants(parse(message))
    .filter(element => element.name === name)
    .map(({ text }) => text);

/** Names of the defects after which a message is no longer valid against our schema. */
function refusedBySchema<Options>(
  operation: 'GetMeteringCertificate' | 'AcquirePackagingData',
  defects: readonly { name: string; write: (options: Options) => string }[],
  options: Options,
): string[] {
  return defects
    .filter(defect => {
      const message = Buffer.from(defect.write(options));
      return validatePlayReady(operation, 'request', message).length > 0;
    })
    .map(({ name }) => name);
}

test('a request for a metering certificate is the one of the sample', () => {
  const published = sample('MeteringChallenge.xml').replace('NOTSET', meteringId);
  expect(shape(parse(writeGetMeteringCertificate({ meteringId })))).toEqual(
    shape(parse(published)),
  );
});

test('a request for packaging data says what it was told, in the namespace of its own', () => {
  const message = writeAcquirePackagingData({ program: 'a <b> & "c"' });
  expect(textOf(message, 'ProgramIdentifier')).toEqual(['a <b> & "c"']);
  expect(textOf(message, 'ProtectionSystemId')).toEqual(['9A04F079-9840-4286-AB92-E65BE0885F95']);
  expect(textOf(message, 'OffsetFromProgramStart')).toEqual(['PT0S']);
  expect(textOf(message, 'RequestInterval')).toEqual([]);
  const challenge = descendants(parse(message)).find(({ name }) => name === 'challenge');
  expect(challenge?.namespace).toBe(packaging);
  expect(challenge && descendants(challenge).every(each => each.namespace === packaging)).toBe(
    true,
  );
  const two = writeAcquirePackagingData({
    streams: [{ program: 'a', interval: 'PT1H' }, { program: 'b' }],
    protectionSystems: [],
  });
  expect(textOf(two, 'ProgramIdentifier')).toEqual(['a', 'b']);
  expect(textOf(two, 'RequestInterval')).toEqual(['PT1H']);
});

test('any text that XML can hold comes back', () => {
  const text = fc
    .string({ unit: 'grapheme', maxLength: 60 })
    .filter(value => !/[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/u.test(value));
  fc.assert(
    fc.property(text, value => {
      expect(textOf(writeAcquirePackagingData({ program: value }), 'ProgramIdentifier')).toEqual([
        value,
      ]);
      expect(textOf(writeGetMeteringCertificate({ meteringId: value }), 'MID')).toEqual([value]);
    }),
  );
});

for (const [operation, defects, twin] of [
  [
    'GetMeteringCertificate',
    meteringDefects.map(({ name, what, write }) => ({ name, what, text: write({ meteringId }) })),
    writeGetMeteringCertificate({ meteringId }),
  ],
  [
    'AcquirePackagingData',
    packagingDefects.map(({ name, what, write }) => ({
      name,
      what,
      text: write({ program: 'a' }),
    })),
    writeAcquirePackagingData({ program: 'a' }),
  ],
] as const)
  test(`the defects of ${operation} have names, differ from the twin and are documents`, () => {
    const names = defects.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    const texts = defects.map(({ text }) => text);
    expect(new Set([twin, ...texts]).size).toBe(texts.length + 1);
    for (const { name, what, text } of defects) {
      expect(what.length, name).toBeGreaterThan(4);
      expect(descendants(parse(text)).map(element => element.name)).toContain(operation);
    }
  });

test('the defects of a metering id are what they say', () => {
  const lengths = Object.fromEntries(
    meteringDefects.map(defect => {
      const [id] = textOf(defect.write({ meteringId }), 'MID');
      return [defect.name, id === undefined ? undefined : Buffer.from(id, 'base64').length];
    }),
  );
  expect(lengths).toMatchObject({
    'metering-id-absent': undefined,
    'metering-id-empty': 0,
    'metering-id-15-bytes': 15,
    'metering-id-17-bytes': 17,
    'metering-id-unknown': 16,
    'version-absent': 16,
  });
});

test('our schemas refuse what breaks the documented structure, and only that', () => {
  expect(refusedBySchema('GetMeteringCertificate', meteringDefects, { meteringId })).toEqual([
    'challenge-missing',
    'challenge-empty',
    'payload-missing',
    'metering-id-absent',
    'metering-id-empty',
    'metering-id-not-base64',
    'metering-id-15-bytes',
    'metering-id-17-bytes',
    'version-absent',
  ]);
  expect(refusedBySchema('AcquirePackagingData', packagingDefects, { program: 'a' })).toEqual([
    'challenge-missing',
    'challenge-empty',
    'challenge-namespace',
    'protection-system-no-guid',
    'program-absent',
    'offset-absent',
    'offset-no-duration',
    'interval-no-duration',
  ]);
});
