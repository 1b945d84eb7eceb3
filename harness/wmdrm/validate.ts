import { schemaRoot } from '../xml/schema-files.ts';
import { schemaProblems, type XmlProblem } from '../xml/schema-problems.ts';
import { certificateNamespace } from './machine-certificate.ts';

/** The documents for which MS-DRM gives a schema, and the namespace of their root. */
const namespaces = {
  LICENSEREQUEST: '',
  LICENSERESPONSE: '',
  LICENSE: '',
  CertificateCollection: certificateNamespace,
} as const;

export type WmdrmDocument = keyof typeof namespaces;

/** The schema of a document, as an absolute path; what in it is the document's, it says itself. */
export function wmdrmSchemaFile(document: WmdrmDocument): string {
  return `${schemaRoot}wmdrm/${document}.xsd`;
}

/**
 * Judges a whole document against its schema: a request (MS-DRM 2.2.3.1.3, 2.2.4), a response
 * (2.2.3.2.4), what is encrypted in a license of version 7 (2.2.3.2.4.2), or a machine certificate
 * (2.2.4.1.1). What was recovered of the schemas is judged strictly; where the document contradicts
 * itself, each reading passes, and so does what was not recovered.
 *
 * @param bytes - the document as it came, in the encodings of `decodeXml`, with or without byte order
 *   mark and XML declaration
 * @param charset - the charset parameter of the media type
 * @returns no problem for a valid document; the first hundred otherwise
 * @throws XmlRefusal for what is no well-formed XML, and for a document type declaration
 */
export function validateWmdrm(
  document: WmdrmDocument,
  bytes: Uint8Array,
  charset?: string,
): readonly XmlProblem[] {
  const root = { name: document, namespace: namespaces[document] };
  return schemaProblems(bytes, wmdrmSchemaFile(document), root, charset);
}
