import { testNamespace } from '../../harness/playready/challenge/test-envelope.ts';
import { child } from '../../harness/xml/element.ts';
import type { Call } from './operation.ts';
import { Refused } from './refusal.ts';

/** A message of our own test client, where nothing public says what a real one holds. */
export interface TestPayload {
  /** The text of a child in our namespace. @throws Refused `invalidMessage` when there is none */
  readonly text: (name: string) => string;
  /** The key that the message names and is signed with, base64. */
  readonly client: string;
}

/**
 * Reads the payload of an operation whose bodies are not public: only our test client's are understood.
 *
 * @throws Refused as `Call.challenge`, and `invalidMessage` for any other payload
 */
export function readTestPayload(call: Call): TestPayload {
  const { payload, element, publicKey } = call.challenge();
  if (payload.name !== 'TestPayload' || payload.namespace !== testNamespace)
    throw new Refused('invalidMessage', 'The message is not of our test client.');
  return {
    client: Buffer.from(publicKey ?? []).toString('base64'),
    text(name) {
      const text = child(element, name, testNamespace)?.text.trim();
      if (text === undefined || text === '')
        throw new Refused('invalidMessage', `The message has no ${name}.`);
      return text;
    },
  };
}

/** An element of such a payload, and of the answer to it. */
export function writeTestPayload(content: string): string {
  return `<TestPayload xmlns="${testNamespace}">${content}</TestPayload>`;
}
