import { expect, test } from '@playwright/test';
import { PlayReadyError } from '../../harness/playready/error.ts';
import { namesKid, readLicense } from '../../harness/playready/license.ts';
import { writeTestLicense } from '../../reference/playready/write-license.ts';
import { fc } from '../fast-check.ts';
import { bytesOf, sample, signedResponse, textOf, textsOf } from './samples.ts';
import { refuses } from './thrown.ts';

const encode = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');

test.describe('published licenses', () => {
  const printed = sample('license-response.xml');
  const licenses = [...textsOf(signedResponse, 'License'), textOf(printed, 'License')];

  test('have the magic, version 3, ids of their own, and objects that fill them', () => {
    expect(licenses).toHaveLength(3);
    const ids = licenses.map(text => {
      const { framing } = readLicense(text);
      if (!framing.fits) throw new Error(framing.reason);
      expect(framing.version).toBe(3);
      expect(framing.id).toHaveLength(16);
      return encode(framing.id);
    });
    expect(new Set(ids).size).toBe(3);
  });

  test('hold the key id of the request that they answer', () => {
    const kid = bytesOf(textOf(sample('license-request.xml'), 'KID'));
    expect(licenses.map(text => namesKid(readLicense(text), kid))).toEqual([false, false, true]);
  });
});

test.describe('framing', () => {
  const [first = ''] = textsOf(signedResponse, 'License');
  const bytes = bytesOf(first);

  test('that does not fit is told, and no reason to refuse', () => {
    for (const wrong of [bytes.subarray(0, -1), Buffer.concat([bytes, Buffer.alloc(4)])])
      expect(readLicense(encode(wrong)).framing).toMatchObject({
        fits: false,
        reason: expect.stringContaining('Expected an object'),
      });
    expect(readLicense('WE1SAA==').framing).toEqual({
      fits: false,
      reason: 'Expected at least 24 bytes; there are 4.',
    });
  });

  test('is followed only so deep', () => {
    const nest = (depth: number): Uint8Array => {
      const bytesNested = Buffer.alloc(24 + 8 * depth);
      bytesNested.write('XMR\0', 'latin1');
      for (let level = 0; level < depth; level += 1) {
        bytesNested.writeUInt16BE(2, 24 + 8 * level);
        bytesNested.writeUInt32BE(8 * (depth - level), 24 + 8 * level + 4);
      }
      return bytesNested;
    };
    expect(readLicense(encode(nest(32))).framing.fits).toBe(true);
    expect(readLicense(encode(nest(100_000))).framing).toMatchObject({
      fits: false,
      reason: expect.stringContaining('32 deep'),
    });
  });
});

test('what is no license is refused', () => {
  const wrong = [
    '',
    'this is a license',
    'WE1SAA',
    'WE1SQQ==',
    'WE1S',
    encode(Buffer.from('xmr\0')),
  ];
  for (const text of wrong) expect([text, refuses(() => readLicense(text))]).toEqual([text, true]);
  expect(refuses(() => readLicense('A'.repeat((1 << 21) + 4)))).toBe(true);
});

test('white space within base64 is no matter', () => {
  const [first = ''] = textsOf(signedResponse, 'License');
  const broken = first.replace(/.{76}/g, '$&\r\n');
  expect(encode(readLicense(broken).bytes)).toBe(first);
});

test('a key id has 16 bytes', () => {
  const license = readLicense(writeTestLicense(Buffer.alloc(16, 7)));
  for (const length of [0, 8, 17])
    expect(refuses(() => namesKid(license, new Uint8Array(length)))).toBe(true);
});

test('a written license is read, and names its key id and no other', () => {
  const kids = fc.uint8Array({ minLength: 16, maxLength: 16 });
  fc.assert(
    fc.property(kids, kids, (kid, other) => {
      const license = readLicense(writeTestLicense(kid));
      expect(license.framing).toMatchObject({ fits: true, version: 3 });
      expect(namesKid(license, kid)).toBe(true);
      fc.pre(encode(kid) !== encode(other));
      // Sixteen random bytes do not occur by chance.
      if (new Set(other).size > 4) expect(namesKid(license, other)).toBe(false);
      expect(Buffer.from(license.bytes).includes('Assay TEST license')).toBe(true);
    }),
  );
});

test('whatever the text is, nothing but a PlayReadyError is thrown', () => {
  const framed = fc
    .uint8Array({ maxLength: 200 })
    .map(rest => encode(Buffer.concat([Buffer.from('XMR\0', 'latin1'), rest])));
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.base64String(), framed), text => {
      try {
        return typeof readLicense(text).framing.fits === 'boolean';
      } catch (error) {
        return error instanceof PlayReadyError;
      }
    }),
    { numRuns: 5000 },
  );
});
