import { rows } from '../../../harness/verdict/rows.ts';

/** How version 11 requests are validated (MS-DRM 3.2.5.3). */
export const version11 = rows(
  { operation: 'Version 11', heldBy: 'tests/license-server/client.spec.ts' },
  {
    'wmdrm.version11.license': `
    3.2.5.3 MUST "MS-DRM 3.2.5.3": A version 11 request is answered as one of version 7
    The response to a request with a MACHINECERTIFICATE is that of version 7.`,
    'wmdrm.version11.rules-of-version7': `
    3.2.5.3 MUST "MS-DRM 3.2.5.3": The rules of version 7 hold of version 11, too
    A version 11 request with a CLIENTID of another length is refused as one of version 7 is.`,
    'wmdrm.version11.collection': `
    3.2.5.3 MUST "MS-DRM 3.2.5.3, rule 1": A certificate without its collection is refused with E_FAIL
    Where CertificateCollection is missing, or its Version or the declaration of its namespace, the error is 0x80000008.`,
    'wmdrm.version11.collection-version': `
    3.2.5.3 MUST "MS-DRM 3.2.5.3, rule 1": A collection of another version is refused with 0xC0042945
    Where Version is not 2.0, the error is DRM_E_INVALID_CERTCHAIN_VERSION.`,
    'wmdrm.version11.collection-namespace': `
    3.2.5.3 MUST "MS-DRM 3.2.5.3, rule 1": A collection in another namespace is refused with 0xC0042954
    Where the namespace is not that of 2004, the error is DRM_E_INVALID_CERTCHAIN_NAMESPACE.`,
    'wmdrm.version11.certificate': `
    3.2.5.3 MUST "MS-DRM 3.2.5.3, rule 1": A collection without a certificate is refused with E_FAIL
    Where CertificateCollection has no Certificate, the error is 0x80000008.`,
    'wmdrm.version11.data-tag': `
    3.2.5.3 MUST "MS-DRM 3.2.5.3, rule 2": A certificate without Data is refused with 0xC0042961
    Where a Certificate has no Data, the error is DRM_E_MACHINE_CERT_DATATAG_MISSING.`,
    'wmdrm.version11.exponent-missing': `
    3.2.5.3 MUST "MS-DRM 3.2.5.3, rule 3": A key without an exponent is refused with E_FAIL
    Where Exponent is missing, the error is 0x80000008.`,
    'wmdrm.version11.exponent': `
    3.2.5.3 MUST "MS-DRM 3.2.5.3, rule 3": A key with another exponent is refused with 0xC0042959
    Where Exponent is not AQAB, the error is DRM_E_INVALID_EXPONENT.`,
    'wmdrm.version11.modulus-missing': `
    3.2.5.3 MUST "MS-DRM 3.2.5.3, rule 4": A key without a modulus is refused with E_FAIL
    Where Modulus is missing, the error is 0x80000008.`,
    'wmdrm.version11.modulus': `
    3.2.5.3 MUST "MS-DRM 3.2.5.3, rule 4": The modulus has to have a certain value
    A Modulus that is not as it should be is refused.
    untested: What could be recovered of the document ends within this rule.`,
    'wmdrm.version11.request': `
    2.2.4.1.1 MUST client "MS-DRM 2.2.4.1.1 and 3.1.5.3.1": A version 11 request has a machine certificate
    The client adds a collection of certificates in base64 as MACHINECERTIFICATE.`,
  },
);
