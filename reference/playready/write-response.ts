import { messages, protocols } from '../../harness/playready/namespaces.ts';

/**
 * An answer in the documented pattern (PlayReady-facts 1.2): `{P}OpResponse / {P}OpResult /
 * {M}Response`, around what the operation gives.
 *
 * @param payload - XML text that declares its namespaces itself
 */
export function writeResponse(operation: string, payload: string): string {
  return (
    `<${operation}Response xmlns="${protocols}"><${operation}Result>` +
    `<Response xmlns="${messages}">${payload}</Response>` +
    `</${operation}Result></${operation}Response>`
  );
}
