import { rows } from '../../../harness/verdict/rows.ts';

/** The page that answers nonsilent requests, as a browser finds it (MS-DRM 3.2.5.2). */
export const nonsilent = rows('Nonsilent page', {
  'wmdrm.nonsilent.stores-once': `
    3.2.5.2 MUST "MS-DRM 3.2.5.2, template of the page": The page stores one license response
    Loaded in a browser, it calls StoreLicense of netobj once, with one text.`,
  'wmdrm.nonsilent.on-load': `
    3.2.5.2 MUST "MS-DRM 3.2.5.2, template of the page": The license is stored when the page has loaded
    StoreLicense is called by the handler of the page's load, not before and not later.`,
  'wmdrm.nonsilent.same-response': `
    3.2.5.2 MUST "MS-DRM 3.2.5.2": The page holds what a silent request gets
    What is stored is a response with the same kinds of licenses and lists, for the same content and machine.`,
  'wmdrm.nonsilent.nothing-else': `
    3.2.5.2 MUST "MS-DRM 3.2.5.2, template of the page": The page does nothing else
    It opens no dialog, goes nowhere, fetches nothing and runs no other script.`,
  'wmdrm.nonsilent.object': `
    3.2.5.2 MUST "MS-DRM 3.2.5.2, template of the page": The page has the object that stores licenses
    netobj is an OBJECT of class A9FC132B-096D-460B-B7D5-1DB0FAE0C062.`,
  'wmdrm.nonsilent.texts': `
    3.2.5.2 MUST "MS-DRM 3.2.5.2, template of the page": Texts in the page stay texts
    What a client says in CLIENTVERSION and DRMKVERSION becomes no script and no markup that acts, whatever characters it holds.`,
  'wmdrm.nonsilent.errors': `
    3.2.5.2 MAY "MS-DRM 3.2.5.2": How errors reach a nonsilent client is open
    Nothing says whether an error comes in a page.
    untested: No public text states it.`,
});
