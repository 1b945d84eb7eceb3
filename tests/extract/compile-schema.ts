import {
  XmlBufferInputProvider,
  XmlDocument,
  xmlRegisterInputProvider,
  XsdValidator,
} from 'libxml2-wasm';

// Never cleaned up: that would remove the providers of others in this process.
const provider = new XmlBufferInputProvider({});
xmlRegisterInputProvider(provider);

/**
 * Compiles `name` with libxml2, which finds its imports among `files` and nowhere else. Gives a
 * function that says whether a document is valid. Throws if the schema does not compile.
 */
export function compileSchema(
  files: ReadonlyMap<string, string>,
  name: string,
): (xml: string) => boolean {
  const scheme = 'extract-test:///';
  for (const [file, text] of files) provider.addBuffer(scheme + file, Buffer.from(text));
  try {
    using schema = XmlDocument.fromString(files.get(name) ?? '', { url: scheme + name });
    const validator = XsdValidator.fromDoc(schema);
    return xml => {
      using document = XmlDocument.fromString(xml);
      try {
        validator.validate(document);
        return true;
      } catch {
        return false;
      }
    };
  } finally {
    for (const file of files.keys()) provider.removeBuffer(scheme + file);
  }
}
