import { createServer, type AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { expect, test } from '@playwright/test';
import { writePlayReadyObject } from '../../harness/playready/object.ts';
import { objectOfHeader } from '../../harness/playready/header/write-header.ts';
import { header as headerNamespace } from '../../harness/playready/namespaces.ts';
import type { HttpResponse } from '../../reference/http/message.ts';
import { conforming, type Behaviour } from '../../reference/playready/behaviour.ts';
import { joinBytes, u32 } from '../../reference/playready/write-objects.ts';
import { judgePlayReady } from './judge-playready.ts';

const text = ({ body }: HttpResponse) => Buffer.from(body).toString('utf8');

/** A server that puts this in front of the first license. */
const beforeLicense = (markup: string): Partial<Behaviour> => ({
  finish: response => ({ ...response, body: text(response).replace('<License>', `${markup}$&`) }),
});

const chain = (count: number, ...rest: readonly Uint8Array[]): Partial<Behaviour> => {
  const content = joinBytes(...rest);
  const bytes = joinBytes(
    Buffer.from('CHAI'),
    u32(1),
    u32(20 + content.length),
    u32(0),
    u32(count),
  );
  return { meteringChain: () => joinBytes(bytes, content) };
};

const certificate = (length: number, signed: number, rest: Uint8Array): Uint8Array =>
  joinBytes(Buffer.from('CERT'), u32(1), u32(length), u32(signed), rest);

const header = (content: string): Partial<Behaviour> => ({
  protectionObject: () =>
    objectOfHeader(
      `<WRMHEADER xmlns="${headerNamespace}" version="4.0.0.0">${content}</WRMHEADER>`,
    ),
});

const nested = Buffer.from(`XMR\0${'\0'.repeat(20)}`, 'latin1');
const containers = Array.from({ length: 2_000 }, (_, index) =>
  joinBytes(Uint8Array.of(0, 2, 0, 1), u32(8 * (2_000 - index))),
);

/** Answers that are made to break whoever reads them, and the area that reads them. */
const answers: Readonly<Record<string, readonly [area: string, Partial<Behaviour>]>> = {
  'nests elements in a license': [
    'acquire-license',
    beforeLicense('<License>' + '<a>'.repeat(50_000) + '</a>'.repeat(50_000) + '</License>'),
  ],
  'sends more elements than anybody reads': [
    'transport.soap-over-http',
    beforeLicense('<a/>'.repeat(600_000)),
  ],
  'sends 100,000 licenses': [
    'acquire-license.license',
    beforeLicense('<License>WE1SAA==</License>'.repeat(100_000)),
  ],
  'nests the objects of a license': [
    'acquire-license.license',
    beforeLicense(
      `<License>${Buffer.from(joinBytes(nested, ...containers)).toString('base64')}</License>`,
    ),
  ],
  'names elements and texts like what objects inherit': [
    'acquire-license',
    beforeLicense('<__proto__/><constructor/><toString>__proto__</toString>'),
  ],
  'counts 4,294,967,295 certificates': ['metering', chain(0xffffffff)],
  'says that a certificate has no length': ['metering', chain(1, certificate(0, 0, u32(0)))],
  'says that a certificate is endless': [
    'metering',
    chain(1, certificate(0xffffffff, 0xffffffff, u32(0))),
  ],
  'says that an object has no length': [
    'metering',
    chain(1, certificate(24, 16, joinBytes(u32(8), u32(0)))),
  ],
  'says that an object overlaps the next certificate': [
    'metering',
    chain(2, certificate(24, 16, joinBytes(u32(8), u32(40))), certificate(16, 16, u32(0))),
  ],
  'packs 65,535 records into an object': [
    'packaging',
    {
      protectionObject: () =>
        writePlayReadyObject(Array.from({ length: 65_535 }, () => ({ type: 1, value: u32(0) }))),
    },
  ],
  'declares entities in a header': [
    'packaging',
    {
      protectionObject: () =>
        objectOfHeader('<!DOCTYPE a [<!ENTITY e SYSTEM "file:///etc/passwd">]><a>&e;</a>'),
    },
  ],
  'names parts of a header like what objects inherit': [
    'packaging',
    header('<DATA><__proto__>x</__proto__><KID>constructor</KID></DATA>'),
  ],
  'packages 20,000 keys': [
    'packaging',
    {
      writePackagedKey: (...given) => {
        const [, keyId = ''] = /<KeyId>([^<]*)/.exec(conforming.writePackagedKey(...given)) ?? [];
        const keys = Array.from(
          { length: 20_000 },
          (_, index) =>
            `<KeyId>${keyId}</KeyId><KeyData>${Buffer.from(`key ${index} of Assay`).toString('base64')}</KeyData>`,
        );
        return keys.join('') + conforming.writePackagedKey(...given);
      },
    },
  ],
  'writes a status code of a million digits': [
    'faults',
    { writeStatusCode: () => `0x${'f'.repeat(1_000_000)}` },
  ],
  'sends a body that swells': [
    'transport.soap-over-http',
    {
      finish: response => ({
        ...response,
        headers: { ...response.headers, 'content-encoding': 'gzip' },
        body: gzipSync(Buffer.alloc(100_000_000, 'x')),
      }),
    },
  ],
};

for (const [what, [area, behaviour]] of Object.entries(answers))
  test(`a server that ${what} gets verdicts`, async () => {
    const outcomes = await judgePlayReady(behaviour, { area });
    expect(outcomes['harness-error']).toBeUndefined();
  });

test('wherever a server points, nobody goes', async () => {
  let visits = 0;
  const canary = createServer(() => void (visits += 1));
  await new Promise<void>(resolve => canary.listen(0, '127.0.0.1', resolve));
  const { port } = canary.address() as AddressInfo;
  const elsewhere = `http://user:word@127.0.0.1:${port}/rightsmanager.asmx`;
  try {
    for (const status of [301, 302, 303, 307, 308, 500]) {
      const behaviour: Partial<Behaviour> = {
        finish: response => ({
          ...response,
          status,
          headers: { ...response.headers, location: elsewhere, refresh: `0; url=${elsewhere}` },
        }),
        writeException: (statusCode, parts) =>
          conforming.writeException(statusCode, { ...parts, redirectUrl: elsewhere }),
        meteringUrl: () => elsewhere,
      };
      for (const area of ['acquire-license', 'metering'])
        expect((await judgePlayReady(behaviour, { area }))['harness-error']).toBeUndefined();
    }
    expect(visits).toBe(0);
  } finally {
    await new Promise(resolve => canary.close(resolve));
  }
});
