import { conforming, type Behaviour } from '../../wmdrm/behaviour.ts';
import type { PageParts } from '../../wmdrm/page-rules.ts';
import type { Mutant } from '../mutant.ts';

const once = ['wmdrm.nonsilent.stores-once'];
const onLoad = ['wmdrm.nonsilent.on-load'];
const same = ['wmdrm.nonsilent.same-response'];
const nothingElse = ['wmdrm.nonsilent.nothing-else'];
const object = ['wmdrm.nonsilent.object'];
const texts = ['wmdrm.nonsilent.texts'];

const call = /netobj\.StoreLicense\((.*)\); \}/;
const handler = ' onLoad="StoreV2License()"';

/** When the page stores what (MS-DRM 3.2.5.2). */
const storeMutants: readonly Mutant<Behaviour>[] = [
  {
    name: 'wmdrm-page-stores-twice',
    breaks: once,
    behaviour: page(html => html.replace(call, found => `${found.slice(0, -1)}${found}`)),
  },
  {
    name: 'wmdrm-page-never-stores',
    breaks: once,
    behaviour: page(html => html.replace(handler, '')),
  },
  {
    name: 'wmdrm-page-calls-what-is-not-there',
    breaks: once,
    behaviour: page(html => html.replace(handler, ' onLoad="StoreLicenseV2()"')),
  },
  {
    name: 'wmdrm-page-stores-nothing',
    breaks: once,
    behaviour: page(html => html.replace(call, 'netobj.StoreLicense(""); }')),
  },
  {
    name: 'wmdrm-page-stores-with-a-second-argument',
    breaks: once,
    behaviour: page(html =>
      html.replace(call, (_, literal) => `netobj.StoreLicense(${String(literal)}, 1); }`),
    ),
  },
  {
    name: 'wmdrm-page-stores-by-a-timer',
    breaks: onLoad,
    behaviour: page(html =>
      html.replace(call, found => `setTimeout(function () { ${found}, 50); }`),
    ),
  },
  {
    name: 'wmdrm-page-stores-while-it-is-parsed',
    breaks: onLoad,
    behaviour: page(html =>
      html.replace(handler, '').replace(' </Script>', ' StoreV2License();</Script>'),
    ),
  },
  {
    name: 'wmdrm-page-without-version-1-license',
    breaks: same,
    behaviour: {
      quoteResponse: response =>
        conforming.quoteResponse(
          response.replace(/<LICENSE version="0\.1\.0\.0">[^<]*<\/LICENSE>/, ''),
        ),
    },
  },
  {
    name: 'wmdrm-page-without-revocation',
    breaks: same,
    behaviour: {
      quoteResponse: response =>
        conforming.quoteResponse(response.replace(/<REVOCATION.*<\/REVOCATION>/, '')),
    },
  },
];

/** What else it does, and how its object is written. */
const pageMutants: readonly Mutant<Behaviour>[] = [
  doing('alerts', found => `alert("Assay"); ${found}`),
  doing('goes-elsewhere', found => `${found.slice(0, -1)}location.href = "http://127.0.0.1:1/"; }`),
  doing('opens-a-window', found => `window.open("http://127.0.0.1:1/"); ${found}`),
  doing('tells-somebody-else', found => `new Image().src = "http://127.0.0.1:1/"; ${found}`),
  doing('uses-another-member', found => `netobj.GetDRMVersion(); ${found}`),
  holding('a-second-script', '<SCRIPT>var stored = true;</SCRIPT>'),
  holding('a-script-from-elsewhere', '<SCRIPT src="http://127.0.0.1:1/counter.js"></SCRIPT>'),
  holding('a-frame', '<IFRAME src="http://127.0.0.1:1/"></IFRAME>'),
  holding('a-refresh', '<META http-equiv="refresh" content="5; url=http://127.0.0.1:1/">'),
  holding('a-click-handler', '<P onclick="alert(1)">more</P>'),
  {
    name: 'wmdrm-page-with-the-class-of-another-object',
    breaks: object,
    behaviour: page(html => html.replace('A9FC132B', '22D6F312')),
  },
  {
    name: 'wmdrm-page-with-a-div-in-place-of-the-object',
    breaks: object,
    behaviour: page(html => html.replace('<OBJECT', '<DIV').replace('</OBJECT>', '</DIV>')),
  },
  {
    name: 'wmdrm-page-without-object',
    breaks: object,
    behaviour: page(html => html.replace(/<OBJECT[^]*<\/OBJECT>/, '')),
  },
];

/** Texts of a client that become more than texts. */
const textMutants: readonly Mutant<Behaviour>[] = [
  {
    name: 'wmdrm-page-title-not-escaped',
    breaks: texts,
    behaviour: { escapeTitle: text => text },
  },
  {
    name: 'wmdrm-page-description-not-escaped',
    breaks: texts,
    behaviour: { escapeDescription: text => text },
  },
  {
    name: 'wmdrm-page-drops-no-more-than-script-tags',
    breaks: texts,
    behaviour: { escapeDescription: text => text.replace(/<\/?script>/gi, '') },
  },
  {
    name: 'wmdrm-page-script-with-an-unquoted-client-version',
    breaks: texts,
    behaviour: {
      writeNonsilentPage: parts =>
        conforming
          .writeNonsilentPage(parts)
          .replace(' </Script>', ` var client = "${client(parts)}";</Script>`),
    },
  },
  {
    name: 'wmdrm-page-attribute-with-quotation-marks',
    breaks: texts,
    behaviour: {
      writeNonsilentPage: parts =>
        conforming
          .writeNonsilentPage(parts)
          .replace('<OBJECT', `<P title="${client(parts).replace(/[<>]/g, '')}"></P>\n<OBJECT`),
    },
  },
];

/** The page that answers nonsilent requests. */
export const nonsilentMutants: readonly Mutant<Behaviour>[] = [
  ...storeMutants,
  ...pageMutants,
  ...textMutants,
];

function page(change: (html: string) => string): Partial<Behaviour> {
  return { writeNonsilentPage: parts => change(conforming.writeNonsilentPage(parts)) };
}

/** A page whose handler does something besides. */
function doing(what: string, change: (found: string) => string): Mutant<Behaviour> {
  return {
    ...{ name: `wmdrm-page-${what}`, breaks: nothingElse },
    behaviour: page(html => html.replace(call, change)),
  };
}

/** A page with something more in it. */
function holding(what: string, markup: string): Mutant<Behaviour> {
  return {
    ...{ name: `wmdrm-page-with-${what}`, breaks: nothingElse },
    behaviour: page(html => html.replace('\n</BODY>', `${markup}\n</BODY>`)),
  };
}

/** As it came. A replacement's `$` would be a pattern. */
function client({ texts: { clientVersion } }: PageParts): string {
  return clientVersion.replaceAll('$', '$$$$');
}
