import { expect, test } from '@playwright/test';
import { deadlineReason, failureReason, type Progress } from '../../harness/transport/failure.ts';

const origin = 'https://rms.example.com';
const at = (stage: Progress['stage'], more: Partial<Progress> = {}): Progress => ({
  origin,
  stage,
  received: 0,
  ...more,
});
const coded = (code: string, message = 'raw'): Error => Object.assign(new Error(message), { code });

for (const [code, stage, expected] of [
  ['ENOTFOUND', 'connecting', 'unresolved'],
  ['EAI_AGAIN', 'connecting', 'unresolved'],
  ['ECONNREFUSED', 'connecting', 'refused'],
  ['EHOSTUNREACH', 'connecting', 'unreachable'],
  ['ETIMEDOUT', 'connecting', 'unreachable'],
  ['ECONNRESET', 'securing', 'tls'],
  ['CERT_HAS_EXPIRED', 'securing', 'tls'],
  ['DEPTH_ZERO_SELF_SIGNED_CERT', 'securing', 'tls'],
  ['ERR_SSL_WRONG_VERSION_NUMBER', 'securing', 'tls'],
  ['ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED', 'waiting', 'tls'],
  ['ERR_SSL_TLSV1_ALERT_UNKNOWN_CA', 'reading', 'tls'],
  ['ERR_SSL_SSLV3_ALERT_BAD_CERTIFICATE', 'securing', 'tls'],
  ['ERR_SSL_SSLV3_ALERT_HANDSHAKE_FAILURE', 'securing', 'tls'],
  ['ECONNRESET', 'waiting', 'closed'],
  ['EPIPE', 'waiting', 'closed'],
  ['ECONNRESET', 'reading', 'closed'],
] as const)
  test(`${code} while ${stage} is ${expected}`, () => {
    const reason = failureReason(coded(code), at(stage));
    expect(reason.code).toBe(expected);
    expect(reason.message).toMatch(/^Expected [^\n]*https:\/\/rms\.example\.com[^\n]*\.$/);
  });

test('a reset under an announced length is a broken connection, an orderly end a wrong length', () => {
  const progress = at('reading', { announced: 10, received: 4 });
  expect(failureReason(coded('ECONNRESET'), progress).code).toBe('closed');
  const ended = failureReason(coded('UND_ERR_SOCKET', 'other side closed'), progress);
  expect(ended).toEqual({
    code: 'length',
    message: `Expected 10 bytes of body from ${origin}, as Content-Length says; the connection ended after 4.`,
  });
});

test('an untrusted certificate names both ways out', () => {
  const { message } = failureReason(coded('UNABLE_TO_VERIFY_LEAF_SIGNATURE'), at('securing'));
  expect(message).toContain('--ca FILE');
  expect(message).toContain('--insecure');
});

test('what is thrown need not be an Error', () => {
  expect(failureReason('text', at('waiting')).code).toBe('closed');
});

test('a host that never answers is unreachable, one that is slow is late', () => {
  expect(deadlineReason(300, at('connecting')).code).toBe('unreachable');
  for (const stage of ['securing', 'waiting', 'reading'] as const)
    expect(deadlineReason(300, at(stage)).code).toBe('deadline');
});
