import type { WatchedPage } from '../../harness/browser/watched-page.ts';
import type { WmdrmContext } from '../../harness/license-server/context.ts';
import { describeLicenses } from '../../harness/license-server/describe-licenses.ts';
import { withElementText } from '../../harness/license-server/edits.ts';
import { Blocked } from '../../harness/verdict/blocked.ts';
import { count } from '../../harness/verdict/count.ts';
import { quote } from '../../harness/verdict/expect.ts';
import { judgeAll, violate } from '../../harness/verdict/violation.ts';
import {
  readLicenseResponseText,
  type LicenseResponse,
} from '../../harness/wmdrm/license-response.ts';
import { check } from './check.ts';

/** The class of the object that stores licenses (MS-DRM 3.2.5.2). */
const storeClass = 'clsid:A9FC132B-096D-460B-B7D5-1DB0FAE0C062';

/** The page that the plain nonsilent request gets. */
async function plainPage(context: WmdrmContext): Promise<WatchedPage> {
  await context.accepted({});
  return context.page({ nonsilent: '1' });
}

check('wmdrm.nonsilent.stores-once', async context => {
  const { calls, callCount, events } = await plainPage(context);
  const error = events.find(({ kind }) => kind === 'script-error');
  if (callCount !== 1)
    violate(
      'one call of StoreLicense',
      callCount === 0 && error !== undefined
        ? `none, and an error: ${quote(error.detail)}`
        : String(callCount),
    );
  const [call] = calls;
  if (call !== undefined && call.argumentCount !== 1)
    violate('one argument', String(call.argumentCount), 'the call of StoreLicense');
  if (call !== undefined && readLicenseResponseText(call.argument) === undefined)
    violate('a license response', quote(call.argument), 'what is stored');
});

check('wmdrm.nonsilent.on-load', async context => {
  await judgeAll(storing(await plainPage(context)).calls, ({ onLoad }) => {
    if (!onLoad) violate("a call from the handler of the page's load", 'one at another time');
  });
});

check('wmdrm.nonsilent.same-response', async context => {
  const { response: silent } = await context.accepted({});
  const [call] = storing(await plainPage(context)).calls;
  const stored = call && readLicenseResponseText(call.argument);
  if (silent === undefined || stored === undefined)
    throw new Blocked('twin-refused', 'There are no two responses: wmdrm.nonsilent.stores-once.');
  const [wanted, came] = [silent, stored].map(each => describe(context, each));
  if (wanted !== came) violate(`what a silent request gets, ${wanted ?? ''}`, came ?? '');
});

/** What has to be the same in two responses to the same client: keys and ids are new each time. */
function describe({ kit, hide }: WmdrmContext, response: LicenseResponse): string {
  const types = response.revocations.map(({ type = '' }) => type).sort();
  return [
    ...describeLicenses(response, kit, hide),
    `${count(types.length, 'REVOCATION')} ${quote(types.join(', '))}`,
  ].join('; ');
}

check('wmdrm.nonsilent.nothing-else', async context => {
  const { events } = storing(await plainPage(context));
  await judgeAll(events, ({ kind, detail }) => {
    // A text may have a picture beside it, which does nothing.
    if (kind === 'decoration') context.note(`The page is shown with ${quote(detail)}.`);
    else violate('nothing but the call of StoreLicense', `${kind}: ${quote(detail)}`);
  });
});

check('wmdrm.nonsilent.object', async context => {
  const { netobj } = storing(await plainPage(context));
  const expected = `an OBJECT with the id netobj and the class ${storeClass}`;
  if (netobj === undefined) violate(expected, 'no element of this id');
  const { tag, classid } = netobj;
  if (tag.toUpperCase() !== 'OBJECT' || classid.toLowerCase() !== storeClass.toLowerCase())
    violate(expected, `${quote(tag)} with ${quote(classid)}`);
});

/** Ends a title, a string, an attribute and a script, and acts where it does. */
const breaking =
  '9.0\'"</title></script><script>netobj.StoreLicense("Assay")</script><img src=x onerror="alert(\'Assay\')">';

/** Texts of a client that a page can show. */
const shown = ['CLIENTVERSION', 'DRMKVERSION'] as const;

check('wmdrm.nonsilent.texts', async context => {
  const plain = storing(await plainPage(context));
  const expected = plain.events.map(({ kind, detail }) => `${kind} ${detail}`);
  const pages = await Promise.all(
    shown.map(async name => {
      const edit = (text: string) => withElementText(text, name, breaking);
      const page = await context.page({ nonsilent: '1', fixture: `breaking-${name}`, edit });
      return { name, page };
    }),
  );
  await judgeAll(pages, ({ name, page: { events, callCount } }) => {
    const found = events
      // A page that refuses such a text may have scripts of its own.
      .filter(({ detail }) => callCount > 0 || detail.includes('Assay'))
      // The address of a picture may change each time.
      .filter(({ kind }) => kind !== 'decoration')
      .map(({ kind, detail }) => `${kind} ${detail}`)
      .filter(event => !expected.includes(event));
    if (found[0] !== undefined) violate('a text that stays a text', quote(found[0]), name);
    if (callCount > plain.callCount)
      violate(count(plain.callCount, 'call'), String(callCount), name);
  });
  for (const { name, page } of pages)
    if (!`${page.title} ${page.text}`.includes('netobj.StoreLicense'))
      context.note(`The page does not show ${name}.`);
  if (pages.every(({ page }) => page.callCount === 0))
    throw new Blocked(
      'twin-refused',
      'No request with such a text got a page with a license, so it can not be seen what becomes of it.',
    );
});

/** A page that is one at all. @throws Blocked where another row is red for want of it */
function storing(page: WatchedPage): WatchedPage {
  if (page.callCount > 0) return page;
  throw new Blocked(
    'twin-refused',
    'The page stores nothing, so it is none of a license: wmdrm.nonsilent.stores-once.',
  );
}
