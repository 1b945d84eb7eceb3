import { readFileSync } from 'node:fs';
import { XmlDocument, XmlValidateError, XsdValidator } from 'libxml2-wasm';

const schema = XmlDocument.fromBuffer(
  readFileSync(new URL('../../schemas/xrml/XrML.xsd', import.meta.url)),
);
const validator = XsdValidator.fromDoc(schema);

/** What XrML.xsd objects to in a document: the messages, or an empty string. */
export function schemaErrors(xml: string): string {
  const document = XmlDocument.fromString(xml);
  try {
    validator.validate(document);
    return '';
  } catch (error) {
    if (error instanceof XmlValidateError) return error.message;
    throw error;
  } finally {
    document.dispose();
  }
}
