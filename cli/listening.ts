import { InvalidArgumentError } from 'commander';
import { UserError } from '../harness/user-error.ts';

/** Reads an option's value as the number of a port; 0 takes a free one. */
export function portNumber(text: string): number {
  const port = Number(text);
  if (!/^[0-9]{1,5}$/.test(text) || port > 65_535)
    throw new InvalidArgumentError('Expected a port number from 0 to 65535.');
  return port;
}

/** What is wrong with a port that can't be listened on; any other error as it is. */
export function explainListening(error: unknown): unknown {
  if (!(error instanceof Error) || !('code' in error && 'port' in error)) return error;
  const port = String(error.port);
  if (error.code === 'EADDRINUSE')
    return new UserError(
      `Expected port ${port} on 127.0.0.1 to be free; another program listens there. Choose another one, or 0 for any.`,
    );
  if (error.code === 'EACCES')
    return new UserError(
      `Expected a port that this user may listen on; ${port} is reserved. Choose one above 1023, or 0 for any.`,
    );
  return error;
}

/** Resolves when somebody ends the program. */
export function interrupted(): Promise<void> {
  return new Promise(resolve => {
    process.once('SIGINT', resolve);
    process.once('SIGTERM', resolve);
  });
}
