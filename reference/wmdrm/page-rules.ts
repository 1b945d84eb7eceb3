/** What a page says of the request that it answers. */
export interface PageTexts {
  readonly clientVersion: string;
  readonly drmkVersion: string;
  readonly contentId: string;
}

/** The parts of a nonsilent page, each fit to be put into HTML. */
export interface PageParts {
  readonly title: string;
  readonly description: string;
  /** A string literal of JavaScript. */
  readonly literal: string;
  /** As they came, and not fit for anything. */
  readonly texts: PageTexts;
}

/** The pages that answers come in (MS-DRM 3.2.5.1, 3.2.5.2). */
export interface PageRules {
  readonly escapeTitle: (text: string) => string;
  readonly escapeDescription: (text: string) => string;
  readonly quoteResponse: (response: string) => string;
  /** The template of 3.2.5.2. */
  readonly writeNonsilentPage: (parts: PageParts) => string;
  /** The page of 3.2.5.1 is not public: this one shows the licenses in base64. */
  readonly writeVersion1Page: (licenses: readonly string[]) => string;
}

export const conformingPage: PageRules = {
  escapeTitle: escapeHtml,
  escapeDescription: escapeHtml,
  quoteResponse: quoteScript,
  writeNonsilentPage: ({ title, description, literal }) =>
    `<HTML><HEAD><TITLE>${title}</TITLE>
<Script Language="JavaScript">function StoreV2License(hr)
{ netobj.StoreLicense(${literal}); } </Script></HEAD>
<BODY onLoad="StoreV2License()">${description}
<OBJECT classid=clsid:A9FC132B-096D-460B-B7D5-1DB0FAE0C062
height=0 id=netobj width=0 VIEWASTEXT>
<EMBED MAYSCRIPT TYPE="application/x-drm-v2" HIDDEN="true"></OBJECT>
This is a test: the license is of use to no player.
</BODY></HTML>`,
  writeVersion1Page: licenses =>
    `<HTML><HEAD><TITLE>Assay TEST license</TITLE></HEAD><BODY>${licenses.map(license => `<PRE>${license}</PRE>`).join('')}</BODY></HTML>`,
};

const references: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Text for the content of an HTML element, or for an attribute in quotation marks of either kind. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, character => references[character] ?? character);
}

/**
 * A string literal of JavaScript that ends neither itself nor the SCRIPT around it: quotation marks,
 * backslashes and line ends are escaped, and so is what HTML takes for a tag or a comment.
 */
export function quoteScript(text: string): string {
  return JSON.stringify(text)
    .replace(/<(?=[/!]|script)/gi, String.raw`\u003c`)
    .replaceAll('\u2028', String.raw`\u2028`)
    .replaceAll('\u2029', String.raw`\u2029`);
}
