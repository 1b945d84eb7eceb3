import { expect, test } from '@playwright/test';
import type { PlayReadyTarget } from '../../harness/target/playready.ts';
import { resolvePlayReady } from '../../harness/target/resolve-playready.ts';
import { UserError } from '../../harness/user-error.ts';

const normal = 'https://rm.example.com/rightsmanager.asmx';

function resolve(testServer: string): PlayReadyTarget {
  return resolvePlayReady({ deployments: { normal, 'test-server': testServer } }, '/');
}

test('a test server keeps the query of its URL', () => {
  const url = `${normal}?tenant=7&token=a%2Bb`;
  expect(resolve(url).deployments).toEqual({ normal, 'test-server': url });
});

for (const query of ['cfg=(persist:true)', 'a=b&cfg64=W10=', 'PlayRight=1', 'cfg%64=(', 'a=%zz'])
  test(`a test server is refused whose URL has ${query}`, () => {
    const resolving = () => resolve(`${normal}?${query}`);
    expect(resolving).toThrow(UserError);
    expect(resolving).toThrow('leave cfg, cfg64 and the legacy parameters out');
  });

test('other deployments may configure licenses', () => {
  const persistent = `${normal}?cfg=(persist:true)`;
  expect(resolvePlayReady({ deployments: { normal: persistent } }, '/')).toEqual({
    deployments: { normal: persistent },
  });
});
