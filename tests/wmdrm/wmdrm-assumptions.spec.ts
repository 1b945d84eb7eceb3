import { expect, test } from '@playwright/test';
import {
  assumptionNames,
  completeAssumptions,
  wmdrmAssumptions,
  type Assumption,
} from '../../harness/wmdrm/wmdrm-assumptions.ts';

const assumptions: Readonly<Record<string, Assumption>> = wmdrmAssumptions;

for (const [name, { section, about, choices, assumed, because }] of Object.entries(assumptions))
  test(`${name} is one of several choices, and says where, what and why`, () => {
    expect(name).toMatch(/^[a-z0-9]+(?:-[a-z0-9]+)*$/);
    expect(choices).toContain(assumed);
    expect(choices.length).toBeGreaterThan(1);
    expect(new Set(choices).size).toBe(choices.length);
    expect(section).toMatch(/^\d+(?:\.\d+)+$/);
    for (const sentence of [about, because]) expect(sentence).toMatch(/^[A-Z\d].*\.$/);
  });

test('all of them have names', () => {
  expect(assumptionNames).toEqual(Object.keys(assumptions));
  expect(assumptionNames).toContain('point-order');
});

test.describe('completed', () => {
  const assumed = Object.fromEntries(
    Object.entries(assumptions).map(([name, each]) => [name, each.assumed]),
  );

  test('each has what is assumed', () => {
    expect(completeAssumptions()).toEqual(assumed);
    expect(completeAssumptions({})).toEqual(assumed);
  });

  test('what a target declares comes before it', () => {
    for (const [name, { choices }] of Object.entries(assumptions))
      for (const choice of choices)
        expect(completeAssumptions({ [name]: choice })).toEqual({ ...assumed, [name]: choice });
  });

  test('what is assumed is not changed by it', () => {
    completeAssumptions({ 'point-order': 'masked-first' });
    expect(completeAssumptions()['point-order']).toBe('ephemeral-first');
  });
});
