import { expect, test } from '@playwright/test';
import { braced, guidFrom, newGuid } from '../../harness/xrml/guid.ts';

const form = /^\{[0-9a-f]{8}-[0-9a-f]{4}-[48][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}\}$/;

test('braced() adds braces once', () => {
  const guid = '0b7b3a8e-55ac-4d23-8a0e-6c6a2f4d1c11';
  expect(braced(guid)).toBe(`{${guid}}`);
  expect(braced(`{${guid}}`)).toBe(`{${guid}}`);
});

test('guidFrom() gives the same GUID for the same text only', () => {
  expect(guidFrom('a')).toMatch(form);
  expect(guidFrom('a')).toBe(guidFrom('a'));
  expect(guidFrom('a')).not.toBe(guidFrom('b'));
});

test('newGuid() never gives the same GUID twice', () => {
  expect(newGuid()).toMatch(form);
  expect(newGuid()).not.toBe(newGuid());
});
