import { expect, test } from '@playwright/test';
import { grantsIn } from '../../harness/license-server/grants.ts';
import { wmdrmOperations } from '../../harness/recordings/operations.ts';
import type { RequestLabel } from '../../harness/report/exchange.ts';
import type { WireOutcome } from '../../harness/transport/wire.ts';
import { responds } from './answering.ts';
import { license1, license7, page1, response7 } from './licenses.ts';
import { base64, ownServer } from './own-server.ts';

const label = (operation: string, effect: RequestLabel['effect'] = 'issues'): RequestLabel => ({
  ...{ operation, effect, fixture: 'minimal', deployment: 'normal' },
});

function kindsIn(
  outcome: WireOutcome,
  operation: string = wmdrmOperations.post,
  effect?: RequestLabel['effect'],
): readonly string[] {
  const request = { url: 'http://license.example/', method: 'POST', headers: {} } as const;
  return grantsIn({ request, outcome, label: label(operation, effect) }).map(({ kind }) => kind);
}

test('each license is entered, of whichever version, and revocation data is not', () => {
  const server = ownServer();
  const one = license7(server);
  const list = '<REVOCATION type="a">AA==</REVOCATION>';
  const issued = (count: number) => Array.from({ length: count }, () => 'WMDRM license');
  expect(kindsIn(responds(response7([one], list)))).toEqual(issued(1));
  expect(kindsIn(responds(response7([one, one, one])))).toEqual(issued(3));
  expect(kindsIn(responds(base64(response7([one, one]))))).toEqual(issued(2));
  const version1 = license1(server);
  expect(kindsIn(responds(page1(version1)), wmdrmOperations.get)).toEqual(issued(1));
  expect(kindsIn(responds(page1(version1, version1)), wmdrmOperations.get)).toEqual(issued(2));
  const page = `<HTML><BODY onLoad='netobj.StoreLicense("${response7([one])}")'></BODY></HTML>`;
  expect(kindsIn(responds(page))).toEqual(issued(1));
});

test('errors, pages and what only reads issue nothing', () => {
  const response = responds(response7([license7(ownServer())]));
  for (const none of [
    responds('0x8004800E'),
    responds('<html>No</html>'),
    responds(''),
    responds('<LICENSERESPONSE/>'),
    { kind: 'failure', code: 'closed', message: 'It closed.', durationMs: 1 } as const,
  ])
    for (const operation of Object.values(wmdrmOperations))
      expect(kindsIn(none, operation)).toEqual([]);
  expect(kindsIn(response, 'higher layer', 'reads')).toEqual([]);
  const request = { url: 'http://license.example/', method: 'GET', headers: {} } as const;
  expect(grantsIn({ request, outcome: response })).toEqual([]);
});

test('of thousands, some are entered', () => {
  const many = response7(Array.from({ length: 5_000 }, () => new Uint8Array(3)));
  expect(kindsIn(responds(many))).toHaveLength(200);
});
