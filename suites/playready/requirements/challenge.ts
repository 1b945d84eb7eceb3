import { rows } from '../../../harness/verdict/rows.ts';

/** Who is covered by what: all of LA by the digest, the digest by the signature (PlayReady-facts 1.3). */
const covered = '2.2 SHOULD inferred "signature of the published challenges; error C601"';
const refused =
  'gets a fault and no license, where the challenge as it was recorded gets a license.';

/**
 * PlayReady-facts 2.2: what a server is to refuse, one row for each defect that is derived from a
 * recorded challenge (harness/playready/challenge). Which part gives which status code is not public.
 */
export const challenge = rows('AcquireLicense', {
  'playready.challenge.version': `
    ${covered}: A challenge with Version 9 is refused
    A challenge with Version 9, and nothing else changed, ${refused}`,
  'playready.challenge.version-removed': `
    ${covered}: A challenge with no Version is refused
    A challenge with no Version, and nothing else changed, ${refused}`,
  'playready.challenge.header-version': `
    ${covered}: A challenge with a WRMHEADER of version 9 is refused
    A challenge with a WRMHEADER of version 9, and nothing else changed, ${refused}`,
  'playready.challenge.header-kid': `
    ${covered}: A challenge with another KID is refused
    A challenge with another KID, and nothing else changed, ${refused}`,
  'playready.challenge.header-removed': `
    ${covered}: A challenge with no WRMHEADER is refused
    A challenge with no WRMHEADER, and nothing else changed, ${refused}`,
  'playready.challenge.client-version': `
    ${covered}: A challenge with another CLIENTVERSION is refused
    A challenge with another CLIENTVERSION, and nothing else changed, ${refused}`,
  'playready.challenge.revocation-list': `
    ${covered}: A challenge with another revocation list is refused
    A challenge with another revocation list, and nothing else changed, ${refused}`,
  'playready.challenge.revocation-list-version': `
    ${covered}: A challenge with another version of a revocation list is refused
    A challenge with another version of a revocation list, and nothing else changed, ${refused}`,
  'playready.challenge.custom-data': `
    ${covered}: A challenge with other CustomData is refused
    A challenge with other CustomData, and nothing else changed, ${refused}`,
  'playready.challenge.nonce': `
    ${covered}: A challenge with another LicenseNonce is refused
    A challenge with another LicenseNonce, and nothing else changed, ${refused}`,
  'playready.challenge.nonce-removed': `
    ${covered}: A challenge with no LicenseNonce is refused
    A challenge with no LicenseNonce, and nothing else changed, ${refused}`,
  'playready.challenge.client-time': `
    ${covered}: A challenge with another ClientTime is refused
    A challenge with another ClientTime, and nothing else changed, ${refused}`,
  'playready.challenge.encrypted-key-first': `
    ${covered}: A challenge with another first byte of the encrypted key is refused
    A challenge with another first byte of the encrypted key, and nothing else changed, ${refused}`,
  'playready.challenge.encrypted-key-last': `
    ${covered}: A challenge with another last byte of the encrypted key is refused
    A challenge with another last byte of the encrypted key, and nothing else changed, ${refused}`,
  'playready.challenge.key-name': `
    ${covered}: A challenge with another KeyName is refused
    A challenge with another KeyName, and nothing else changed, ${refused}`,
  'playready.challenge.encrypted-data-first': `
    ${covered}: A challenge with another first byte of the encrypted data is refused
    A challenge with another first byte of the encrypted data, and nothing else changed, ${refused}`,
  'playready.challenge.encrypted-data-middle': `
    ${covered}: A challenge with another byte in the middle of the encrypted data is refused
    A challenge with another byte in the middle of the encrypted data, and nothing else changed, ${refused}`,
  'playready.challenge.encrypted-data-last': `
    ${covered}: A challenge with another last byte of the encrypted data is refused
    A challenge with another last byte of the encrypted data, and nothing else changed, ${refused}`,
  'playready.challenge.encrypted-data-removed': `
    ${covered}: A challenge with no EncryptedData is refused
    A challenge with no EncryptedData, and nothing else changed, ${refused}`,
  'playready.challenge.signed-id': `
    ${covered}: A challenge with another Id of the signed element is refused
    A challenge with another Id of the signed element, and nothing else changed, ${refused}`,
  'playready.challenge.white-space': `
    ${covered}: A challenge with a blank more in the signed element is refused
    A challenge with a blank more in the signed element, and nothing else changed, ${refused}`,
  'playready.challenge.signature-r-first': `
    ${covered}: A challenge with another first byte of r in SignatureValue is refused
    A challenge with another first byte of r in SignatureValue, and nothing else changed, ${refused}`,
  'playready.challenge.signature-r-last': `
    ${covered}: A challenge with another last byte of r in SignatureValue is refused
    A challenge with another last byte of r in SignatureValue, and nothing else changed, ${refused}`,
  'playready.challenge.signature-s-first': `
    ${covered}: A challenge with another first byte of s in SignatureValue is refused
    A challenge with another first byte of s in SignatureValue, and nothing else changed, ${refused}`,
  'playready.challenge.signature-s-last': `
    ${covered}: A challenge with another last byte of s in SignatureValue is refused
    A challenge with another last byte of s in SignatureValue, and nothing else changed, ${refused}`,
  'playready.challenge.signature-zero': `
    ${covered}: A challenge with a SignatureValue of zeros is refused
    A challenge with a SignatureValue of zeros, and nothing else changed, ${refused}`,
  'playready.challenge.signature-short': `
    ${covered}: A challenge with a SignatureValue of 63 bytes is refused
    A challenge with a SignatureValue of 63 bytes, and nothing else changed, ${refused}`,
  'playready.challenge.signature-empty': `
    ${covered}: A challenge with an empty SignatureValue is refused
    A challenge with an empty SignatureValue, and nothing else changed, ${refused}`,
  'playready.challenge.digest': `
    ${covered}: A challenge with another DigestValue is refused
    A challenge with another DigestValue, and nothing else changed, ${refused}`,
  'playready.challenge.digest-empty': `
    ${covered}: A challenge with an empty DigestValue is refused
    A challenge with an empty DigestValue, and nothing else changed, ${refused}`,
  'playready.challenge.reference': `
    ${covered}: A challenge with a Reference to another Id is refused
    A challenge with a Reference to another Id, and nothing else changed, ${refused}`,
  'playready.challenge.canonicalization-method': `
    ${covered}: A challenge with another CanonicalizationMethod is refused
    A challenge with another CanonicalizationMethod, and nothing else changed, ${refused}`,
  'playready.challenge.signature-method': `
    ${covered}: A challenge with another SignatureMethod is refused
    A challenge with another SignatureMethod, and nothing else changed, ${refused}`,
  'playready.challenge.digest-method': `
    ${covered}: A challenge with another DigestMethod is refused
    A challenge with another DigestMethod, and nothing else changed, ${refused}`,
  'playready.challenge.signed-info-removed': `
    ${covered}: A challenge with no SignedInfo is refused
    A challenge with no SignedInfo, and nothing else changed, ${refused}`,
  'playready.challenge.unsigned': `
    ${covered}: A challenge with no Signature is refused
    A challenge with no Signature, and nothing else changed, ${refused}`,
  'playready.challenge.payload-removed': `
    ${covered}: A challenge with no LA is refused
    A challenge with no LA, and nothing else changed, ${refused}`,
  'playready.challenge.challenge-removed': `
    ${covered}: A challenge with no Challenge is refused
    A challenge with no Challenge, and nothing else changed, ${refused}`,
});
