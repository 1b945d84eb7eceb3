import { randomBytes, type KeyObject } from 'node:crypto';
import { objectTypes, type Metering } from '../../harness/playready/certificate.ts';
import { publicKeyBytes, signP256 } from '../../harness/playready/p256.ts';
import { joinBytes, u32, writeObject, type ObjectContent } from './write-objects.ts';

/** What a test certificate is to say. */
export interface CertificateContent {
  /** Name, model, number; `Assay TEST` should be in them. */
  readonly manufacturer: readonly string[];
  /** X then Y, 64 bytes each. */
  readonly publicKeys: readonly Uint8Array[];
  readonly metering?: Metering;
  /** Objects of other types, written into the signed bytes as they are. */
  readonly others?: readonly ObjectContent[];
}

const version = 1;
const keyBits = u32(512);

/** The whole signature object, header included. */
const signatureLength = 8 + 4 + 64 + 4 + 64;

/**
 * Writes a certificate of our own in the container layout of the public samples (PlayReady-facts 1.5):
 * "CERT", version, length, signed length, objects, signature with the issuer's key. What basic info
 * says, and for what keys may be used, is not public: random bytes stand there, and no uses. So no
 * PlayReady client takes it for a certificate of Microsoft's, and none is meant to.
 *
 * @param issuer - the private key that signs, on P-256
 */
export function writeCertificate(content: CertificateContent, issuer: KeyObject): Uint8Array {
  const { metering, others = [] } = content;
  const objects = [
    { flags: 1, type: objectTypes.basicInfo, body: new Uint8Array(randomBytes(80)) },
    ...(metering === undefined ? [] : [meteringObject(metering)]),
    ...others,
    keyInfo(content.publicKeys),
    manufacturer(content.manufacturer),
  ].map(writeObject);
  const signedLength = 16 + objects.reduce((sum, object) => sum + object.length, 0);
  const signedBytes = joinBytes(
    Buffer.from('CERT', 'latin1'),
    u32(version),
    u32(signedLength + signatureLength),
    u32(signedLength),
    ...objects,
  );
  const body = joinBytes(
    Uint8Array.of(0, 1, 0, 64),
    signP256(signedBytes, issuer),
    keyBits,
    publicKeyBytes(issuer),
  );
  return joinBytes(signedBytes, writeObject({ flags: 1, type: objectTypes.signature, body }));
}

/** Writes a chain, leaf first: "CHAI", version, total length, flags, count (PlayReady-facts 1.5). */
export function writeCertificateChain(certificates: readonly Uint8Array[]): Uint8Array {
  const content = joinBytes(...certificates);
  return joinBytes(
    Buffer.from('CHAI', 'latin1'),
    u32(version),
    u32(20 + content.length),
    u32(0),
    u32(certificates.length),
    content,
  );
}

function keyInfo(keys: readonly Uint8Array[]): ObjectContent {
  const entries = keys.flatMap(key => [Uint8Array.of(0, 1, 2, 0), u32(0), key, u32(0)]);
  return { flags: 1, type: objectTypes.keyInfo, body: joinBytes(u32(keys.length), ...entries) };
}

function manufacturer(strings: readonly string[]): ObjectContent {
  const entries = strings.flatMap(value => textEntry(value));
  return { flags: 0, type: objectTypes.manufacturer, body: joinBytes(u32(0), ...entries) };
}

function meteringObject({ meteringId, url }: Metering): ObjectContent {
  return {
    flags: 1,
    type: objectTypes.metering,
    body: joinBytes(meteringId, ...textEntry(url)),
  };
}

/** u32 length with a final NUL, then the text, padded to four bytes. */
function textEntry(value: string): readonly Uint8Array[] {
  const text = Buffer.from(`${value}\0`, 'utf8');
  return [u32(text.length), text, new Uint8Array(-text.length & 3)];
}
