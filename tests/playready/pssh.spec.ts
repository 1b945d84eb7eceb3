import { expect, test } from '@playwright/test';
import { PlayReadyError } from '../../harness/playready/error.ts';
import { swapGuid } from '../../harness/playready/kid.ts';
import { playReadySystemId, readPsshBoxes, writePssh } from '../../harness/playready/pssh.ts';
import { fc } from '../fast-check.ts';
import { refuses } from './thrown.ts';
import { fromBase64, fromHex, vectors } from './vectors.ts';

const { psshTools, headerSpecification } = vectors;
const published = fromBase64(headerSpecification.object);

test('a version 0 box is laid out as documented', () => {
  const box = writePssh(published);
  const head = Buffer.from(box.subarray(0, 32)).toString('hex');
  expect(head).toBe('0000037c70737368000000009a04f07998404286ab92e65be0885f950000035c');
  expect(readPsshBoxes(box)).toEqual([
    { version: 0, systemId: playReadySystemId, kids: [], data: published },
  ]);
});

test('a version 1 box lists its KIDs big-endian, as pssh-tools does', () => {
  const kid = swapGuid(fromHex(psshTools.kid));
  const box = writePssh(fromBase64(psshTools.object), [kid]);
  const head = Buffer.from(box.subarray(4, 48)).toString('hex');
  expect(head).toBe(`70737368010000009a04f07998404286ab92e65be0885f9500000001${psshTools.kid}`);
  expect(readPsshBoxes(box)).toMatchObject([{ version: 1, kids: [kid] }]);
});

test('a box of another system is read, and told by its SystemID', () => {
  const [box] = readPsshBoxes(fromBase64(psshTools.otherSystem));
  expect(box).toMatchObject({ version: 0, systemId: 'edef8ba9-79d6-4ace-a3c8-27dcd51d21ed' });
  expect(box?.data).toHaveLength(33);
});

test('several boxes stand one after the other; a size of 0 reaches to the end', () => {
  const other = fromBase64(psshTools.otherSystem);
  const last = writePssh(published).fill(0, 0, 4);
  const boxes = readPsshBoxes(Uint8Array.of(...other, ...last));
  expect(boxes.map(({ systemId }) => systemId.slice(0, 8))).toEqual(['edef8ba9', '9a04f079']);
  expect(boxes[1]?.data).toEqual(published);
});

const kids = fc.array(fc.uint8Array({ minLength: 16, maxLength: 16 }), { maxLength: 4 });

test('what is written is read', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), fc.option(kids), (data, list) => {
      expect(readPsshBoxes(writePssh(data, list ?? undefined))).toEqual([
        { version: list === null ? 0 : 1, systemId: playReadySystemId, kids: list ?? [], data },
      ]);
    }),
  );
});

const box = writePssh(published, [new Uint8Array(16)]);
for (const [what, bytes, says] of [
  ['nothing', new Uint8Array(0), 'at byte 0; found none'],
  ['another box', box.with(4, 0x6d), 'at byte 0; found none'],
  ['a size beyond the end', box.with(2, 0xff), 'within its 912 bytes; its size says'],
  ['a size below the least', Uint8Array.of(0, 0, 0, 7, ...box.subarray(4)), 'its size says 7'],
  ['another version', box.with(8, 2), 'version 0 or 1; found 2'],
  ['more KIDs than there are', box.with(29, 1), '65537 KIDs'],
  ['more data than there is', box.with(48, 1), 'Expected the data'],
  ['less data than there is', box.with(51, 0), 'bytes follow'],
  ['something behind it', Uint8Array.of(...box, 0), 'at byte 912; found none'],
] as const)
  test(`refused: ${what}`, () => {
    const read = () => readPsshBoxes(bytes);
    expect(read).toThrow(PlayReadyError);
    expect(read).toThrow(says);
  });

test('a changed, cut or arbitrary box is read or refused, and nothing else', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.uint8Array({ maxLength: 64 }),
        fc.uint8Array({ maxLength: 64 }).map(rest => Uint8Array.of(...box.subarray(0, 8), ...rest)),
        fc.tuple(fc.nat(60), fc.nat(255)).map(([at, byte]) => box.with(at, byte)),
        fc.nat(box.length).map(length => box.subarray(0, length)),
      ),
      bytes => {
        refuses(() => readPsshBoxes(bytes));
      },
    ),
  );
});
