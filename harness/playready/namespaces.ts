/** The operations and their payloads (PlayReady-facts 1.2, prefix P). */
export const protocols = 'http://schemas.microsoft.com/DRM/2007/03/protocols';

/** `Challenge` and `Response` (PlayReady-facts 1.2, prefix M). */
export const messages = `${protocols}/messages`;

/** WRMHEADER (PlayReady-facts 1.2, prefix H). */
export const header = 'http://schemas.microsoft.com/DRM/2007/03/PlayReadyHeader';

/** XML Signature (PlayReady-facts 1.2, prefix D). */
export const xmldsig = 'http://www.w3.org/2000/09/xmldsig#';

/** XML Encryption (PlayReady-facts 1.2, prefix E). */
export const xmlenc = 'http://www.w3.org/2001/04/xmlenc#';

/** The challenge of AcquirePackagingData (PlayReady-facts 1.2, prefix PKG). */
export const packaging = `${protocols}/AcquirePackagingData/v1.0`;

/** PlayReadyInitiator, never sent to a license server (PlayReady-facts 1.2, prefix INIT). */
export const initiator = `${protocols}/`;

/** CanonicalizationMethod of every documented message; see signature.ts for what is meant. */
export const c14n = 'http://www.w3.org/TR/2001/REC-xml-c14n-20010315';

/** SignatureMethod: ECDSA P-256 with SHA-256, `r` before `s` (PlayReady-facts 1.3, 1.5). */
export const ecdsaSha256 = `${protocols}#ecdsa-sha256`;

/** DigestMethod (PlayReady-facts 1.3). */
export const sha256 = `${protocols}#sha256`;

/** EncryptionMethod of the EncryptedKey (PlayReady-facts 1.3). */
export const ecc256 = `${protocols}#ecc256`;

/** EncryptionMethod of the EncryptedData (PlayReady-facts 1.3). */
export const aes128cbc = `${xmlenc}aes128-cbc`;

/** Type of the EncryptedData (PlayReady-facts 1.3). */
export const encryptedElement = `${xmlenc}Element`;
