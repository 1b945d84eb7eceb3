import { expect, test as plain } from '@playwright/test';
import { openBrowser } from '../../harness/browser/open-browser.ts';
import { mostReports, startRecord } from '../../harness/browser/record.ts';
import type { ServedPage, WatchedPage } from '../../harness/browser/watched-page.ts';
import { kinds, licensePage, onLoad, served } from './pages.ts';
import { test } from './test.ts';

plain('of one kind only the first are kept, of other kinds still some', () => {
  const record = startRecord();
  for (let index = 0; index < 100; index += 1) record.note('request', `http://x/${index}`);
  record.note('dialog', 'alert: a');
  record.note('dialog', 'alert: a');
  record.note('dialog', `alert: ${'b'.repeat(10_000)}\n\u202e`);
  expect(record.events.filter(({ kind }) => kind === 'request')).toHaveLength(10);
  const [first, second, ...others] = record.events.filter(({ kind }) => kind === 'dialog');
  expect(first?.detail).toBe('alert: a');
  expect(second?.detail.length).toBeLessThan(210);
  expect(others).toEqual([]);
  expect(record.reports).toBe(103);
});

plain('a flood ends the record', async () => {
  const record = startRecord();
  let isOver = false;
  void record.over.then(() => {
    isOver = true;
  });
  for (let index = 1; index < mostReports; index += 1) record.count();
  await Promise.resolve();
  expect(isOver).toBe(false);
  record.addCall({ argument: '', argumentCount: 0, onLoad: false });
  await record.over;
  expect(record.events.map(({ kind }) => kind)).toEqual(['flood']);
  expect(record.callCount).toBe(1);
});

plain('so does the end of the process', async () => {
  const record = startRecord();
  record.note('crash', 'gone');
  await record.over;
});

test.describe('a page that does not come to an end is given up', () => {
  const loops: Readonly<Record<string, Parameters<typeof licensePage>[0]>> = {
    'while it is parsed': { before: 'for (;;);' },
    'while it loads': { script: 'netobj.StoreLicense("license"); for (;;);' },
    'after it has loaded': {
      script: 'netobj.StoreLicense("license"); setTimeout(() => { for (;;); }, 50)',
    },
    'in a frame': { body: '<iframe srcdoc="<script>for (;;);</script>"></iframe>' },
    'calling on and on': { script: 'for (;;) netobj.StoreLicense("license")' },
    'halting for a debugger': { script: 'for (;;) debugger' },
    'with dialogs': { script: 'for (;;) alert("again")' },
  };
  for (const [name, parts] of Object.entries(loops))
    test(name, async ({ opened }) => {
      const page = await watchImpatiently(opened, licensePage(parts));
      expect(kinds(page)).toContain('hang');
      expect(page.calls.length).toBeLessThanOrEqual(10);
      if (name.endsWith('loads') || name.endsWith('loaded'))
        expect(page.calls).toEqual([onLoad('license')]);
      if (name.startsWith('calling')) expect(page.callCount).toBe(1000);
    });

  const floods: Readonly<Record<string, string>> = {
    requests: 'for (;;) fetch("http://elsewhere.example.com/")',
    scripts: 'for (;;) eval("1")',
    windows: 'for (let i = 0; ; i += 1) open("http://elsewhere.example.com/" + i)',
  };
  for (const [name, script] of Object.entries(floods))
    // On a busy machine its scripts are ended before so much of it has come through.
    test(`a flood of ${name}`, async ({ watch }) => {
      expect(kinds(await watch(licensePage({ script })))).toContainEqual(
        expect.stringMatching(/^(flood|hang)$/),
      );
    });

  test('without a load event', async ({ opened }) => {
    const page = await watchImpatiently(
      opened,
      licensePage({ before: 'netobj.StoreLicense("license"); stop();' }),
    );
    expect(page.calls).toEqual([{ ...onLoad('license'), onLoad: false }]);
    expect(kinds(page)).toEqual(['never-loaded']);
  });

  test('taking all memory', async ({ watch }) => {
    const page = await watch(
      licensePage({ script: 'const a = []; for (;;) a.push(new Array(100000).fill(1.5))' }),
    );
    expect(kinds(page)).toEqual([expect.stringMatching(/^(crash|hang)$/)]);
  });
});

test('a statement for debuggers halts nothing', async ({ watch }) => {
  const page = await watch(licensePage({ script: 'debugger; netobj.StoreLicense("license")' }));
  expect(page.calls).toEqual([onLoad('license')]);
  expect(page.events).toEqual([]);
});

test('a large page is looked at', async ({ watch }) => {
  const page = await watch(licensePage({ body: '<p onclick="x()">text'.repeat(60_000) }));
  expect(page.calls).toEqual([onLoad('license')]);
  expect(page.events).toEqual([{ kind: 'script', detail: 'onclick: x()' }]);
  expect(page.text.length).toBeLessThan(1_100);
});

/** With a browser that waits no longer than an idle page could need; it hangs for longer than that. */
async function watchImpatiently(
  available: Awaited<ReturnType<typeof openBrowser>>,
  page: string | Partial<ServedPage>,
): Promise<WatchedPage> {
  test.skip('missing' in available, 'missing' in available ? available.missing : '');
  const opened = await openBrowser(process.env, { patience: { load: 4_000, answer: 3_000 } });
  if ('missing' in opened) throw new Error(opened.missing);
  try {
    const watched = await opened.browser.watch(served(page));
    // It is of use still.
    expect((await opened.browser.watch(served(licensePage()))).callCount).toBe(1);
    return watched;
  } finally {
    await opened.browser.close();
  }
}
