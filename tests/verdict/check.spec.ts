import { expect, test } from '@playwright/test';
import { defineChecks, type Check } from '../../harness/verdict/check.ts';

type Id = 'a' | 'b' | 'c';

test('checks go to the sink that is set when they are made', async () => {
  const [first, second]: Check<Id, string>[][] = [[], []];
  const { check, sendChecksTo } = defineChecks<Id, string>(made => first?.push(made));
  const decided: string[] = [];
  check('a', context => {
    decided.push(context);
    return Promise.resolve();
  });
  sendChecksTo(made => second?.push(made));
  check(['b', 'c'], () => Promise.resolve());
  expect(first?.map(({ requirements }) => requirements)).toEqual([['a']]);
  expect(second?.map(({ requirements }) => requirements)).toEqual([['b', 'c']]);
  await first?.[0]?.decide('the context');
  expect(decided).toEqual(['the context']);
});
