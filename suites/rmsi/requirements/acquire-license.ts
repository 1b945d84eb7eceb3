import { rows } from '../../../harness/verdict/rows.ts';

/**
 * AcquireLicense as the WSDL of section 6.4 has it, for users whose certificate came from Precertify
 * (section 4.2). Its rules stand in MS-RMPR.
 */
export const acquireLicense = rows('AcquireLicense', {
  'rmsi.acquire-license.returned': `
    6.4 MUST "MS-RMPR section 3.4.4.1: a successful request": A precertified user gets a use license
    For a user with rights CertificateChain of the response begins with a use license.`,
  'rmsi.acquire-license.opens': `
    6.4 MUST "MS-RMPR section 3.4.4.1: the content key in the use license": That use license opens with the user's private key
    What opens is the content key that the publishing license seals.`,
  'rmsi.acquire-license.rights': `
    6.4 MUST "MS-RMPR section 3.4.4.1: the access granted": That use license grants what the publishing license grants
    Its rights are exactly the user's own, with their conditions.`,
  'rmsi.acquire-license.licensee': `
    6.4 SHOULD "MS-RMPR section 3.4.4.1: ISSUEDPRINCIPALS of the use license": That use license is issued to the user
    Its principal has the values of the one in the certificate that was sent.`,
  'rmsi.acquire-license.signed': `
    6.4 MUST "MS-RMPR section 3.4.4.1: the signature of the use license": That use license is signed by the server
    Its issuer is the server by name and key, and its signature holds under the key of the server's certificate.`,
  'rmsi.acquire-license.chain': `
    6.4 MUST "MS-RMPR section 3.4.4.1: the chain of the use license": The server's chain follows the use license
    After the use license comes the server's certificate, and each certificate is signed by the next.`,
  'rmsi.acquire-license.stranger': `
    6.4 MUST "MS-RMPR section 3.4.4.1: a user without access": A stranger is refused
    A precertified user to whom the publishing license grants nothing gets a fault with NoRightsForRequestedPrincipalException.`,
  'rmsi.acquire-license.account-certificate': `
    6.4 SHOULD "MS-RMPR section 3.4.4.1: validation of the account certificate": A changed user certificate gives InvalidPersonaCertSignatureException
    A certificate whose signature does not hold is refused with that exception.`,
  'rmsi.acquire-license.publishing-license': `
    6.4 SHOULD "MS-RMPR section 3.4.4.1: validation of the publishing license": A changed publishing license gives InvalidRightsLabelSignatureException
    A publishing license whose signature does not hold is refused with that exception.`,
  'rmsi.acquire-license.decommissioned': `
    6.4 SHOULD "MS-RMPR section 3.4.4.1: a decommissioned server": A decommissioned server refuses AcquireLicense
    While serverDecommissioned is true, requests are refused with ClusterDecommissionedException.`,
  'rmsi.acquire-license.response-schema': `
    6.4 MUST "WSDL in section 6.4": A response of AcquireLicense is valid against the WSDL
    Successes and faults are valid against the schemas of the WSDL and of SOAP.`,
});
