import { rows } from '../../../harness/verdict/rows.ts';

/** Section 3.2: the Decommissioning interface. */
export const decommission = rows('AcquireContentKey', {
  'rmsi.decommission.input-validated': `
    3.2.4.1 MUST 5f660e1c51256d3e: The input is validated
    A request without a usable publishing license, or with a damaged one, is refused.`,
  'rmsi.decommission.configured': `
    3.2.4.1 MUST 5f660e1c51256d3e: Only a server set to decommissioning gives out keys
    A server that is not configured for decommissioning returns no content key.`,
  'rmsi.decommission.first-licence-only': `
    3.2.4.1 SHOULD 6c732457ee06998b: Only the first publishing license counts
    Of several publishing licenses in a request all but the first are ignored.`,
  'rmsi.decommission.principal-matched': `
    3.2.4.1 SHOULD fc3c2dbe9e736648: The issued principal is compared with the server
    A key is returned only if the license's issued principal matches the server's in OBJECT ID and in size and value of the modulus.`,
  'rmsi.decommission.trusted-server': `
    3.2.4.1 SHOULD fc3c2dbe9e736648: A license for a trusted licensing server gives its key
    The comparison extends to the servers that this one is set to trust: their licenses are answered with their keys.`,
  'rmsi.decommission.key-returned': `
    3.2.4.1 MUST 003d283b021ede0f: The key that comes back is the key that was sealed in
    For a matching license the content key in it is decrypted and returned.`,
  'rmsi.decommission.key-type': `
    3.2.4.1 MUST 335ff8c3b05999d0: The key type is AES or DES, as the key is
    ContentKeyType says AES for an AES key and DES for a DES key.`,
  'rmsi.decommission.single-key': `
    3.2.4.1 SHOULD 02d786dceb6887e8: A response holds a single key
    There is one content key in a response.`,
  'rmsi.decommission.no-matching-principal': `
    3.2.4.1 SHOULD 6b260c74b6b0b89c: Another server's license gives UnsignedIssuanceLicenseNoMatchingIssuedPrincipalException
    A license for another principal is refused with that exception.`,
  'rmsi.decommission.not-decommissioned': `
    3.2.4.1 SHOULD 353de1bf4f61893a: A server in normal operation gives ClusterNotDecommissionedException
    While serverDecommissioned is false, requests are refused with that exception.`,
  'rmsi.decommission.documented-exceptions': `
    3.2.4.1 MUST 7ffe73f269db3afa: Exceptions are documented ones
    For an error that the document names, the exception is a common one or one of the two of AcquireContentKey.`,
  'rmsi.decommission.request-not-empty': `
    3.2.4.1.2.1 MUST client db73741606429330: A request asks for a key
    The array of a request holds at least one set of parameters.
    untested: Binds the requestor; what a server does without is rmsi.decommission.empty-params.
    held by: tests/suites/client.spec.ts
    conflicts with: rmsi.decommission.params-not-empty`,
  'rmsi.decommission.request-several': `
    3.2.4.1.2.1 MAY client 929281a0c3f60bad: A request asks for several keys
    The array of a request can hold more than one set of parameters.
    untested: A permission of the requestor; its effect is rmsi.decommission.first-params-only.`,
  'rmsi.decommission.first-params-only': `
    3.2.4.1.2.1 SHOULD a6ef3d06a19a3827: Only the first set of parameters counts
    Of several sets of parameters only the first is processed.`,
  'rmsi.decommission.result-of-one': `
    3.2.4.1.2.2 MUST daedb9de0b7b9362: The result has one element
    AcquireContentKeyResult holds one element.`,
  'rmsi.decommission.params-not-empty': `
    3.2.4.1.3.1 SHOULD client 58b977a41bc05201: The array of parameters is not empty
    A request holds at least one AcquireContentKeyParams.
    untested: Binds the requestor; what a server does without is rmsi.decommission.empty-params.
    held by: tests/suites/client.spec.ts
    conflicts with: rmsi.decommission.request-not-empty`,
  'rmsi.decommission.params-several': `
    3.2.4.1.3.1 MAY client b0fe7c769a890978: The array of parameters has several
    A request can hold more than one AcquireContentKeyParams.
    untested: A permission of the requestor; its effect is rmsi.decommission.first-params-only.`,
  'rmsi.decommission.empty-params': `
    3.2.4.1.3.1 SHOULD b62755866bf8c37a: An empty array gives ArgumentNullException
    A request without any AcquireContentKeyParams is a System.ArgumentNullException.`,
  'rmsi.decommission.response-of-one': `
    3.2.4.1.3.3 MUST b465329d101528e7: The response array has one AcquireContentKeyResponse
    ArrayOfAcquireContentKeyResponse holds one AcquireContentKeyResponse.`,
  'rmsi.decommission.key-not-null': `
    3.2.4.1.3.4 SHOULD a9cf275e9d23f97d: ContentKey is not null
    The ContentKey of a success is present, not nil and not empty.`,
  'rmsi.decommission.key-type-enumerated': `
    3.2.4.1.4.1 MUST 0cffa4508a0f2b35: The key type is in the enumeration
    ContentKeyType is one of Unknown, DES, AES and RSA.`,
});
