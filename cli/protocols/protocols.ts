import type { ReferenceState } from '../../reference/rms/deployments.ts';
import { clockProtocol } from './clock.ts';
import { playReadyProtocol } from './playready.ts';
import type { Protocol } from './protocol.ts';
import { rmsiProtocol } from './rmsi.ts';
import { wmdrmProtocol } from './wmdrm.ts';

/**
 * What proving, rehearsing and explaining need of every suite in cli/suites.ts, by its name.
 *
 * @param state - of the RMS servers; made anew unless given
 */
export function allProtocols(state?: ReferenceState): readonly Protocol[] {
  return [rmsiProtocol(state), playReadyProtocol, wmdrmProtocol, clockProtocol];
}

/** The protocol of a suite. @throws Error when there is none of this name */
export function protocolOf(name: string, protocols: readonly Protocol[]): Protocol {
  const found = protocols.find(protocol => protocol.name === name);
  if (found === undefined) throw new Error(`There is no protocol called ${name}.`);
  return found;
}
