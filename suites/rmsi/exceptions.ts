import { lastComponent } from '../../harness/soap/exception-name.ts';

/**
 * The exceptions of AcquireContentKey (MS-RMSI 3.1.4.2 and 3.2.4.1), by their last component, with
 * the namespaces that the documents put them in (TRAPS.md 3.2).
 */
const namespaces: ReadonlyMap<string, readonly string[]> = new Map([
  ['ArgumentNullException', ['System']],
  ['MalformedDataVersionException', ['Microsoft.DigitalRightsManagement.Core']],
  ['UnsupportedDataVersionException', ['Microsoft.DigitalRightsManagement.Core']],
  ['ClusterNotDecommissionedException', ['Microsoft.DigitalRightsManagement.Utilities']],
  [
    'UnsignedIssuanceLicenseNoMatchingIssuedPrincipalException',
    ['Microsoft.DigitalRightsManagement', 'Microsoft.DigitalRightsManagement.Licensing'],
  ],
]);

export const documentedExceptions: readonly string[] = [...namespaces.keys()];

/** Of these full names, documented exceptions in a namespace that no sentence gives. */
export function inUndocumentedNamespace(names: readonly string[]): readonly string[] {
  return names.filter(name => {
    const known = namespaces.get(lastComponent(name));
    // The tables of 3.2.4.1 give the bare name, too.
    return (
      known !== undefined && name.includes('.') && !known.some(each => name === full(each, name))
    );
  });
}

function full(namespace: string, name: string): string {
  return `${namespace}.${lastComponent(name)}`;
}
