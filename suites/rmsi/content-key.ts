import type { Reply } from '../../harness/soap/reply.ts';
import { descendants, type XmlElement } from '../../harness/xml/element.ts';
import { describeReply } from '../../harness/verdict/expect.ts';
import { violate } from '../../harness/verdict/violation.ts';
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
  const came =
    element === undefined
      ? describeReply(reply)
      : `a ContentKey of ${Buffer.from(element.text, 'base64').length} bytes that differs from it`;
  const size = licence.contentKey.bytes.length;
  violate(
    `the ${licence.contentKey.type} content key of ${size} bytes that was sealed into the license`,
    came,
    what ?? element?.path,
  );
}

/**
 * "A base-64 encoded binary content key" (3.2.4.1.3.4) leaves open whether the KeyHeader, in which a
 * license wraps every key, comes along: both are taken.
 */
function isKeyOf(base64: string, { contentKey }: SealedLicence): boolean {
  const bytes = new Uint8Array(Buffer.from(base64, 'base64'));
  const { type } = contentKey;
  return (
    sameContentKey({ type, bytes }, contentKey) ||
    sameContentKey({ type, bytes: bytes.subarray(keyHeaderLength) }, contentKey)
  );
}
