import { rows } from '../../../harness/verdict/rows.ts';

/** PlayReady-facts 1.5 and 1.6. */
export const metering = rows('GetMeteringCertificate', {
  'playready.metering.certificate': `
    1.6 MUST documented "SecureStopViewModel sample": The answer holds MeterCert
    A request for the certificate of a known metering id is answered with a MeterCert in the namespace of the protocols that is not empty.`,
  'playready.metering.result-element': `
    1.2 SHOULD inferred "the documented operations": MeterCert stands in GetMeteringCertificateResult
    The response element holds GetMeteringCertificateResult, and MeterCert stands in it.`,
  'playready.metering.base64': `
    1.6 MUST documented "SecureStopViewModel sample": MeterCert is base64
    The text of MeterCert is base64 of at least one byte.`,
  'playready.metering.chain-magic': `
    1.5 SHOULD inferred "published test metering certificate": A metering certificate begins as the published one does
    The first four bytes in MeterCert are CHAI.`,
  'playready.metering.chain-length': `
    1.5 SHOULD inferred "published test metering certificate; DRM_E_BCERT codes": A metering certificate has the length that it says
    The total length in the header of the chain is the number of bytes in MeterCert.`,
  'playready.metering.certificates': `
    1.5 SHOULD inferred "published test metering certificate; DRM_E_BCERT codes": Count and lengths of the certificates fit their chain
    The chain holds as many certificates as it says, at least one, and their lengths and those of the objects in them fill it.`,
  'playready.metering.signatures': `
    1.5 SHOULD inferred "published test metering certificate": Each certificate of the chain is rightly signed
    The signature of each certificate is right for the issuer key that it names, over its signed bytes.`,
  'playready.metering.issuer-keys': `
    1.5 SHOULD documented "DRM_E_BCERT codes of the Windows SDK": Each issuer key is one of the next certificate
    The issuer key of a certificate is among the keys of the one that follows it in the chain.`,
  'playready.metering.metering-id': `
    1.6 MUST documented "ServiceSecureStop; MeteringChallenge sample": A metering certificate holds the metering id that was asked for
    The 16 bytes of MID stand in the certificate, in the same order.`,
  'playready.metering.url': `
    1.6 MUST documented "ServiceSecureStop": A metering certificate holds an absolute URL
    The URL that reports go to stands in the certificate, with its scheme.`,
  'playready.metering.unknown-metering-id': `
    1.6 SHOULD inferred "DRM_E_SERVER_UNKNOWN_METERINGID": A metering id that nobody has gets a fault
    A request with 16 bytes for which the server has no certificate is refused.`,
  'playready.metering.unknown-metering-id-code': `
    1.6 SHOULD inferred "DRM_E_SERVER_UNKNOWN_METERINGID": A metering id that nobody has gets the code 0x8004c607
    The status code of that fault is the one that is named after it.`,
  'playready.metering.malformed-metering-id': `
    1.6 SHOULD inferred "MeteringChallenge sample": A MID that is no metering id gets a fault
    A MID that is absent, empty, not base64, or not of 16 bytes is refused.`,
  'playready.metering.empty-challenge': `
    1.6 SHOULD inferred "MeteringChallenge sample": A challenge without MeterCert gets a fault
    A request without challenge, with an empty one, or with an empty Challenge in it is refused.`,
  'playready.metering.version': `
    2.2 SHOULD inferred "testing-server-exceptions": A Version of the future gets a fault
    A request whose MeterCert has a Version that no public source knows is refused.`,
});
