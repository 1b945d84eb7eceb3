import { readMediaType } from '../soap/media-type.ts';
import { decodeXml } from '../xml/decode.ts';
import { XmlRefusal } from '../xml/refusal.ts';
import type { WmdrmVersion } from '../target/wmdrm.ts';
import { headerOf } from '../transport/response-header.ts';
import type { WireOutcome, WireResponse } from '../transport/wire.ts';
import { describeResponse, quoteBody } from '../verdict/describe-response.ts';
import { errorsIn, reworded, describeError, type WmdrmServerError } from '../wmdrm/errors.ts';
import { isLicense1 } from '../wmdrm/is-license1.ts';
import { readLicenseResponse, type LicenseResponse } from '../wmdrm/license-response.ts';
import { licensesInPage } from '../wmdrm/version1-page.ts';
import type { AssumptionChoices } from '../wmdrm/wmdrm-assumptions.ts';

/** What came back, as far as it can be read without a browser. */
export interface WmdrmReply {
  readonly outcome: WireOutcome;
  /** Of versions 7 and 11: the response, where it came directly. */
  readonly response: LicenseResponse | undefined;
  /** Of version 1: the licenses in the page, decoded. */
  readonly packets: readonly Uint8Array[];
  /** Of versions 7 and 11: whether it is a page that hands a license to `netobj` (MS-DRM 3.2.5.2). */
  readonly storesLicense: boolean;
  /** The documented errors that it names. */
  readonly errors: readonly WmdrmServerError[];
  /** Documented errors that it numbers, with another text. */
  readonly reworded: readonly WmdrmServerError[];
}

/** Bytes that errors are looked for in, and licenses of version 1. */
const longest = 256 * 1024;
const longestPage = 2 * 1024 * 1024;

/** A call with what a response has in it, as text or as base64, maybe in a variable before. */
const storing = /\bStoreLicense\s*\(\s*(?:["'][^"']|[\w$])/;
const licenseText = /LICENSERESPONSE|["'][A-Za-z0-9+/]{200}/;

/** Reads an answer to a request of this version; nothing that a server sends makes it fail. */
export function readWmdrmReply(
  outcome: WireOutcome,
  version: WmdrmVersion,
  carrier: AssumptionChoices['error-carrier'],
): WmdrmReply {
  if (outcome.kind === 'failure')
    return {
      ...{ outcome, response: undefined, packets: [], storesLicense: false },
      ...{ errors: [], reworded: [] },
    };
  const { body, headers } = outcome;
  const text = textOf(body);
  const told = carrier === 'header' ? headers.map(([, value]) => value).join('\n') : text;
  const errors = errorsIn(told);
  return {
    outcome,
    response: version === 1 ? undefined : readLicenseResponse(body, charsetOf(outcome)),
    packets: version === 1 ? packetsIn(body) : [],
    // A page that names an error may have been made of the same template.
    storesLicense:
      version !== 1 &&
      errors.length === 0 &&
      storing.test(text) &&
      licenseText.test(text.replace(/<input\b[^>]*>/gi, '')),
    errors,
    reworded: reworded(told),
  };
}

function charsetOf(response: WireResponse): string | undefined {
  return readMediaType(headerOf(response, 'content-type') ?? '')?.charset;
}

/** Of a page in UTF-16, base64 is what is left without the zeros. */
function packetsIn(body: Uint8Array): readonly Uint8Array[] {
  return licensesInPage(body.subarray(0, longestPage).filter(byte => byte !== 0)).filter(
    isLicense1,
  );
}

/** Whether a license was issued, as far as can be seen. */
export function holdsLicense({ response, packets, storesLicense }: WmdrmReply): boolean {
  return (response?.licenses.length ?? 0) > 0 || packets.length > 0 || storesLicense;
}

/** One line that says what a reply is, for the `came` side of a finding. */
export function describeReply(reply: WmdrmReply): string {
  const { outcome, response, packets, errors } = reply;
  if (outcome.kind === 'failure') return `no complete response (${outcome.message})`;
  if (response !== undefined)
    return `a LICENSERESPONSE with ${response.licenses.length} LICENSE and ${response.revocations.length} REVOCATION`;
  if (packets.length > 0) return `a page with ${packets.length} version 1 licenses`;
  const named = errors.map(describeError).join(', ');
  if (named !== '') return `${describeResponse(outcome)}, which names ${named}`;
  return `${describeResponse(outcome)}: ${quoteBody(outcome)}`;
}

/** The first quarter of a megabyte as text. */
export function textOf(body: Uint8Array): string {
  const start = body.subarray(0, longest);
  try {
    return decodeXml(start).text;
  } catch (error) {
    if (!(error instanceof XmlRefusal)) throw error;
    return Buffer.from(start).toString('latin1');
  }
}
