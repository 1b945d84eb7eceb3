import type { Results } from './results.ts';

/** What every report of a run says under `insecure`; undefined where certificates were verified. */
export function insecureRemark({ target }: Pick<Results, 'target'>): string | undefined {
  return target.insecure ? 'INSECURE: any TLS certificate was accepted.' : undefined;
}
