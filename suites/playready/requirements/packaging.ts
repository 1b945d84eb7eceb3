import { rows } from '../../../harness/verdict/rows.ts';

/** PlayReady-facts 1.10 and 5. */
export const packaging = rows('AcquirePackagingData', {
  'playready.packaging.parts': `
    1.10 SHOULD observed "packager playready_key_source": The answer holds KeyId, KeyData and Data
    A request for packaging data is answered with at least one KeyId, as many KeyData, and at least one Data.`,
  'playready.packaging.key-id': `
    1.10 SHOULD observed "packager playready_key_source": KeyId is a GUID
    Each KeyId is a GUID as text.`,
  'playready.packaging.key-data': `
    1.10 SHOULD observed "packager playready_key_source": KeyData is base64
    Each KeyData is base64 of at least one byte.`,
  'playready.packaging.object': `
    5.1 SHOULD observed "packager playready_key_source": Data is a PlayReady Object with a header
    Data is base64 of an object whose length and records, little-endian, fill it, one of them a header.`,
  'playready.packaging.header-encoding': `
    5.1 MUST documented "playready-header-specification": A header is well-formed XML in UTF-16LE
    A record of type 1 holds a WRMHEADER in UTF-16LE without byte order mark and without XML declaration.`,
  'playready.packaging.header-version': `
    5.3 MUST documented "playready-header-specification": A header is a WRMHEADER of a documented version
    The root is WRMHEADER in its namespace, with one of the documented versions.`,
  'playready.packaging.header-structure': `
    5.3 MUST documented "playready-header-specification": A header has the elements and attributes of its version
    What is required stands there, nothing twice, and nothing of another version.`,
  'playready.packaging.header-values': `
    5.3 MUST documented "playready-header-specification": The values in a header are those of its version
    KIDs and checksums have their lengths, ALGID and KEYLEN their documented values, and URLs are absolute.`,
  'playready.packaging.header-syntax': `
    5.4 SHOULD documented "playready-header-specification": A header is written as the specification demands
    Names have their case, tags are closed explicitly, namespaces come first, attributes in alphabetical order, all else is canonical.`,
  'playready.packaging.sizes': `
    5.1 SHOULD documented "playready-header-specification": Object and header keep the recommended sizes
    A PlayReady Object has at most 15 KB, CUSTOMATTRIBUTES at most 1 KB, and so has a header of the first two versions.`,
  'playready.packaging.kid': `
    5.6 SHOULD observed "packager playready_key_source; playready-header-specification": A header names each KeyId, in its byte order
    For each KeyId there is a header with that GUID as KID, its first three fields little-endian.`,
  'playready.packaging.checksum': `
    5.5 SHOULD documented "playready-header-specification": A checksum is that of the KeyData
    Where a header has a checksum for a KeyId, it is the documented one of the key in KeyData.`,
  'playready.packaging.empty-request': `
    1.10 SHOULD inferred "AcquirePackagingData help page": A request for nothing gets no key
    Without challenge, with an empty one, or without StreamInformation there is no KeyData in the answer.`,
  'playready.packaging.unknown-system': `
    1.10 SHOULD inferred "AcquirePackagingData help page": An unknown protection system gets no PlayReady Object
    A request for a protection system that nobody has is not answered with a PlayReady Object.`,
  'playready.packaging.absent': `
    1.1 SHOULD inferred "what-is-new-4-5": A server without AcquirePackagingData does not answer it with keys
    Where the operation is missing, it gets a fault or a status of HTTP that says so.`,
});
