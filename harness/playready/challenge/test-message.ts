import type { KeyObject } from 'node:crypto';
import { writeSignature } from '../signature.ts';
import { newTestKey } from './test-challenge.ts';
import { testNamespace, writeTestEnvelope } from './test-envelope.ts';

/** The operations whose bodies are not public (PlayReady-facts 1.2). */
export const undocumentedOperations = [
  'AcknowledgeLicense',
  'JoinDomain',
  'LeaveDomain',
  'ProcessMeteringData',
  'ProcessSecureStopData',
] as const;
export type UndocumentedOperation = (typeof undocumentedOperations)[number];

/** What a test message says. */
export interface TestMessage {
  /** XML text that stands in the payload; nothing unless given. */
  readonly content?: string;
  /** Private key on P-256; one is made for this message unless given. */
  readonly key?: KeyObject;
}

/**
 * Writes a message of an operation whose body is not public: the inferred envelope (PlayReady-facts 1.2)
 * around a payload `TestPayload` in our own namespace `urn:assay:test`, which pretends to be nothing
 * else. It is for our reference server; every other refuses it.
 *
 * @returns a SOAP 1.1 envelope, with a comment that says what it is
 */
export function writeTestMessage(
  operation: UndocumentedOperation,
  { content = '', key = newTestKey() }: TestMessage = {},
): string {
  const signed = `<TestPayload xmlns="${testNamespace}" Id="SignedData">${content}</TestPayload>`;
  return writeTestEnvelope(operation, signed + writeSignature(signed, key, true));
}
