import { assumedChallenge, type Challenge } from '../../harness/clock/challenge.ts';
import { child, descendants } from '../../harness/xml/element.ts';
import { escapeText } from '../../harness/xml/escape.ts';
import { parseXml } from '../../harness/xml/parse.ts';
import { decodeBase64, encodeBase64 } from '../../harness/base64.ts';
import type { TestClockKey } from './test-clock-key.ts';

/** What a response says (MS-DRMCD 2.2.2.5.2). */
export interface ResponseData {
  readonly tid: string;
  readonly gmtTime: string;
  readonly refreshDate: string;
}

/** What is put around the data. */
export interface SignedData {
  /** The DATA element as it was signed. */
  readonly data: string;
  /** base64. */
  readonly signature: string;
  /** base64, leaf first. */
  readonly certificates: readonly string[];
}

/** How V1 answers a challenge (MS-DRMCD 2.2.2.5, 3.2.5.5.7). */
export interface ResponseRules {
  /** The challenge in a form's text; undefined where there is none. */
  readonly readChallenge: (form: string) => Challenge | undefined;
  readonly responseStatus: () => number;
  /** `previous` is the TID of the transaction before. */
  readonly responseTid: (tid: string, previous: string | undefined) => string;
  readonly gmtTime: (now: Date) => string;
  readonly refreshDate: (now: Date) => string;
  readonly writeData: (data: ResponseData) => string;
  readonly sign: (data: string, key: TestClockKey) => string;
  readonly writeMessage: (signed: SignedData) => string;
  readonly encodeMessage: (message: string) => string;
}

/** Milliseconds after which this server wants to be asked again. */
const refreshMs = 7 * 24 * 60 * 60 * 1_000;

/** A challenge as the harness assumes it: the form's one field, and the DATA of the message in it. */
function readChallenge(form: string): Challenge | undefined {
  const field = assumedChallenge.slice(0, assumedChallenge.indexOf('='));
  const bytes = decodeBase64(new URLSearchParams(form).get(field) ?? '');
  if (bytes === undefined) return undefined;
  try {
    const root = parseXml(bytes);
    const data = descendants(root).find(({ name }) => name === 'DATA');
    const [url, tid] = ['URL', 'TID'].map(name => data && child(data, name)?.text);
    return url === undefined || tid === undefined || tid === '' ? undefined : { url, tid };
  } catch {
    return undefined;
  }
}

export const conformingResponse: ResponseRules = {
  readChallenge,
  responseStatus: () => 200,
  responseTid: tid => tid,
  gmtTime: now => now.toISOString(),
  refreshDate: now => new Date(now.getTime() + refreshMs).toISOString(),
  writeData: ({ tid, gmtTime, refreshDate }) =>
    `<DATA><TID>${escapeText(tid)}</TID><GMTTIME>${gmtTime}</GMTTIME><REFRESHDATE>${refreshDate}</REFRESHDATE></DATA>`,
  sign: (data, key) => key.sign(data),
  writeMessage: ({ data, signature, certificates }) => {
    const chain = certificates.map(each => `<CERTIFICATE>${each}</CERTIFICATE>`).join('');
    return `<SECURECLOCK_RESPONSE type="response">${data}<SIGNATURE>${signature}</SIGNATURE><CERTIFICATECHAIN>${chain}</CERTIFICATECHAIN></SECURECLOCK_RESPONSE>`;
  },
  encodeMessage: message => encodeBase64(Buffer.from(message)),
};
