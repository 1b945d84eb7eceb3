import { EnablingBitsError } from '../../harness/xrml/enabling-bits-error.ts';

/** The code of the EnablingBitsError that `action` throws, or `none`. */
export function codeOf(action: () => unknown): string {
  try {
    action();
    return 'none';
  } catch (error) {
    if (error instanceof EnablingBitsError) return error.code;
    throw error;
  }
}
