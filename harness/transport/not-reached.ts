import type { WireFailure } from './wire.ts';

/** Why a server was not reached, as a preflight leaves it. */
export interface NotReached {
  readonly unreachable: string;
  /** Set when the credentials were refused, or there are none. */
  readonly unauthorized?: true;
}

/** A failure after which nothing more is sent; its message may quote what a server said. */
export function notReached({ code, message }: Pick<WireFailure, 'code' | 'message'>): NotReached {
  return { unreachable: message, ...(code === 'unauthorized' && { unauthorized: true }) };
}
