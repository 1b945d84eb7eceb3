import { playReadyDeployments } from '../../harness/target/playready.ts';
import type { Deployment } from './exchange.ts';
import type { ServerState } from './state.ts';

/** One server in all its states (harness/target/playready.ts). */
export function deploymentsOf(state: ServerState): readonly Deployment[] {
  return playReadyDeployments.map(name => ({ name, state }));
}
