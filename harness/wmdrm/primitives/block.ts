import type { AssumptionChoices } from '../wmdrm-assumptions.ts';
import { WmdrmError } from '../error.ts';
import {
  coordinateBytes,
  Ecc1Point,
  publicKeyBytes,
  randomScalar,
  readLittleEndian,
  readPoint,
  writeLittleEndian,
  writePoint,
  yOf,
} from './ecc1.ts';

/** Bytes of an encrypted block, two points (MS-DRM 2.2.3.1.3.4), and of what it can hold (2.2.1.2). */
export const encryptedBlockBytes = 2 * publicKeyBytes;
export const blockBytes = 16;

/**
 * What the fifth DWORD may have been counted up to: every second try finds a point. Whatever a wrong key
 * decrypts has any value there.
 */
const mostTries = 0xffff;

type PointOrder = AssumptionChoices['point-order'];

/** Both orders, the assumed one first. */
export function pointOrders(first: PointOrder): readonly PointOrder[] {
  const all: readonly PointOrder[] = ['ephemeral-first', 'masked-first'];
  return [first, ...all.filter(order => order !== first)];
}

/**
 * Encrypts 1 to 16 bytes to a public key: `{text}K` of MS-DRM 1.3 over ECC1. A shorter text is filled up
 * with zero bytes.
 *
 * @throws WmdrmError for another length, and for a key that is no point of the curve
 */
export function encryptBlock(
  text: Uint8Array,
  publicKey: Uint8Array,
  order: PointOrder,
): Uint8Array {
  const secret = randomScalar();
  const ephemeral = writePoint(Ecc1Point.BASE.multiply(secret));
  const masked = writePoint(pointOfText(text).add(recipientOf(publicKey).multiply(secret)));
  return Uint8Array.from(
    order === 'ephemeral-first' ? [...ephemeral, ...masked] : [...masked, ...ephemeral],
  );
}

/**
 * Decrypts a block of 80 bytes to the 16 bytes that it holds.
 *
 * @throws WmdrmError for another length, where one half is no point of the curve, and for what was not
 *   encrypted to this key
 */
export function decryptBlock(block: Uint8Array, privateKey: bigint, order: PointOrder): Uint8Array {
  if (block.length !== encryptedBlockBytes)
    throw new WmdrmError(
      `Expected an encrypted block of ${encryptedBlockBytes} bytes; it has ${block.length}.`,
    );
  const halves = [block.subarray(0, publicKeyBytes), block.subarray(publicKeyBytes)].map(readPoint);
  const [ephemeral, masked] = order === 'ephemeral-first' ? halves : halves.toReversed();
  if (ephemeral === undefined || masked === undefined)
    throw new WmdrmError('Expected a block of two points; there are fewer.');
  const point = masked.subtract(ephemeral.multiply(privateKey));
  if (point.is0()) throw new WmdrmError('Expected a block with a text; it holds no point.');
  const text = Buffer.from(writeLittleEndian(point.toAffine().x));
  if (text.readUInt32LE(blockBytes) > mostTries)
    throw new WmdrmError('Expected a block with a text; what this key makes of it is none.');
  return new Uint8Array(text.subarray(0, blockBytes));
}

/** Public keys that were encrypted to, the newest last; a run has one server and few machines. */
const recipients = new Map<string, Ecc1Point>();
const mostRecipients = 16;

/** The point of a public key, with its multiples computed: the second encryption costs a fifth of the first. */
function recipientOf(publicKey: Uint8Array): Ecc1Point {
  const name = Buffer.from(publicKey).toString('hex');
  const point = recipients.get(name) ?? readPoint(publicKey).precompute(4);
  recipients.set(name, point);
  for (const oldest of recipients.keys()) {
    if (recipients.size <= mostRecipients) break;
    recipients.delete(oldest);
  }
  return point;
}

/** The first point whose x begins with the text, counted up in the fifth DWORD (MS-DRM 2.2.1.2). */
function pointOfText(text: Uint8Array): Ecc1Point {
  if (text.length < 1 || text.length > blockBytes)
    throw new WmdrmError(`Expected 1 to ${blockBytes} bytes to encrypt; there are ${text.length}.`);
  const buffer = Buffer.alloc(coordinateBytes);
  buffer.set(text);
  for (let counter = 0; ; counter++) {
    buffer.writeUInt32LE(counter, blockBytes);
    const x = readLittleEndian(buffer);
    const y = yOf(x);
    if (y !== undefined) return Ecc1Point.fromAffine({ x, y });
  }
}
