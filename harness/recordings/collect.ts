import type { IncomingMessage } from 'node:http';
import { mostBodyBytes } from './recording.ts';

/**
 * Keeps a body while it passes. The function returned gives it once it is complete; undefined before,
 * and where it is longer than any message, so that nothing grows with what merely passes.
 */
export function collect(message: IncomingMessage): () => Uint8Array | undefined {
  let chunks: Uint8Array[] | undefined = [];
  let length = 0;
  message.on('data', (chunk: Uint8Array) => {
    length += chunk.length;
    if (length > mostBodyBytes) chunks = undefined;
    chunks?.push(chunk);
  });
  return () =>
    message.complete && chunks !== undefined ? new Uint8Array(Buffer.concat(chunks)) : undefined;
}
