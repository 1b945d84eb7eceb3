import { printable } from '../discovery/printable.ts';
import { createRedactor, type Redactor } from '../report/redact.ts';
import { readMediaType } from '../soap/media-type.ts';
import { headerOf, type Captured, type CapturedBody } from './captured.ts';
import { cleanForm } from './clean-form.ts';
import { cleanHeaders } from './clean-headers.ts';
import { cleanUrl } from './clean-url.ts';
import { warningsAbout } from './personal-data.ts';
import { recognise, type PassedOver, type Recognised } from './recognise.ts';
import type {
  Header,
  NewRecording,
  RecordedResponse,
  RecordingSource,
  Removal,
} from './recording.ts';
import { whyWithheld } from './response-body.ts';
import { partsOf, type SecretValue } from './secret-values.ts';

/** An exchange that is to be written. */
export interface Made {
  readonly kind: 'made';
  readonly recording: NewRecording;
}

/** What may be removed from one exchange, and characters of its path: more is no client's. */
const mostRemovals = 200;
const longestPath = 20_000;

const noUrl = new URL('http://nowhere.invalid/');

/** How Microsoft's test server is asked for a persistent license (PlayReady-facts 4.2). */
const persistentOption = /[(,]persist:true[,)]/i;

/**
 * Makes a recording of an exchange, without its secrets (docs/recordings.md), or says why not. Nothing
 * of the exchange itself is to be written anywhere.
 */
export function makeRecording(captured: Captured): Made | PassedOver {
  const found = recognise(captured);
  if (found.kind === 'passed over') return found;
  const { protocol, operation } = found;
  const url = cleanUrl(captured.url ?? noUrl, protocol);
  const asked = cleanHeaders(found.headers, 'request');
  const answered = cleanHeaders(captured.response?.headers ?? [], 'response');
  const form = formOf(found);
  const removals = [url, asked, form, answered].flatMap(({ removed }) => removed);
  if (removals.length > mostRemovals || url.path.length > longestPath)
    return {
      kind: 'passed over',
      why: 'a request with more headers or parameters than a client sends',
    };
  const secrets = [url, asked, answered, form].flatMap(each => each.secrets);
  const redactor = createRedactor(secrets.flatMap(({ value }) => partsOf(value)));
  const clean = (headers: readonly Header[]) => redacted(headers, redactor);
  const response = responseOf(found, captured, clean(answered.headers), secrets);
  const configuration = captured.url?.searchParams.get('cfg') ?? '';
  return {
    kind: 'made',
    recording: {
      protocol,
      operation,
      source: sourceOf(captured, found),
      ...(persistentOption.test(configuration) && { persistent: true }),
      request: {
        method: captured.method === 'GET' ? 'GET' : 'POST',
        path: redactor.text(url.path),
        headers: joined(clean(asked.headers)),
        body: form.body.bytes,
        exact: form.body.exact,
      },
      ...(response !== undefined && { response: response.recorded }),
      removed: [...removals, ...(response?.removed ?? [])],
      warnings: warningsAbout(found, form.body, secrets),
    },
  };
}

function sourceOf({ url, tool, recorded }: Captured, { unwrapped }: Recognised): RecordingSource {
  return {
    ...(tool !== undefined && { tool }),
    ...(url !== undefined && { host: printable(url.host) }),
    ...(recorded !== undefined && { recorded }),
    ...(unwrapped !== undefined && { unwrapped }),
  };
}

interface CleanBody {
  readonly body: CapturedBody;
  readonly removed: readonly Removal[];
  readonly secrets: readonly SecretValue[];
}

function formOf({ protocol, body, headers }: Recognised): CleanBody {
  const type = readMediaType(headerOf(headers, 'content-type') ?? '')?.type;
  const isForm = type === undefined || type === 'application/x-www-form-urlencoded';
  return protocol === 'wmdrm' && isForm ? cleanForm(body) : { body, removed: [], secrets: [] };
}

/** A header that is kept may repeat what was removed from another place. */
function redacted(headers: readonly Header[], redactor: Redactor): readonly Header[] {
  return headers.map(([name, value]) => [name, redactor.text(value)] as const);
}

/** By name, since a request is sent again so; the values of a repeated one as one list. */
function joined(headers: readonly Header[]): Readonly<Record<string, string>> {
  const byName = new Map<string, string>();
  for (const [name, value] of headers) {
    const before = byName.get(name);
    byName.set(name, before === undefined ? value : `${before}, ${value}`);
  }
  return Object.fromEntries(byName);
}

function responseOf(
  found: Recognised,
  { response }: Captured,
  headers: readonly Header[],
  secrets: readonly SecretValue[],
): { readonly recorded: RecordedResponse; readonly removed: readonly Removal[] } | undefined {
  if (response === undefined) return undefined;
  const { status, body } = response;
  const why = whyWithheld(found, response, secrets);
  if (body !== undefined && why === undefined)
    return { recorded: { status, headers, body: body.bytes, exact: body.exact }, removed: [] };
  return {
    recorded: { status, headers, exact: true },
    removed: why === undefined ? [] : [{ from: 'response body', name: 'all of it', why }],
  };
}
