import { PlayReadyError } from './error.ts';

/** What a reader of this folder gives, or undefined for what it can't read. */
export function ifReadable<Value>(read: () => Value): Value | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof PlayReadyError) return undefined;
    throw error;
  }
}
