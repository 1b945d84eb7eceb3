import { expect, test } from '@playwright/test';
import { newSessionKey, requestKey } from '../../harness/wmdrm/session-key.ts';
import { counted } from './bits.ts';

test('a SessionKey has 16 bytes, and no two are the same', () => {
  const keys = Array.from({ length: 20 }, newSessionKey);
  for (const key of keys) expect(key).toHaveLength(16);
  expect(new Set(keys.map(key => Buffer.from(key).toString('hex'))).size).toBe(20);
});

test('KR is its first 7 bytes, or all of it', () => {
  const key = counted(16);
  expect(requestKey(key, { 'rc4-key-length': '7' })).toEqual(counted(7));
  expect(requestKey(key, { 'rc4-key-length': '16' })).toEqual(key);
});
