import { parentPort } from 'node:worker_threads';
import { openBrowser } from '../../harness/browser/open-browser.ts';
import { licensePage, served } from './pages.ts';

const opened = await openBrowser();
if ('missing' in opened) parentPort?.postMessage(opened);
else {
  parentPort?.postMessage(await opened.browser.watch(served(licensePage())));
  await opened.browser.close();
}
