import { expect, test } from '@playwright/test';
import { PlayReadyError } from '../../harness/playready/error.ts';
import { readHeaderSource } from '../../harness/playready/header/header-source.ts';
import { writePssh } from '../../harness/playready/pssh.ts';
import { fc } from '../fast-check.ts';
import { refuses } from './thrown.ts';
import { fromBase64, publishedHeader, vectors } from './vectors.ts';

const object = fromBase64(vectors.headerSpecification.object);
const box = writePssh(object);
const xml = publishedHeader('3.4.2');
const text = (written: string) => new Uint8Array(Buffer.from(written, 'latin1'));
const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64');
const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');

for (const [what, bytes, form] of [
  ['an object', object, 'object'],
  [
    'an object in base64 on several lines',
    text(base64(object).replace(/.{76}/g, '$&\n')),
    'object',
  ],
  ['an object in hexadecimal digits', text(hex(object).toUpperCase()), 'object'],
  ['a box', box, 'pssh'],
  ['a box in base64', text(base64(box)), 'pssh'],
  ['a box in hexadecimal digits', text(`0x${hex(box)}\n`), 'pssh'],
  ['a header in UTF-8', text(xml), 'header'],
  ['a header in UTF-8 with a mark', text(`\xef\xbb\xbf${xml}`), 'header'],
  ['a header in UTF-16LE', new Uint8Array(Buffer.from(xml, 'utf16le')), 'header'],
  ['a header in UTF-16BE with a mark', Buffer.from(`\ufeff${xml}`, 'utf16le').swap16(), 'header'],
  ['a header in base64', text(base64(new Uint8Array(Buffer.from(xml, 'utf16le')))), 'header'],
] as const)
  test(`found: ${what}`, () => {
    const source = readHeaderSource(bytes);
    expect(source.form).toBe(form);
    expect(source.boxes).toHaveLength(form === 'pssh' ? 1 : 0);
    expect(source.objects.flat().map(({ type, value }) => [type, value.length])).toEqual(
      form === 'header' ? [] : [[1, 850]],
    );
    expect(source.header === undefined).toBe(form !== 'header');
  });

test('of several boxes the ones of PlayReady are taken', () => {
  const other = fromBase64(vectors.psshTools.otherSystem);
  const { boxes, objects } = readHeaderSource(Uint8Array.of(...other, ...box, ...box));
  expect([boxes.length, objects.length]).toEqual([2, 2]);
  expect(() => readHeaderSource(other)).toThrow(PlayReadyError);
});

test('arbitrary bytes are read or refused, and nothing else', () => {
  const bytes = fc.uint8Array({ maxLength: 80 });
  fc.assert(
    fc.property(
      fc.oneof(
        bytes,
        bytes.map(each => text(base64(each))),
        bytes.map(each => text(hex(each))),
        fc.string({ maxLength: 40 }).map(text),
      ),
      each => {
        refuses(() => readHeaderSource(each));
      },
    ),
  );
});
