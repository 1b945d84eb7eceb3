import { PlayReadyError } from '../../harness/playready/error.ts';

/** Whether `action` returned or threw a PlayReadyError; anything else that it throws goes on. */
export function refuses(action: () => unknown): boolean {
  try {
    action();
    return false;
  } catch (error) {
    if (error instanceof PlayReadyError) return true;
    throw error;
  }
}
