import { expect, test } from '@playwright/test';
import { colour } from '../../harness/report/colour.ts';

const text = 'FAIL  rmsi.a\n      FAIL  said a server\n\n1 verdicts: 1 fail';
const terminal = { isTTY: true };

test('on a terminal the word that a line begins with is coloured, and nothing else', () => {
  expect(colour(text, terminal, {})).toBe(text.replace('FAIL', '\u001b[31mFAIL\u001b[0m'));
  expect(colour('FAILURE\nx FAIL\n', terminal, {})).toBe('FAILURE\nx FAIL\n');
});

test('elsewhere, and under NO_COLOR, nothing is', () => {
  expect(colour(text, {}, {})).toBe(text);
  expect(colour(text, { isTTY: false }, {})).toBe(text);
  expect(colour(text, terminal, { NO_COLOR: '1' })).toBe(text);
  expect(colour(text, terminal, { NO_COLOR: '' })).not.toBe(text);
});
