import { gzipSync } from 'node:zlib';
import { expect, test } from '@playwright/test';
import { entry, har, license, licenseResponse, ofPlayer } from './messages.ts';
import { captureFile, take } from './take.ts';

const url = 'https://license.example.com/rightsmanager.asmx';
const challenge = license();

test('bodies in base64 that are still packed are unpacked, others with that header are as they are', () => {
  const wire = (text: string) => gzipSync(text).toString('base64');
  const packed = { 'Content-Encoding': 'gzip' };
  const unpacked = Buffer.from(licenseResponse).toString('base64');
  for (const text of [wire(licenseResponse), unpacked]) {
    const one = entry(
      url,
      '-',
      { ...ofPlayer, ...packed },
      {
        request: { postData: { mimeType: 'text/xml', encoding: 'base64', text: wire(challenge) } },
        response: {
          headers: [
            { name: 'Content-Type', value: 'text/xml' },
            { name: 'Content-Encoding', value: 'gzip' },
          ],
          content: { mimeType: 'text/xml', encoding: 'base64', text },
        },
      },
    );
    const { recordings } = take(captureFile(har([one])));
    expect(Buffer.from(recordings[0]?.request.body ?? []).toString()).toBe(challenge);
    expect(Buffer.from(recordings[0]?.response?.body ?? []).toString()).toBe(licenseResponse);
  }
});

test('a body that unpacks to more than is kept is left out', () => {
  const text = gzipSync(Buffer.alloc(5_000_000, 0x20)).toString('base64');
  const headers = { ...ofPlayer, 'Content-Encoding': 'gzip' };
  const request = { postData: { mimeType: 'text/xml', encoding: 'base64', text } };
  const file = captureFile(har([entry(url, '-', headers, { request })]));
  expect(take(file).skipped).toEqual([expect.stringContaining('not in a bearable size')]);
});
