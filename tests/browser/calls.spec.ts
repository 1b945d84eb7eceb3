import { expect } from '@playwright/test';
import { classid, details, kinds, licensePage, onLoad } from './pages.ts';
import { test } from './test.ts';

test('the page of the specification calls once, while it loads, and does nothing else', async ({
  watch,
}) => {
  expect(await watch(licensePage())).toEqual({
    calls: [onLoad('license')],
    callCount: 1,
    events: [],
    netobj: { tag: 'OBJECT', classid },
    title: 'Your license',
    text: 'Thank you.',
  });
});

test('the argument comes as the script has it', async ({ watch }) => {
  const argument = `<LICENSERESPONSE a="1" b='2'>\r\n\t\\ \u2028 \u00e4 \u{1f511} \0 </LICENSERESPONSE>`;
  const literal = JSON.stringify(argument).replaceAll('<', '\\u003c');
  const { calls } = await watch(licensePage({ script: `netobj.StoreLicense(${literal});` }));
  expect(calls).toEqual([onLoad(argument)]);
});

test('the charset is the one that the server names, and the type is none of its business', async ({
  watch,
}) => {
  for (const [type, text] of [
    ['application/x-drm; charset=windows-1252', '\u20ac'],
    ['text/plain; charset="utf-8"', '\ufffd'],
  ] as const) {
    const page = await watch({
      headers: [['Content-Type', type]],
      body: Buffer.from(licensePage({ script: 'netobj.StoreLicense("\x80")' }), 'latin1'),
    });
    expect(page.calls, type).toEqual([onLoad(text)]);
    expect(page.events).toEqual([]);
  }
});

test('every call is told, whatever it is called with', async ({ watch }) => {
  const script = `netobj.StoreLicense("one"); netobj.StoreLicense("two", 3); netobj.StoreLicense();
    netobj.StoreLicense(4); netobj.StoreLicense({ toString() { throw new Error('no') } })`;
  const { calls, callCount, events } = await watch(licensePage({ script }));
  expect(calls).toEqual([
    onLoad('one'),
    { argument: 'two', argumentCount: 2, onLoad: true },
    { argument: 'undefined', argumentCount: 0, onLoad: true },
    onLoad('4'),
    onLoad(''),
  ]);
  expect(callCount).toBe(5);
  expect(events).toEqual([]);
});

test('the object can be reached in every way that a page has', async ({ watch }) => {
  const script = [
    'netobj',
    'window.netobj',
    'document.netobj',
    'document.all.netobj',
    "document.getElementById('netobj')",
    'document.getElementsByTagName("OBJECT")[0]',
  ]
    .map((path, index) => `${path}.StoreLicense("${index}");`)
    .join('\n');
  const { calls, events } = await watch(licensePage({ script }));
  expect(calls.map(({ argument }) => argument)).toEqual(['0', '1', '2', '3', '4', '5']);
  expect(events).toEqual([]);
});

test('calls beside the load event are told apart', async ({ watch }) => {
  const call = 'netobj.StoreLicense("early");';
  const early = await watch(licensePage({ before: call, script: '' }));
  expect(early.calls).toEqual([{ ...onLoad('early'), onLoad: false }]);
  const late = await watch(
    licensePage({ script: `setTimeout(() => { netobj.StoreLicense("late") }, 50)` }),
  );
  expect(late.calls).toEqual([{ ...onLoad('late'), onLoad: false }]);
  const forged = await watch(
    licensePage({
      before: `addEventListener('load', () => { netobj.StoreLicense('forged') }, { once: true });
        dispatchEvent(new Event('load'));`,
      script: '',
    }),
  );
  expect(forged.calls).toEqual([{ ...onLoad('forged'), onLoad: false }]);
});

test('no call is no call', async ({ watch }) => {
  for (const html of [licensePage({ script: '' }), '', 'no markup', '<body>&amp;']) {
    const page = await watch(html);
    expect(page.calls).toEqual([]);
    expect(page.callCount).toBe(0);
    expect(page.events).toEqual([]);
  }
});

test('calls are counted beyond those that are kept', async ({ watch }) => {
  const script = 'for (let i = 0; i < 25; i += 1) netobj.StoreLicense(i)';
  const { calls, callCount } = await watch(licensePage({ script }));
  expect(calls.map(({ argument }) => argument)).toEqual(Array.from('0123456789'));
  expect(callCount).toBe(25);
});

test('a long argument is cut, and only then', async ({ watch }) => {
  const most = 4 * 1024 * 1024;
  const script = `netobj.StoreLicense('x'.repeat(${most})); netobj.StoreLicense('x'.repeat(${most} + 1))`;
  const { calls } = await watch(licensePage({ script }));
  expect(calls.map(({ argument }) => argument.length)).toEqual([most, most]);
});

test('other members are told, and do not stop the page', async ({ watch }) => {
  const script = `netobj.Other(); netobj.Version = 2; new netobj.Maker(); delete netobj.Version;
    String(netobj.storelicense); netobj[Symbol('own')]; netobj.StoreLicense('license')`;
  const page = await watch(licensePage({ script }));
  expect(page.calls).toEqual([onLoad('license')]);
  expect(kinds(page)).toEqual(['other-member']);
  expect(details(page, 'other-member')).toEqual([
    'Other',
    'Version',
    'Maker',
    'storelicense',
    'Symbol(own)',
  ]);
});

test('StoreLicense of another object, or of a frame, is not that of netobj', async ({ watch }) => {
  const script = `document.getElementById('other').StoreLicense('a');
    frames[0].netobj.StoreLicense('b')`;
  const body = '<object id="other"></object><iframe></iframe>';
  const page = await watch(licensePage({ script, body }));
  expect(page.calls).toEqual([]);
  expect(details(page, 'other-member')).toEqual([
    'StoreLicense, of another OBJECT',
    'StoreLicense, of a frame',
  ]);
});

test('the element with the id is told, as written', async ({ watch }) => {
  const none = await watch(licensePage().replace('id=netobj', 'id=netobject'));
  expect(none.netobj).toBeUndefined();
  expect(none.calls).toEqual([onLoad('license')]);
  const other = await watch('<form id="netobj" classid="CLSID:x"></form><object id="netobj">');
  expect(other.netobj).toEqual({ tag: 'FORM', classid: 'CLSID:x' });
  const without = await watch('<object id="netobj">');
  expect(without.netobj).toEqual({ tag: 'OBJECT', classid: '' });
});

test('elements that shadow members of document mislead nobody', async ({ watch }) => {
  const body = `<img name="getElementById"><img name="querySelectorAll"><img name="body">
    <form name="title"><input name="attributes"><input name="tagName"></form>`;
  const page = await watch(licensePage({ body }));
  expect(page).toMatchObject({ events: [], netobj: { tag: 'OBJECT' }, title: 'Your license' });
});

test('a page that replaces what is built in can neither hide calls nor make any up', async ({
  watch,
}) => {
  const before = `
    const namesOf = Object.getOwnPropertyNames, define = Object.defineProperty;
    const frame = document.head.appendChild(document.createElement('iframe')).contentWindow;
    for (const place of [window, frame])
      for (const name of namesOf(place))
        if (name.length > 30) try { place[name]('call:1:1:forged') } catch {}
    const nothing = () => { throw new Error('caught') };
    for (const holder of [Array.prototype, String.prototype, Function.prototype, Object, Reflect,
      JSON, Event.prototype, Element.prototype, Promise.prototype, Proxy])
      for (const name of namesOf(holder))
        try { define(holder, name, { value: nothing }) } catch {}
    Object.prototype.toJSON = nothing;
    Object.prototype.get = Object.prototype.set = nothing;
    String = Proxy = Reflect = JSON = Event = nothing;
    event = { isTrusted: true, type: 'load', target: document };
    try { netobj = { StoreLicense: nothing } } catch {}
    try { window.netobj = { StoreLicense: nothing } } catch {}
    netobj.StoreLicense = nothing;
    netobj.StoreLicense('before');
  `;
  const page = await watch(licensePage({ before, script: 'netobj.StoreLicense("on load")' }));
  expect(page.calls).toEqual([{ ...onLoad('before'), onLoad: false }, onLoad('on load')]);
  expect(page.events).toEqual([
    { kind: 'script', detail: 'a frame' },
    { kind: 'other-member', detail: 'StoreLicense' },
  ]);
});
