import type { Reply } from '../../harness/soap/reply.ts';
import { descendants, type XmlElement } from '../../harness/xml/element.ts';
import { describeReply } from '../../harness/verdict/expect.ts';
import { violate } from '../../harness/verdict/violation.ts';
import { decodeBase64 } from '../../harness/xrml/base64.ts';
import { sameContentKey } from '../../harness/xrml/content-key.ts';
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
  const [element] = contentKeyElements(reply);
  return element !== undefined && isKeyOf(element.text, licence);
}

/** Throws a Violation unless the reply returns the licence's key. Never quotes a key. */
export function expectKeyOf(reply: Reply, licence: SealedLicence, what?: string): void {
  if (returnsKeyOf(reply, licence)) return;
  const [element] = contentKeyElements(reply);
  const came = element === undefined ? describeReply(reply) : describeKey(element.text);
  const size = licence.contentKey.bytes.length;
  violate(
    `the ${licence.contentKey.type} content key of ${size} bytes that was sealed into the license`,
    came,
    what ?? element?.path,
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
