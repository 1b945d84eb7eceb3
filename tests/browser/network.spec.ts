import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { chromium, expect } from '@playwright/test';
import { launchCutOff } from '../../harness/browser/launch.ts';
import { openBrowser } from '../../harness/browser/open-browser.ts';
import { findChromium } from '../../harness/tools/find-tool.ts';
import { startCanaries, type Canaries } from './canaries.ts';
import { details, licensePage, onLoad, served } from './pages.ts';
import { test } from './test.ts';

let canaries: Canaries;

test.beforeEach(async () => {
  canaries = await startCanaries();
});
test.afterEach(() => {
  canaries.close();
});

/** Each tries to reach the canaries in another way. */
const attempts: Readonly<Record<string, (to: Canaries) => Parameters<typeof licensePage>[0]>> = {
  fetch: ({ http }) => ({ script: `fetch("${http}/"); fetch("${http}/", { method: "POST" })` }),
  'fetch that outlives the page': ({ http }) => ({
    script: `addEventListener("pagehide", () => { fetch("${http}/", { keepalive: true, method: "POST", mode: "no-cors" }) })`,
  }),
  'a beacon, at once and at the end': ({ http }) => ({
    script: `navigator.sendBeacon("${http}/");
      for (const type of ["pagehide", "unload", "visibilitychange"])
        addEventListener(type, () => { navigator.sendBeacon("${http}/" + type) });`,
  }),
  'an image and a style sheet': ({ http, tcp }) => ({
    body: `<img src="${http}/"><img src="http://${tcp}/"><link rel=stylesheet href="${http}/">
      <style>body { background: url(${http}/b); } @font-face { font-family: f; src: url(${http}/f) }
      p { font-family: f }</style><p>x</p>`,
  }),
  'hints of links': ({ http, tcp }) => ({
    head: [
      'preconnect',
      'dns-prefetch',
      'prefetch',
      'preload',
      'prerender',
      'modulepreload',
      'icon',
    ]
      .map(
        rel => `<link rel="${rel}" as="script" href="${http}/"><link rel="${rel}" href="//${tcp}">`,
      )
      .join(''),
  }),
  'rules of speculation': ({ http }) => ({
    body: `<script type="speculationrules">{"prerender":[{"urls":["${http}/"]}],"prefetch":[{"urls":["${http}/"]}]}</script>`,
  }),
  WebSocket: ({ tcp }) => ({
    script: `new WebSocket("ws://${tcp}/"); new WebSocket("wss://${tcp}/")`,
  }),
  EventSource: ({ http }) => ({ script: `new EventSource("${http}/")` }),
  'a form': ({ http }) => ({
    script: 'document.forms[0].submit()',
    body: `<form method="post" action="${http}/"><input name="a" value="b"></form>`,
  }),
  'a form to a window': ({ http }) => ({
    script: 'document.forms[0].submit()',
    body: `<form target="_blank" action="${http}/"></form>`,
  }),
  'a window': ({ http }) => ({ script: `open("${http}/"); open("http://localhost:1/")` }),
  location: ({ http }) => ({ script: `location = "${http}/"` }),
  refresh: ({ http }) => ({ head: `<meta http-equiv="refresh" content="0; url=${http}/">` }),
  'a frame': ({ http, tcp }) => ({
    body: `<iframe src="${http}/"></iframe><iframe src="http://${tcp}/"></iframe>
      <object data="${http}/o"></object><embed src="${http}/e">
      <iframe sandbox="allow-scripts" srcdoc="<script>fetch('${http}/');new WebSocket('ws://${tcp}')</script>"></iframe>`,
  }),
  'a worker': ({ http, tcp }) => ({
    script: `const text = 'fetch("${http}/"); new WebSocket("ws://${tcp}/"); importScripts("${http}/")';
      const url = URL.createObjectURL(new Blob([text]));
      new Worker(url); try { new SharedWorker(url) } catch {}
      navigator.serviceWorker?.register("/worker.js");`,
  }),
  WebRTC: ({ udp }) => ({
    body: '<iframe></iframe>',
    script: `for (const place of [window, frames[0]]) try {
        const peer = new place.RTCPeerConnection({ iceServers: [{ urls: "stun:${udp}" }] });
        peer.createDataChannel("a"); peer.createOffer().then(offer => peer.setLocalDescription(offer));
      } catch {}`,
  }),
  WebTransport: ({ udp }) => ({
    script: `const text = 'new WebTransport("https://${udp}/")';
      try { eval(text) } catch {}
      new Worker(URL.createObjectURL(new Blob([text])))`,
  }),
  'a policy’s report': ({ http }) => ({
    head: `<meta http-equiv="Content-Security-Policy" content="img-src 'none'; report-uri ${http}/">`,
    body: '<img src="data:,">',
  }),
  'media, tracks and pings': ({ http }) => ({
    body: `<video src="${http}/" autoplay><track src="${http}/t" default></video>
      <audio src="${http}/" autoplay></audio><a href="#x" ping="${http}/">x</a>`,
    script: 'document.links[0].click()',
  }),
};

for (const [name, parts] of Object.entries(attempts))
  test(`nothing is reached by ${name}`, async ({ watch }) => {
    await watch({
      url: `${canaries.http}/getlicense.asp`,
      body: Buffer.from(licensePage(parts(canaries))),
    });
    expect(canaries.heard).toEqual([]);
  });

test('nothing is reached by headers', async ({ watch }) => {
  const { http, tcp } = canaries;
  for (const headers of [
    [['Link', `<${http}/a>; rel=preload; as=script, <http://${tcp}>; rel=preconnect`]],
    [['Refresh', `0; url=${http}/`]],
    [['Content-Security-Policy', `script-src 'none'; report-uri ${http}/`]],
    [
      ['Reporting-Endpoints', `main="${http}/"`],
      ['Content-Security-Policy', `script-src 'none'; report-to main`],
    ],
    [['Speculation-Rules', `"${http}/rules"`]],
  ] as const)
    await watch({ url: `${http}/`, headers });
  expect(canaries.heard).toEqual([]);
});

test('a redirect is not followed, and the page is opened as its own', async ({ watch }) => {
  const { http } = canaries;
  for (const url of [`${http}/getlicense.asp`, http.replace('http:', 'https:')]) {
    const page = await watch({
      url,
      status: 302,
      headers: [['Location', `${http}/next`]],
      body: Buffer.from(licensePage({ script: 'netobj.StoreLicense(location.href)' })),
    });
    expect(page.calls).toEqual([onLoad(new URL(url).href)]);
    expect(details(page, 'navigation')).toEqual([`HTTP 302 to ${http}/next`]);
  }
  expect(canaries.heard).toEqual([]);
});

/** Tries what a script can try, and waits until it has come to an end; no longer than some seconds. */
const tryAll = ({ http, tcp, udp }: Canaries): string => `(async () => {
  const over = (target, ...types) => new Promise(end => {
    for (const type of types) target.addEventListener(type, end);
    setTimeout(end, 5000);
  });
  const peer = new RTCPeerConnection({ iceServers: [{ urls: "stun:${udp}" }] });
  peer.createDataChannel("a");
  const gathered = new Promise(end => {
    peer.onicecandidate = event => { if (event.candidate === null) end() };
    setTimeout(end, 5000);
  });
  await peer.setLocalDescription(await peer.createOffer());
  await Promise.allSettled([
    gathered,
    fetch("${http}/", { mode: "no-cors" }),
    over(new WebSocket("ws://${tcp}/"), "error", "close"),
    isSecureContext ? new WebTransport("https://${udp}/").ready : undefined,
  ]);
})()`;

test('a browser reaches nothing by the way it was launched, even if nothing is routed', async () => {
  const executable = await findChromium(process.env);
  test.skip(executable === undefined, 'There is no Chromium; run `npx assay setup`.');
  const browser = await launchCutOff(executable ?? '');
  const page = await browser.newPage();
  await page.route(`${canaries.http}/here`, route =>
    route.fulfill({ contentType: 'text/html', body: '' }),
  );
  await page.goto(`${canaries.http}/here`);
  await page.evaluate(tryAll(canaries));
  await browser.close();
  expect(canaries.heard).toEqual([]);
});

test('a browser that is not cut off does reach the canaries', async () => {
  const executablePath = await findChromium(process.env);
  test.skip(executablePath === undefined, 'There is no Chromium; run `npx assay setup`.');
  const browser = await chromium.launch({
    ...(executablePath !== undefined && { executablePath }),
    args: ['--no-sandbox', '--disable-dev-shm-usage'],
  });
  const page = await browser.newPage();
  await page.goto(canaries.http);
  await page.evaluate(tryAll(canaries));
  await browser.close();
  expect(canaries.heard).toEqual(
    expect.arrayContaining([
      'a connection to the web server',
      'GET /',
      'a connection',
      'a datagram',
    ]),
  );
});

test('no other program is started for an address', async ({ opened }, testInfo) => {
  test.skip('missing' in opened, 'missing' in opened ? opened.missing : '');
  test.skip(process.platform !== 'linux', 'Only on Linux are they found in PATH.');
  const folder = testInfo.outputPath('programs');
  const started = join(folder, 'started');
  mkdirSync(folder, { recursive: true });
  for (const name of ['xdg-open', 'xdg-email']) {
    writeFileSync(join(folder, name), `#!/bin/sh\necho "$@" >> "${started}"\n`);
    chmodSync(join(folder, name), 0o755);
  }
  const path = process.env['PATH'] ?? '';
  process.env['PATH'] = `${folder}${delimiter}${path}`;
  try {
    const own = await openBrowser();
    if ('missing' in own) throw new Error(own.missing);
    for (const address of ['mailto:a@example.com', 'mms://example.com/', 'mailto:b@example.com']) {
      const script = `location = "${address}"`;
      const page = await own.browser.watch(served(licensePage({ script })));
      expect(page.events).toEqual([{ kind: 'navigation', detail: address }]);
    }
    await own.browser.close();
  } finally {
    process.env['PATH'] = path;
  }
  expect(existsSync(started) ? readFileSync(started, 'utf8') : '').toBe('');
});
