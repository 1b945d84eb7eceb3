import { printable } from '../discovery/printable.ts';
import { UserError } from '../user-error.ts';
import { headersFrom, type Captured, type CapturedResponse } from './captured.ts';
import { requestBodyOf, responseBodyOf } from './har-body.ts';
import { at, numberAt, pairsAt, textAt, type HarValue } from './har-value.ts';

/** Entries of one HAR. */
const mostEntries = 100_000;

/**
 * The exchanges of a HAR (versions 1.1 and 1.2, as Playwright, Chrome, Edge, Fiddler and mitmproxy
 * write it), in its order. What is not as it should be in an entry is taken as left out.
 *
 * @param text - the file
 * @param file - its name, for errors
 * @param folder - where it lies, for the bodies that Playwright puts beside it
 * @throws UserError when it is no HAR
 */
export function* readHar(text: string, file: string, folder: string): Generator<Captured> {
  const log = at(parse(text, file), 'log');
  const entries = at(log, 'entries');
  if (!Array.isArray(entries))
    throw new UserError(
      `Expected a HAR in ${file}: JSON with log.entries; it has none. Export it again with one of the tools in docs/recordings.md.`,
    );
  if (entries.length > mostEntries)
    throw new UserError(
      `Expected at most ${mostEntries} entries in ${file}; there are ${entries.length}: filter by the license server's host when you export.`,
    );
  const tool = toolOf(log);
  for (const entry of entries as readonly HarValue[]) {
    const captured = readEntry(entry, folder);
    if (captured !== undefined) yield { ...captured, ...(tool !== '' && { tool }) };
  }
}

function parse(text: string, file: string): HarValue {
  try {
    return JSON.parse(text);
  } catch {
    // What the parser says quotes the file.
    throw new UserError(
      `Expected a HAR in ${file}; it is no JSON: it may be cut off. Export it again.`,
    );
  }
}

function toolOf(log: HarValue): string {
  const named = (key: string) => {
    const part = at(log, key);
    return [textAt(part, 'name'), textAt(part, 'version')].filter(Boolean).join(' ');
  };
  return printable([named('creator'), named('browser')].filter(Boolean).join(', '), 100);
}

function readEntry(entry: HarValue, folder: string): Captured | undefined {
  const request = at(entry, 'request');
  const url = textAt(request, 'url') ?? '';
  const method = textAt(request, 'method');
  // Browsers list what extensions and pages make up themselves, too.
  if (method === undefined || !/^https?:/i.test(url) || !URL.canParse(url)) return undefined;
  const headers = headersFrom(pairsAt(request, 'headers'));
  const body = requestBodyOf(request, headers, folder);
  const response = readResponse(at(entry, 'response'), folder);
  const recorded = textAt(entry, 'startedDateTime');
  return {
    url: new URL(url),
    method: method.toUpperCase(),
    headers,
    ...(body !== undefined && { body }),
    ...(response !== undefined && { response }),
    ...(recorded !== undefined && /^[\d:.TZ+-]{10,40}$/.test(recorded) && { recorded }),
  };
}

/** A request without an answer has one with the status 0 or -1. */
function readResponse(response: HarValue, folder: string): CapturedResponse | undefined {
  const status = numberAt(response, 'status') ?? 0;
  if (!Number.isInteger(status) || status < 100 || status > 599) return undefined;
  const headers = headersFrom(pairsAt(response, 'headers'));
  const body = responseBodyOf(response, headers, folder);
  return {
    status,
    headers,
    ...(body !== undefined && { body }),
  };
}
