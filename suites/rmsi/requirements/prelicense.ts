import { rows } from '../../../harness/verdict/rows.ts';

const shared = { operation: 'AcquirePreLicense', heldBy: 'tests/suites/client-requests.spec.ts' };

/** Section 3.5: the Prelicensing interface. */
export const prelicense = rows(shared, {
  'rmsi.prelicense.input-validated': `
    3.5.4.1 MUST 3036deb51e2dfdbc: The input of AcquirePreLicense is validated
    A request without parameters, without licensees or without a publishing license is refused.`,
  'rmsi.prelicense.null-argument': `
    3.1.4.2 SHOULD 5fc15c23055522e9: Licensees or license that are null give ArgumentNullException
    Without LicenseeIdentities or IssuanceLicense the fault names System.ArgumentNullException.`,
  'rmsi.prelicense.licensees-verified': `
    3.5.4.1 SHOULD 7dabd6ea888c75eb: Each licensee is looked up
    Known users get their licenses beside an unknown one, and the unknown one gets none.`,
  'rmsi.prelicense.unknown-licensee': `
    3.5.4.1 SHOULD ecb5c2a3701ff70a: An unknown user gives AcquirePreLicenseInvalidLicenseeException in place
    The exception that stands in place of an unknown user's license names that one.`,
  'rmsi.prelicense.key-error': `
    3.5.4.1 SHOULD 991c07e005e2b285: An address that cannot be looked up spoils nothing but its own place
    An empty or malformed address has an exception in place of its license, and the others get theirs.`,
  'rmsi.prelicense.license-error': `
    3.5.4.1 SHOULD 12031da3480153be: A user without rights spoils nothing but their own place
    Whom the license grants nothing has an exception in place of a license, and the others get theirs.`,
  'rmsi.prelicense.no-rights': `
    3.5.4.1 SHOULD 78db5f0f4efb7a80: A user without rights gives NoRightsForRequestedPrincipalException in place
    The exception in place of such a user's license is the one that AcquireLicense has for it.`,
  'rmsi.prelicense.rights-evaluated': `
    3.5.4.1 MUST "MS-RMPR section 3.4.4.1: the server determines access by the policy": A stranger gets no use license
    A user to whom the publishing license grants nothing is not licensed, alone or beside others.`,
  'rmsi.prelicense.license-per-user': `
    3.5.4.1 SHOULD 19c6f7c2352350c8: Every user gets a use license
    For each of several users with rights there is a use license in Licenses.`,
  'rmsi.prelicense.exception-message': `
    3.5.4.1 SHOULD 6e170df1af696d79: An exception in place has a message
    ExceptionString of an AcquirePreLicenseException is there and not empty.`,
  'rmsi.prelicense.other-messages': `
    3.5.4.1 SHOULD client 93372bc8e18cef44: Messages are for people
    A requestor bases nothing on a message other than that of a user without rights.
    untested: Binds the requestor, and what it bases on a message is not seen on the wire.`,
  'rmsi.prelicense.no-rights-recognised': `
    3.5.4.1 SHOULD client 7592191006557e1e: A user without rights is recognised
    A requestor tells by the exception's name that a user has no access.`,
  'rmsi.prelicense.whole-request': `
    3.5.4.1 SHOULD 88d283a90763491e: What spoils the whole request is a fault
    Of a publishing license that was changed, or is another's, come exceptions alone, thrown or in every place.`,
  'rmsi.prelicense.documented-exceptions': `
    3.5.4.1 MUST 5560f441c2c3f24c: Exceptions of AcquirePreLicense are documented ones
    For an error that the document names, the exception is a common one or one of the two in the table.`,
  'rmsi.prelicense.decommissioned': `
    3.5.4.1 MUST "MS-RMSI section 3.5.4.1, table of exceptions": A decommissioned server refuses AcquirePreLicense
    While the server is decommissioned, requests are refused with ClusterDecommissionedException.`,
  'rmsi.prelicense.leaf-sent': `
    3.5.4.1.3.2 MUST client 27b2ab38e3ee8c94: IssuanceLicense is the leaf
    A request carries one certificate of the publishing license's chain, the first.`,
  'rmsi.prelicense.application-data-empty': `
    3.5.4.1.3.2 SHOULD client 69861971c55699f7: ApplicationData is empty
    A request says nothing in ApplicationData.`,
  'rmsi.prelicense.order': `
    3.5.4.1.3.4 MUST "MS-RMSI section 3.5.4.1.3.4, Licenses": Licenses stand in the order of LicenseeIdentities
    The n-th element is for the n-th address, however many there are and whichever repeat or fail.`,
  'rmsi.prelicense.exception-element': `
    3.5.4.1.3.4 SHOULD f934c20fce5f74a2: A failure's place in Licenses holds an AcquirePreLicenseException
    Its element has that name and the parts of section 3.5.4.1.3.5; it is not nil, empty or left out.`,
  'rmsi.prelicense.batch-index': `
    3.5.4.1.3.5 MUST "MS-RMSI section 3.5.4.1.3.5, batchindex": batchindex is the user's index
    The batchindex of every exception in place counts to its user's position.`,
  'rmsi.prelicense.chain': `
    3.5.4.1.3.4 MUST "MS-RMSI section 3.5.4.1.3.4, CertificateChain": CertificateChain is the server's chain
    It begins with the server's certificate, and each certificate is signed by the next.`,
  'rmsi.prelicense.reference-certificates-empty': `
    3.5.4.1.3.4 MUST 884fae76bde82084: ReferenceCertificates is empty
    No certificate stands in it.`,
  'rmsi.prelicense.opens': `
    3.5.4.1 MUST "MS-RMPR section 3.4.4.1: the content key is encrypted with the user's key": The use license opens with the licensee's private key
    What opens is the content key that the publishing license seals.`,
  'rmsi.prelicense.rights': `
    3.5.4.1 MUST "MS-RMPR section 3.4.4.1: the use license describes the access granted": The use license grants what the publishing license grants
    Its rights are exactly the user's own, with their conditions.`,
  'rmsi.prelicense.licensee': `
    3.5.4.1 SHOULD "MS-RMPR section 3.4.4.1: ISSUEDPRINCIPALS of the use license": The use license is issued to the licensee
    Its principal has the values of the one in the licensee's certificate.`,
  'rmsi.prelicense.signed': `
    3.5.4.1 MUST "MS-RMPR section 3.4.4.1: the server signs the use license": The use license is signed by the server
    Its issuer is the server by name and key, and its signature holds under the key of the server's certificate.`,
  'rmsi.prelicense.response-schema': `
    6.4 MUST "WSDL in section 6.4; MS-RMSI section 3.5.4.1.3.5": A response of AcquirePreLicense is valid against the WSDL
    So are faults, against that of SOAP; with an AcquirePreLicenseException in it, which stands in no schema, none is judged.`,
});
