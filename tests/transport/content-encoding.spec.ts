import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import { expect, test } from '@playwright/test';
import { decodeBody } from '../../harness/transport/content-encoding.ts';
import { fc } from '../fast-check.ts';

const encoders = { gzip: gzipSync, deflate: deflateSync, br: brotliCompressSync };

for (const [encoding, encode] of Object.entries(encoders))
  test(`${encoding} is undone within the limit`, async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ minLength: 1 }), async body => {
        const encoded = encode(body);
        expect(await decodeBody(encoded, encoding.toUpperCase(), body.length)).toEqual(
          Buffer.from(body),
        );
        expect(await decodeBody(encoded, encoding, body.length + 1)).toEqual(Buffer.from(body));
        if (body.length > 1)
          expect(await decodeBody(encoded, encoding, body.length - 1)).toMatchObject({
            code: 'too-large',
          });
      }),
      { numRuns: 50 },
    );
  });

test('a body without the header, and one in identity, are left alone', async () => {
  const body = Buffer.from('x');
  expect(await decodeBody(body, undefined, 1)).toBe(body);
  expect(await decodeBody(body, ' Identity ', 1)).toBe(body);
});

test('no body needs no decoding', async () => {
  const body = new Uint8Array();
  expect(await decodeBody(body, 'gzip', 1)).toBe(body);
});
