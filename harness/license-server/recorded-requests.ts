import { readRecordings } from '../recordings/read-recordings.ts';
import { wmdrmOperations } from '../recordings/operations.ts';
import { decodeMessageBase64 } from '../wmdrm/message-base64.ts';

/** What a request in base64 is the base64 of. */
export type RequestEncoding = 'utf8' | 'utf16le';

/** The first recorded request of each kind; undefined where the folder has none. */
export interface RecordedRequests {
  /** A version 7 or 11 request in XML, as it was or decoded. */
  readonly request?: string;
  /** Where it was posted as base64: of which encoding of it. */
  readonly encoded?: RequestEncoding;
  /** A version 1 request, decoded. */
  readonly packet?: Uint8Array;
}

/**
 * Reads what a licensed client has asked a WMDRM server for (docs/recordings.md).
 *
 * @throws UserError when the folder holds something else than recordings
 */
export function readRecordedRequests(folder: string): RecordedRequests {
  const recordings = readRecordings(folder).filter(({ protocol }) => protocol === 'wmdrm');
  const ofOperation = (name: string) =>
    recordings.filter(({ operation }) => operation === name).map(({ request }) => request);
  const [challenge] = ofOperation(wmdrmOperations.post).flatMap(({ body }) => {
    const form = new URLSearchParams(Buffer.from(body).toString('latin1'));
    return form.get('challenge') ?? [];
  });
  const [packet] = ofOperation(wmdrmOperations.get).flatMap(({ path }) => {
    const value = new URL(path, 'http://recorded').searchParams.get('challenge');
    return value === null ? [] : [decodeMessageBase64(value.replaceAll(' ', '+'))];
  });
  return { ...(challenge !== undefined && textOf(challenge)), ...(packet && { packet }) };
}

function textOf(challenge: string): RecordedRequests {
  if (challenge.includes('<LICENSEREQUEST')) return { request: challenge };
  const bytes = Buffer.from(decodeMessageBase64(challenge.replaceAll(' ', '+')) ?? []);
  const encoded: RequestEncoding = bytes.includes(0) ? 'utf16le' : 'utf8';
  const request = bytes.toString(encoded);
  return request.includes('<LICENSEREQUEST') ? { request, encoded } : {};
}
