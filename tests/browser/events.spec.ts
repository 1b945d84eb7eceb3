import { expect } from '@playwright/test';
import type { PageEvent } from '../../harness/browser/watched-page.ts';
import { details, kinds, licensePage, onLoad, pageUrl } from './pages.ts';
import { test } from './test.ts';

const elsewhere = 'http://elsewhere.example.com/';
const calling = (more: string): string => `netobj.StoreLicense("license"); ${more}`;

test.describe('dialogs', () => {
  const dialogs = { alert: 'alert: a b', confirm: 'confirm: a b', prompt: 'prompt: a b' };
  for (const [name, detail] of Object.entries(dialogs))
    test(`${name} is told and dismissed`, async ({ watch }) => {
      const script = `netobj.StoreLicense(String(${name}("a\\nb")))`;
      const page = await watch(licensePage({ script }));
      const answers: Readonly<Record<string, string>> = { confirm: 'false', prompt: 'null' };
      expect(page.calls).toEqual([onLoad(answers[name] ?? 'undefined')]);
      expect(page.events).toEqual([{ kind: 'dialog', detail }]);
    });

  test('printing is a dialog', async ({ watch }) => {
    const page = await watch(licensePage({ script: calling('print()') }));
    expect(page.events).toEqual([{ kind: 'dialog', detail: 'print' }]);
  });
});

test.describe('navigations are told and not followed', () => {
  const body = `<form action="${elsewhere}" method="post"></form><a href="${elsewhere}">x</a>`;
  const scripts = {
    'location =': `location = "${elsewhere}"`,
    'location.replace': `location.replace("${elsewhere}")`,
    'a form': 'document.forms[0].submit()',
    'a link': 'document.links[0].click()',
    'a timer': `setTimeout(() => { location = "${elsewhere}" }, 100)`,
  };
  for (const [name, script] of Object.entries(scripts))
    test(name, async ({ watch }) => {
      const page = await watch(licensePage({ script: calling(script), body }));
      expect(page.calls).toEqual([onLoad('license')]);
      expect(page.events).toEqual([{ kind: 'navigation', detail: elsewhere }]);
      expect(page.netobj?.tag).toBe('OBJECT');
    });

  test('a refresh by META', async ({ watch }) => {
    const head = `<meta http-equiv="Refresh" content="0; url=${elsewhere}">`;
    const page = await watch(licensePage({ head }));
    expect(page.calls).toEqual([onLoad('license')]);
    expect(kinds(page)).toEqual(['navigation']);
    expect([...details(page, 'navigation')].sort()).toEqual([
      `META refresh: 0; url=${elsewhere}`,
      elsewhere,
    ]);
  });

  test('a refresh by META that would come later', async ({ watch }) => {
    const head = `<meta http-equiv="refresh" content="3600; url=${elsewhere}">`;
    const page = await watch(licensePage({ head }));
    expect(details(page, 'navigation')).toContain(`META refresh: 3600; url=${elsewhere}`);
  });

  test('a refresh by header', async ({ watch }) => {
    const page = await watch({ headers: [['Refresh', `0; url=${elsewhere}`]] });
    expect(page.calls).toEqual([onLoad('license')]);
    expect(page.events).toEqual([
      { kind: 'navigation', detail: `Refresh: 0; url=${elsewhere}` },
      { kind: 'navigation', detail: elsewhere },
    ]);
  });

  for (const status of [301, 302, 303, 307, 308])
    test(`a redirect, HTTP ${status}`, async ({ watch }) => {
      const page = await watch({ status, headers: [['Location', elsewhere]] });
      expect(page.calls).toEqual([onLoad('license')]);
      expect(page.events).toEqual([
        { kind: 'navigation', detail: `HTTP ${status} to ${elsewhere}` },
      ]);
    });

  test('within the document, back, and to the same page again', async ({ watch }) => {
    const later = (milliseconds: number, script: string): string =>
      `setTimeout(() => { ${script} }, ${milliseconds});`;
    const script = [
      later(10, 'location.hash = "part"'),
      later(60, 'history.pushState({}, "", "/other")'),
      later(120, 'location.reload()'),
      later(180, 'location = "about:blank"'),
    ].join('');
    const page = await watch(licensePage({ script: calling(script) }));
    expect(page.events).toEqual([
      { kind: 'navigation', detail: `${pageUrl}#part` },
      { kind: 'navigation', detail: 'http://license.example.com/other' },
      { kind: 'navigation', detail: 'about:blank' },
    ]);
    expect(page).toMatchObject({ title: 'Your license', netobj: { tag: 'OBJECT' } });
  });
});

test('statuses other than 200 are pages like any other', async ({ watch }) => {
  for (const status of [204, 304, 401, 404, 500, 999]) {
    const page = await watch({ status });
    expect(page.calls, `${status}`).toEqual([onLoad('license')]);
    expect(page.events).toEqual([]);
  }
});

test.describe('scripts besides the one and the onload handler', () => {
  const inScript: Readonly<Record<string, readonly [script: string, detail: string]>> = {
    eval: ['eval("window.a = 1")', 'window.a = 1'],
    'eval with a name of its own': [
      'eval("window.a = 1 //# sourceURL=debugger:")',
      'window.a = 1 //# sourceURL=debugger:',
    ],
    'eval of the handler again': [
      'window.a || (a = 1, eval("StoreV2License()"))',
      'StoreV2License()',
    ],
    Function: ['new Function("window.a = 1")()', '(function anonymous( ) { window.a = 1 })'],
    'a timer with a text': ['setTimeout("window.a = 1", 20)', 'window.a = 1'],
    'a javascript address': ['location = "javascript:void(a = 1)"', 'javascript:void(a = 1)'],
    'an element made by a script': [
      'document.body.append(Object.assign(document.createElement("script"), { text: "a = 1" }))',
      'a = 1',
    ],
  };
  for (const [name, [script, detail]] of Object.entries(inScript))
    test(name, async ({ watch }) => {
      const page = await watch(licensePage({ script: calling(script) }));
      expect(page.calls[0]).toEqual(onLoad('license'));
      expect(kinds(page)).toEqual(['script']);
      expect(details(page, 'script')).toContain(detail);
    });

  const inMarkup: Readonly<Record<string, readonly [body: string, events: readonly string[]]>> = {
    'a second element': ['<script>window.a = 1</script>', ['window.a = 1']],
    'an element that does not run': [
      '<script type="text/vbscript">MsgBox 1</script>',
      ['MsgBox 1'],
    ],
    'an element with an address': [`<script src="${elsewhere}"></script>`, [`src: ${elsewhere}`]],
    'a handler that never runs': ['<p onclick="never()">x</p>', ['onclick: never()']],
    'a handler that runs': ['<img src="data:," onerror="window.a = 1">', ['onerror: window.a = 1']],
    'a link that nobody clicks': ['<a href=" java\nscript:a()">x</a>', [' java script:a()'.trim()]],
    'a frame with a script': [
      '<iframe srcdoc="<script>parent.a = 1</script>"></iframe>',
      ['a frame', 'parent.a = 1'],
    ],
    'a frame in a sandbox': [
      '<iframe sandbox="allow-scripts" srcdoc="<script>var a = 1</script>"></iframe>',
      ['a frame', 'var a = 1'],
    ],
    'a frame of data': [
      '<iframe src="data:text/html,<script>var a = 1</script>"></iframe>',
      ['a frame', 'var a = 1'],
    ],
    'an empty frame': ['<iframe></iframe>', ['a frame']],
    'a data block': ['<script type="application/json">{}</script>', ['{}']],
  };
  for (const [name, [body, expected]] of Object.entries(inMarkup))
    test(name, async ({ watch }) => {
      const page = await watch(licensePage({ body }));
      expect(page.calls).toEqual([onLoad('license')]);
      expect(details(page, 'script')).toEqual(expected);
    });

  test('a worker', async ({ watch }) => {
    const script = calling('new Worker(URL.createObjectURL(new Blob(["1"])))');
    const page = await watch(licensePage({ script }));
    expect(details(page, 'script')).toEqual([
      expect.stringContaining('a worker, blob:http://license.example.com/'),
    ]);
  });

  test('a page may do without a script element', async ({ watch }) => {
    const page = await watch(`<body onload="netobj.StoreLicense('license')">`);
    expect(page.calls).toEqual([onLoad('license')]);
    expect(page.events).toEqual([]);
  });
});

test.describe('requests, windows, downloads, errors', () => {
  const cases: Readonly<Record<string, readonly [Parameters<typeof licensePage>[0], PageEvent[]]>> =
    {
      'an image of the markup': [
        { body: `<img src="${elsewhere}">` },
        [{ kind: 'decoration', detail: elsewhere }],
      ],
      'a style sheet of the markup': [
        { head: `<link rel="stylesheet" href="${elsewhere}">` },
        [{ kind: 'decoration', detail: elsewhere }],
      ],
      'an image of a script': [
        { script: calling(`new Image().src = "${elsewhere}"`) },
        [{ kind: 'request', detail: elsewhere }],
      ],
      'an image that a script puts into the page': [
        {
          script: calling(
            `document.body.insertAdjacentHTML("beforeend", "<img src='${elsewhere}'>")`,
          ),
        },
        [{ kind: 'request', detail: elsewhere }],
      ],
      fetch: [
        { script: calling(`fetch("${elsewhere}").catch(() => {})`) },
        [{ kind: 'request', detail: elsewhere }],
      ],
      WebSocket: [
        { script: calling('new WebSocket("ws://elsewhere.example.com/")') },
        [{ kind: 'request', detail: 'ws://elsewhere.example.com/' }],
      ],
      'a window': [
        { script: calling(`open("${elsewhere}")`) },
        [{ kind: 'popup', detail: elsewhere }],
      ],
      'a link to a window': [
        {
          script: calling('document.links[0].click()'),
          body: `<a target="_blank" href="${elsewhere}">x</a>`,
        },
        [{ kind: 'popup', detail: elsewhere }],
      ],
      'a download': [
        {
          script: calling('document.links[0].click()'),
          body: '<a download="x.txt" href="data:text/plain,x">x</a>',
        },
        [{ kind: 'download', detail: 'x.txt, from data:text/plain,x' }],
      ],
      'an error': [
        { script: calling('throw new Error("no\\nlicense")') },
        [{ kind: 'script-error', detail: 'no license' }],
      ],
      'no script at all, but something like one': [
        { script: ')', body: '' },
        [
          { kind: 'script-error', detail: "Unexpected token ')'" },
          { kind: 'script-error', detail: 'StoreV2License is not defined' },
        ],
      ],
    };
  for (const [name, [parts, events]] of Object.entries(cases))
    test(name, async ({ watch }) => {
      expect((await watch(licensePage(parts))).events).toEqual(events);
    });

  test('a frame that loads something', async ({ watch }) => {
    const page = await watch(licensePage({ body: `<iframe src="${elsewhere}"></iframe>` }));
    expect(page.events).toEqual([
      { kind: 'script', detail: 'a frame' },
      { kind: 'request', detail: elsewhere },
    ]);
  });

  test('an answer to be saved', async ({ watch }) => {
    const headers = [['Content-Disposition', 'attachment; filename=license.html']] as const;
    const page = await watch({ headers });
    expect(page.calls).toEqual([]);
    expect(kinds(page)).toEqual(['download', 'never-loaded']);
    expect(details(page, 'download')).toEqual([`license.html, from ${pageUrl}`]);
  });

  test('a policy that forbids the page its script', async ({ watch }) => {
    for (const policy of ["script-src 'none'", 'sandbox']) {
      const page = await watch({ headers: [['Content-Security-Policy', policy]] });
      expect(page.calls).toEqual([]);
      expect(kinds(page)).toEqual(['script-error']);
      expect(page.netobj?.tag).toBe('OBJECT');
    }
  });

  test('a policy that allows it is no event', async ({ watch }) => {
    const headers = [
      ['Content-Security-Policy', "script-src 'unsafe-inline'"],
      ['content-security-policy-report-only', "default-src 'none'"],
    ] as const;
    const page = await watch({ headers });
    expect(page.calls).toEqual([onLoad('license')]);
    expect(page.events).toEqual([]);
  });
});
