import type {
  PageEvent,
  PageEventKind,
  ServedPage,
  WatchedPage,
} from '../../harness/browser/watched-page.ts';

export const pageUrl = 'http://license.example.com/getlicense.asp';

export const classid = 'clsid:A9FC132B-096D-460B-B7D5-1DB0FAE0C062';

/** The page of MS-DRM 3.2.5.2, with some more in it. */
export function licensePage({
  head = '',
  script = 'netobj.StoreLicense("license");',
  before = '',
  body = '',
}: {
  readonly head?: string;
  /** What StoreV2License does. */
  readonly script?: string;
  /** What stands in the script beside it. */
  readonly before?: string;
  readonly body?: string;
} = {}): string {
  return `<HTML><HEAD><TITLE>Your license</TITLE>${head}
 <Script Language="JavaScript">${before}function StoreV2License(hr)
 { ${script} } </Script></HEAD>
 <BODY onLoad="StoreV2License()">Thank you.
 <OBJECT classid=${classid}
 height=0 id=netobj width=0 VIEWASTEXT>
 <EMBED MAYSCRIPT TYPE="application/x-drm-v2" HIDDEN="true"></OBJECT>
 ${body}
 </BODY></HTML>`;
}

/** An answer of 200 from `pageUrl`, where nothing else is said. */
export function served(page: string | Partial<ServedPage>): ServedPage {
  const {
    url = pageUrl,
    status = 200,
    headers = [['Content-Type', 'text/html; charset=utf-8']],
    body,
  } = typeof page === 'string' ? { body: Buffer.from(page) } : page;
  return { url, status, headers, body: body ?? Buffer.from(licensePage()) };
}

/** The details of events of a kind, or of all kinds, each with its kind. */
export function details({ events }: WatchedPage, kind: PageEventKind): readonly string[] {
  return events.filter(event => event.kind === kind).map(({ detail }) => detail);
}

/** The kinds of all events, each once. */
export function kinds({ events }: { readonly events: readonly PageEvent[] }): readonly string[] {
  return [...new Set(events.map(({ kind }) => kind))].sort();
}

/** A call with one argument while the page loads. */
export function onLoad(argument: string): WatchedPage['calls'][number] {
  return { argument, argumentCount: 1, onLoad: true };
}
