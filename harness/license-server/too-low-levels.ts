import { Blocked } from '../verdict/blocked.ts';
import type { WmdrmContext } from './context.ts';

/**
 * AppSecs that are too low for a license of the target's content: 0, which is so in either byte order, and
 * the highest where the target declares the order.
 *
 * @throws Blocked where the target names no lowest level, or no client to ask with
 */
export function tooLowLevels({ state, kit, assume }: WmdrmContext): readonly number[] {
  const { minimumAppSecurity = 0 } = state.content;
  if (minimumAppSecurity === 0)
    throw new Blocked(
      'deployment-missing',
      'The target names no wmdrm.content.minimumAppSecurity, below which a license is to be refused.',
    );
  kit.client('listed');
  if (state.assumptions['app-security-encoding'] === undefined) return [0];
  assume('app-security-encoding');
  return [...new Set([0, minimumAppSecurity - 1])];
}
