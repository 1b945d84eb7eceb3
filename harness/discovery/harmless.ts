const namesOnly = 'no message carries this name';

/** Why a difference in what no message carries is of no consequence (TRAPS.md). */
export const incidentalReasons: Readonly<Partial<Record<string, string>>> = {
  'service address': 'a server names its own address; those of the documents are examples',
  'service name': namesOnly,
  'port names': namesOnly,
  'binding names': namesOnly,
  'other bindings': 'the documents use SOAP alone',
  'port type names': namesOnly,
  'message names': namesOnly,
  'order of operations': 'the order has no meaning',
  documentation: 'it is for readers',
  prefixes: 'a prefix has no meaning of its own',
};

/**
 * Why a difference in what an operation sends or gets is known to be of no consequence; undefined
 * when it may matter.
 *
 * @param what - the fact's name
 */
export function whyHarmless(
  what: string,
  expected: string | undefined,
  found: string | undefined,
): string | undefined {
  if (expected === undefined && what.startsWith('SOAP 1.2: '))
    return 'the server offers SOAP 1.2 besides, which the document leaves out';
  if (
    expected?.includes(', 1..unbounded') === true &&
    found === expected.replace(', 1..unbounded', ', 0..unbounded')
  )
    return 'ASP.NET writes minOccurs="0" for the items of every array';
  return undefined;
}
