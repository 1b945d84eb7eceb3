import { rows } from '../../../harness/verdict/rows.ts';

const shared = { operation: 'EditIssuanceLicense', heldBy: 'tests/suites/client-requests.spec.ts' };

/** Section 3.4: the Republishing interface. */
export const republish = rows(shared, {
  'rmsi.republish.input-validated': `
    3.4.4.1 MUST 4a0c3c7ada7094d5: The input of EditIssuanceLicense is validated
    A request without parameters, or without one of the two licenses, is refused.`,
  'rmsi.republish.null-argument': `
    3.1.4.2 SHOULD 5fc15c23055522e9: A publishing license that is null gives ArgumentNullException
    Without the signed or the unsigned license the fault names System.ArgumentNullException.`,
  'rmsi.republish.leaves-sent': `
    3.4.4.1 MUST client "MS-RMSI section 3.4.4.1, table of parameters": A requestor sends leaf certificates
    Each license parameter holds the leaf of its chain and nothing else.`,
  'rmsi.republish.format-validated': `
    3.4.4.1 MUST 92e37aac75ec159e: Both licenses are validated
    XrML that is no publishing license, or one that lacks what a server needs, is refused in either place.`,
  'rmsi.republish.signature-validated': `
    3.4.4.1 MUST 573a58893ac93922: A signed license that was changed is not republished
    When the signature of the signed license does not hold, no license comes back.`,
  'rmsi.republish.invalid-signature': `
    3.4.4.1 SHOULD b50677191c7874a4: A broken signature gives InvalidSignedIssuanceLicenseException
    A signed license whose signature does not hold is refused with that exception.
    conflicts with: rmsi.republish.documented-exceptions, rmsi.republish.signed-principal`,
  'rmsi.republish.untrusted-issuer': `
    3.4.4.1 SHOULD b50677191c7874a4: An untrusted issuer gives InvalidSignedIssuanceLicenseException
    A license that names the server, well signed by a server it does not trust, is refused with that exception.
    conflicts with: rmsi.republish.documented-exceptions, rmsi.republish.signed-principal`,
  'rmsi.republish.signed-principal': `
    3.4.4.1 SHOULD 48fe84f1ed6d7dba: Another server's signed license gives InvalidSignedIssuanceLicenseException
    A signed license issued to another principal, even a trusted one, is refused with that exception.
    conflicts with: rmsi.republish.invalid-signature, rmsi.republish.untrusted-issuer`,
  'rmsi.republish.publishing-disabled': `
    3.4.4.1 SHOULD 239180de04e18483: Disabled publishing gives OnlinePublishingDisabledException
    While onlinePublishingEnabled is false, requests are refused with that exception.
    conflicts with: rmsi.republish.documented-exceptions`,
  'rmsi.republish.unsigned-principal': `
    3.4.4.1 SHOULD d4b299bd248107bb: Another server's unsigned license gives UnsignedIssuanceLicenseNoMatchingIssuedPrincipalException
    An unsigned license for another principal is refused with that exception.
    conflicts with: rmsi.republish.documented-exceptions`,
  'rmsi.republish.official-template': `
    3.4.4.1 SHOULD e4120284de022ce9: A forged official template gives InvalidOfficialRightsTemplateException
    Rights data that calls itself an official template, and is not signed as one, is refused with that exception.`,
  'rmsi.republish.decommissioned': `
    3.4.4.1 SHOULD 4c913bbebf56e260: A decommissioned server gives ClusterDecommissionedException
    While serverDecommissioned is true, requests to republish are refused with that exception.`,
  'rmsi.republish.opt-in-absent': `
    3.4.4.1 MUST 3f429aa877d09edc: Without consent there is no republishing
    Signed rights data without AUTHENTICATEDDATA is refused with ServerRepublishIllegalException.`,
  'rmsi.republish.opt-in-id': `
    3.4.4.1 MUST "MS-RMSI section 3.4.4.1, list under AUTHENTICATEDDATA, first item": Consent under another id is none
    An entry whose id is not APPSPECIFIC is refused with ServerRepublishIllegalException.`,
  'rmsi.republish.opt-in-name': `
    3.4.4.1 MUST "MS-RMSI section 3.4.4.1, list under AUTHENTICATEDDATA, second item": Consent under another name is none
    An entry whose name is not Allow_Server_Editing is refused with ServerRepublishIllegalException.`,
  'rmsi.republish.opt-in-value': `
    3.4.4.1 MUST "MS-RMSI section 3.4.4.1, list under AUTHENTICATEDDATA, third item": Consent that says False is none
    An entry whose value is not True is refused with ServerRepublishIllegalException.`,
  'rmsi.republish.serviced': `
    3.4.4.1 SHOULD 4978d4414b3c5fa0: A valid request is serviced
    Two licenses that pass every validation are not refused.`,
  'rmsi.republish.same-key': `
    3.4.4.1 MUST 2110854553041fcb: The new license seals the content key of the old one
    The key that the decommissioned server extracts from the new license is the one sealed in the signed license.`,
  'rmsi.republish.rights-decrypted': `
    3.4.4.1 MUST eab2e9eaf55e0dc0: The new license has the new rights
    The rights data in it is, to the byte, what the unsigned license held under its own content key.`,
  'rmsi.republish.rights-reencrypted': `
    3.4.4.1 MUST ff17d8643d0ec931: The new rights are readable with the old key
    The rights data of the new license decrypts with the signed license's content key.`,
  'rmsi.republish.signed': `
    3.4.4.1 MUST e7f78047b3041549: The new license is signed by the server
    Its issuer is the server by name and key, and its signature holds under the key of the server's certificate.`,
  'rmsi.republish.work-kept': `
    3.4.4.1 MUST e7f78047b3041549: What is signed is the unsigned license
    The new license is about the same work, with the same metadata, as the unsigned one.`,
  'rmsi.republish.issued-principals': `
    3.4.4.1 MUST "MS-RMPR section 2.2.9.7.4": The new license is issued to the server
    Its ISSUEDPRINCIPALS match the principal of the server's certificate in OBJECT ID and key.`,
  'rmsi.republish.license-returned': `
    3.4.4.1 MUST d5224fa1300a69f7: A success holds a publishing license
    CertificateChain of a success begins with a publishing license that has a signature.`,
  'rmsi.republish.leaf-only': `
    3.4.4.1 MUST 88ca4d49a3a649c8: Only the leaf comes back
    CertificateChain of a success holds one certificate.`,
  'rmsi.republish.failure-faults': `
    3.4.4.1 MUST e215b5011a304338: What fails is a fault
    A request that gets no license gets a SOAP fault: no empty success, and nothing that is not SOAP.`,
  'rmsi.republish.faults-alike': `
    3.4.4.1 MUST client 5322d12410a49aa0: Generic faults are all treated alike
    What a requestor does about a generic fault does not depend on its code.`,
  'rmsi.republish.documented-exceptions': `
    3.4.4.1 MUST fdb06e74f947a55a: Exceptions of EditIssuanceLicense are documented ones
    For an error that the document names, the exception is a common one or one of the six in the table.
    conflicts with: rmsi.republish.invalid-signature, rmsi.republish.untrusted-issuer, rmsi.republish.publishing-disabled, rmsi.republish.unsigned-principal`,
  'rmsi.republish.one-request': `
    3.4.4.1.2.1 MUST client b48f3f6bd8505115: A request asks for one license
    RequestParams holds one set of parameters.`,
  'rmsi.republish.result-of-one': `
    3.4.4.1.2.2 MUST daedb9de0b7b9362: EditIssuanceLicenseResult has one element
    There is one element in the result, whatever its name and however many were asked for.`,
  'rmsi.republish.params-of-one': `
    3.4.4.1.3.1 MUST client f1c918c866350bb3: A request has one EditIssuanceLicenseParams
    The type's own section repeats it: one set of parameters, no more and no less.`,
  'rmsi.republish.response-of-one': `
    3.4.4.1.3.3 MUST 9822f002967cfd36: The response array has one EditIssuanceLicenseResponse
    ArrayOfEditIssuanceLicenseResponse holds one EditIssuanceLicenseResponse.`,
  'rmsi.republish.response-schema': `
    6.3 MUST "WSDL in section 6.3": A response of EditIssuanceLicense is valid against the WSDL
    Successes and faults are valid against the schemas of the WSDL and of SOAP.`,
});
