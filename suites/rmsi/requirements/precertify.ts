import { rows } from '../../../harness/verdict/rows.ts';

const shared = { operation: 'Precertify', heldBy: 'tests/suites/client-requests.spec.ts' };

/** Section 3.3: the Precertification interface. */
export const precertify = rows(shared, {
  'rmsi.precertify.input-validated': `
    3.3.4.1 MUST e65bc4a1c8a02d07: The input of Precertify is validated
    A request that names nobody, or whose parameters are no user's, is refused.`,
  'rmsi.precertify.null-argument': `
    3.1.4.2 SHOULD 5fc15c23055522e9: A request for nobody gives ArgumentNullException
    Without UserName and Identification the fault names System.ArgumentNullException, alone or inside another.`,
  'rmsi.precertify.user-or-identification': `
    3.3.4.1 MUST client b2018d23bc8e922e: A requestor names the user
    A request says UserName, Identification, or both.`,
  'rmsi.precertify.same-user': `
    3.3.4.1 SHOULD 771a8faf6108b1a4: Two users in one request give UnauthorizedAccessException
    A UserName and an Identification that belong to different users are refused with that exception.`,
  'rmsi.precertify.mode-and-id': `
    3.3.4.1 SHOULD client 2bacfc8c254e35b3: Identification comes with mode and Id
    The table's first word on it: neither part of Identification is left out.
    conflicts with: rmsi.precertify.mode-and-id-always`,
  'rmsi.precertify.mode-and-id-always': `
    3.3.4.1 MUST client 3981be2c6344eec0: Identification comes with mode and Id, always
    The table's second word on it: neither part of Identification is ever left out.
    conflicts with: rmsi.precertify.mode-and-id`,
  'rmsi.precertify.id-is-sid': `
    3.3.4.1 MUST client 6b2097ca53d779ed: The Id of a request is a SID
    A requestor identifies the user by a SID in its string form.`,
  'rmsi.precertify.sid-validated': `
    3.3.4.1 MUST 6b2097ca53d779ed: An Id that is no SID is refused
    What does not follow the grammar of SID strings is refused, also beside the right UserName.`,
  'rmsi.precertify.email-null': `
    3.3.4.1 SHOULD client 4d16707be4e4d7f8: Email is left out
    The parameter table: a requestor gives no Email in Identification.`,
  'rmsi.precertify.proxy-addresses-null': `
    3.3.4.1 SHOULD client 4d16707be4e4d7f8: ProxyAddresses is left out
    The parameter table: a requestor gives no ProxyAddresses in Identification.`,
  'rmsi.precertify.certificate-returned': `
    3.3.4.1 MUST c4811169a8606eb0: A known user's public-key certificate comes back
    For a user of the directory the response holds a certificate of a user, whoever of the known ones it is.`,
  'rmsi.precertify.user-email': `
    3.3.4.1 MUST c4811169a8606eb0: The certificate states the e-mail address that was asked for
    The issued principal's OBJECT has the user's address as its NAME, as MS-RMPR section 2.2.9.5.4 lays it out.`,
  'rmsi.precertify.user-sid': `
    3.3.4.1 MUST c4811169a8606eb0: The certificate states the user's SID
    The issued principal's OBJECT has the user's SID as its ID, as MS-RMPR section 2.2.9.5.4 lays it out.`,
  'rmsi.precertify.by-identification': `
    3.3.4.1.3.2 MUST e3e41cc5d93b9832: A user is found by SID as by name
    Identification alone, and UserName with the matching Identification, are answered as UserName alone is.`,
  'rmsi.precertify.key-of-user': `
    3.3.4.1 MUST "MS-RMSI section 3.3.4.1: the server retrieves the user's key": Each user has a key of their own
    The certificate holds the public half of the key of the user asked for, and another user's is another key.`,
  'rmsi.precertify.same-key': `
    3.3.4.1 MUST "MS-RMSI section 3.3.4.1: a key is generated when there is none": A second call gives the same key
    A user's key is made once; every later certificate holds the same one.`,
  'rmsi.precertify.signed': `
    3.3.4.1 MUST "MS-RMSI section 3.3.4.1: the server signs the certificate": The certificate verifies to the server's chain
    Its issuer is the server by name and key, and its signature holds under the key of the server's certificate.`,
  'rmsi.precertify.no-federation-principals': `
    3.3.4.1.3.5 MUST "MS-RMSI sections 3.3.1 and 3.3.4.1.3.5": The certificate has no FEDERATIONPRINCIPALS
    The part of an account certificate that carries the private key is not there.`,
  'rmsi.precertify.failure-throws': `
    3.3.4.1 MUST 4eaf81f4d84df564: An unknown user gives a fault
    For a user that nobody knows there is an exception: no certificate, and no empty success.`,
  'rmsi.precertify.documented-exceptions': `
    3.3.4.1 MUST 77c1a1ebe3b09f17: Exceptions of Precertify are documented ones
    For an error that the document names, the exception is a common one or one of the three in the table.`,
  'rmsi.precertify.decommissioned': `
    3.3.4.1 MUST "MS-RMSI section 3.3.4.1, table of exceptions": A decommissioned server refuses Precertify
    While the server is decommissioned, requests are refused with ClusterDecommissionedException.`,
  'rmsi.precertify.request-not-empty': `
    3.3.4.1.2.1 SHOULD client be70e630491d75bc: A request asks for a certificate
    The array of a request is not empty.
    conflicts with: rmsi.precertify.params-of-one`,
  'rmsi.precertify.no-request': `
    3.3.4.1.2.1 SHOULD 7e0cc7ad2ba8283d: No request gives DRMSArgumentException
    An empty array is refused with that exception.`,
  'rmsi.precertify.several-requests': `
    3.3.4.1.2.1 SHOULD 7e0cc7ad2ba8283d: Several requests give DRMSArgumentException
    An array of two is refused with that exception.`,
  'rmsi.precertify.result-of-one': `
    3.3.4.1.2.2 MUST daedb9de0b7b9362: PrecertifyResult has one element
    There is one element in the result, whatever its name.`,
  'rmsi.precertify.params-of-one': `
    3.3.4.1.3.1 MUST client 9d90f54ebc131ae4: A request asks for one certificate
    The array of a request has one set of parameters, no more and no less.
    conflicts with: rmsi.precertify.request-not-empty`,
  'rmsi.precertify.name-or-identification': `
    3.3.4.1.3.2 MUST client e3e41cc5d93b9832: PrecertifyParams names the user
    The type's own section repeats it: one of the two is there.`,
  'rmsi.precertify.name-and-identification': `
    3.3.4.1.3.2 MAY client 6e325a98a195c156: PrecertifyParams names the user twice
    A requestor can give both.
    untested: A permission of the requestor; its effect is rmsi.precertify.by-identification.`,
  'rmsi.precertify.mode-present': `
    3.3.4.1.3.3 MUST client 3000f3befecbd319: AuthenticationMode is there
    An Identification says how its user authenticates.`,
  'rmsi.precertify.mode-of-bootstrapping': `
    3.3.4.1.3.3 SHOULD client 9dd87bc713e9fc61: AuthenticationMode is the one of the bootstrapping
    The mode is how the user authenticates when bootstrapped; Windows is the only one there is.`,
  'rmsi.precertify.identification-id-is-sid': `
    3.3.4.1.3.3 MUST client 3b3865c2dca475a8: The Id of an Identification is a SID
    The type's own section repeats it: the Id is a SID in its string form.`,
  'rmsi.precertify.identification-email-null': `
    3.3.4.1.3.3 SHOULD client 6b661ff4d3f869a8: An Identification has no Email
    The type's own section repeats it: a requestor leaves Email out.`,
  'rmsi.precertify.identification-proxy-addresses-null': `
    3.3.4.1.3.3 SHOULD client 074b87e00acafd81: An Identification has no ProxyAddresses
    The type's own section repeats it: a requestor leaves ProxyAddresses out.`,
  'rmsi.precertify.response-of-one': `
    3.3.4.1.3.4 MUST 7e71cc0c02c0c8b6: The response array has one PrecertifyResponse
    ArrayOfPrecertifyResponse holds one PrecertifyResponse.`,
  'rmsi.precertify.response-schema': `
    6.2 MUST "WSDL in section 6.2": A response of Precertify is valid against the WSDL
    Successes and faults are valid against the schemas of the WSDL and of SOAP.`,
});
