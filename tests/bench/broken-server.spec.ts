import { expect, test } from '@playwright/test';
import { brokenServer } from '../../bench/broken-server.ts';
import { rmsiMutants } from '../../reference/mutants/rmsi/mutants.ts';

test('the broken server combines mutants that do not undo each other', () => {
  const { breaks, behaviour } = brokenServer();
  expect(breaks.length).toBeGreaterThan(20);
  expect(new Set(breaks).size).toBe(breaks.length);
  const combined = rmsiMutants.filter(({ behaviour: rules }) =>
    Object.entries(rules).every(
      ([rule, value]) => behaviour[rule as keyof typeof behaviour] === value,
    ),
  );
  const broken = new Set(combined.flatMap(({ breaks: ids }) => ids));
  expect(breaks.filter(id => !broken.has(id))).toEqual([]);
});
