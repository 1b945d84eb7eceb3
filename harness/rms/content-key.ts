import type { Reply } from '../soap/reply.ts';
import { descendants, type XmlElement } from '../xml/element.ts';
import { describeReply } from '../verdict/expect.ts';
import { violate } from '../verdict/violation.ts';
import { decodeBase64 } from '../base64.ts';
import { sameContentKey } from '../xrml/content-key.ts';
import type { SealedLicence } from './licences.ts';

/** Bytes of the KeyHeader (MS-RMPR 2.2.9.1.13.1) that a server may leave in front of the key. */
const keyHeaderLength = 12;

/** Every ContentKey element of a reply, wherever it stands: judging its place is another check's. */
export function contentKeyElements(reply: Reply): readonly XmlElement[] {
  if (reply.envelope === undefined || reply.fault !== undefined) return [];
  return descendants(reply.envelope.body).filter(element => element.name === 'ContentKey');
}

/** Whether the first key in the reply is the one that was sealed into the licence. */
export function returnsKeyOf(reply: Reply, licence: SealedLicence): boolean {
  return keyDoubt(reply, licence) === undefined;
}

/** What came instead of the key that was sealed into the licence, or undefined when it came. */
export function keyDoubt(reply: Reply, licence: SealedLicence): string | undefined {
  const [element] = contentKeyElements(reply);
  if (element === undefined) return describeReply(reply);
  return isKeyOf(element.text, licence) ? undefined : describeKey(element.text);
}

/** Throws a Violation unless the reply returns the licence's key. Never quotes a key. */
export function expectKeyOf(reply: Reply, licence: SealedLicence, what?: string): void {
  const came = keyDoubt(reply, licence);
  if (came === undefined) return;
  const { type, bytes } = licence.contentKey;
  violate(
    `the ${type} content key of ${bytes.length} bytes that was sealed into the license`,
    came,
    what ?? contentKeyElements(reply)[0]?.path,
  );
}

function describeKey(base64: string): string {
  const bytes = decodeBase64(base64);
  return bytes === undefined
    ? 'a ContentKey that is no base64'
    : `a ContentKey of ${bytes.length} bytes that differs from it`;
}

/**
 * "A base-64 encoded binary content key" (3.2.4.1.3.4) leaves open whether the KeyHeader, in which a
 * license wraps every key, comes along: both are taken.
 */
function isKeyOf(base64: string, { contentKey }: SealedLicence): boolean {
  const bytes = decodeBase64(base64);
  if (bytes === undefined) return false;
  const { type } = contentKey;
  return (
    sameContentKey({ type, bytes }, contentKey) ||
    sameContentKey({ type, bytes: bytes.subarray(keyHeaderLength) }, contentKey)
  );
}
