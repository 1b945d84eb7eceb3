import { readEnvelope } from '../soap/envelope.ts';
import { readMediaType } from '../soap/media-type.ts';
import { parseXml } from '../xml/parse.ts';
import { XmlRefusal } from '../xml/refusal.ts';
import { headerOf, type CapturedResponse } from './captured.ts';
import type { RecordedOperation } from './operations.ts';
import { holds } from './holds.ts';
import type { SecretValue } from './secret-values.ts';

/** Operations whose success carries content keys or private keys, encrypted or not. */
const givesKeys = new Set([
  'playready AcquirePackagingData',
  'playready JoinDomain',
  'rms AcquireContentKey',
  'rms Activate',
  'rms Certify',
  'rms GetClientLicensorCert',
]);

/** Elements that hold a key, as markup or as a fault quotes it. */
const keyElement = /(?:<|&lt;)(?:[^\s<>&/:]{1,40}:)?(?:KeyData|ContentKey)\b/i;

/**
 * Why the body of a response is not kept; undefined when it is. Kept are SOAP messages of operations
 * that give no keys, and faults; of WMDRM, which is no SOAP, all. In any of them no element may be
 * there that holds a key, and no value that was removed from the rest of the exchange.
 */
export function whyWithheld(
  { protocol, operation }: RecordedOperation,
  response: CapturedResponse,
  secrets: readonly SecretValue[],
): string | undefined {
  const { body } = response;
  if (body === undefined) return undefined;
  const texts = readings(body.bytes);
  if (texts.some(text => keyElement.test(text))) return 'it holds a content key';
  const repeated = secrets.find(({ value }) => holds(texts, value));
  if (repeated !== undefined) return `it repeats the ${repeated.where}`;
  if (protocol === 'wmdrm') return undefined;
  const content = soapContent(response);
  if (content === undefined) return 'it is no SOAP message, so what it holds is not known';
  if (givesKeys.has(`${protocol} ${operation}`) && content !== 'Fault')
    return `${operation} gives keys`;
  return undefined;
}

/** A body as the texts that it may be. */
export function readings(bytes: Uint8Array): readonly string[] {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const narrow = buffer.toString('latin1');
  if (!buffer.includes(0)) return [narrow];
  return [narrow, buffer.toString('utf16le'), buffer.subarray(1).toString('utf16le')];
}

/** The name of the element that a SOAP message carries. */
function soapContent({ headers, body }: CapturedResponse): string | undefined {
  const charset = readMediaType(headerOf(headers, 'content-type') ?? '')?.charset;
  try {
    const envelope = readEnvelope(parseXml(body?.bytes ?? new Uint8Array(), charset));
    return 'problem' in envelope ? undefined : (envelope.content?.name ?? '');
  } catch (error) {
    if (error instanceof XmlRefusal) return undefined;
    throw error;
  }
}
