import {
  ParseOption,
  XmlBufferInputProvider,
  XmlDocument,
  XmlLibError,
  xmlRegisterInputProvider,
  XmlValidateError,
  XsdValidator,
} from 'libxml2-wasm';
import { boundErrors } from './bounded-errors.ts';
import { decodeXml } from './decode.ts';
import { doctypeIndex } from './prolog.ts';
import { XmlRefusal } from './refusal.ts';
import { readSchemaFiles } from './schema-files.ts';
import { maxNodes } from './with-document.ts';

/** One reason why a document is not valid, or not a document at all. */
export interface SchemaIssue {
  /** 1-based line in the document. */
  readonly line: number;
  readonly message: string;
}

/** Compiled schemas, ready to judge any number of documents. */
export interface SchemaSet {
  /**
   * Judges one document, given as bytes (in an encoding of `decodeXml`) or as text. No issue means
   * valid. What is not well-formed or holds a document type declaration is an issue too, never an
   * exception; a declaration is found before the parser sees anything. The first hundred issues are
   * told.
   */
  validate(xml: Uint8Array | string): SchemaIssue[];
  /** Frees the compiled schemas; `loadSchemaSet` compiles them anew. */
  dispose(): void;
}

const options = (ParseOption.XML_PARSE_NONET |
  ParseOption.XML_PARSE_NO_XXE |
  ParseOption.XML_PARSE_BIG_LINES) as ParseOption;

// The compiler finds a referenced schema by this scheme or not at all: no file, no network.
const scheme = 'assay-schemas:///';
const provider = new XmlBufferInputProvider({});
let providerRegistered = false;

const compiled = new Map<string, SchemaSet>();

/**
 * Compiles a driver schema with all that it includes and imports (XML Schema 1.0 part 1, section 4.2),
 * once per process and file.
 *
 * @param driverFile - absolute path of a schema below `schemas/`
 * @throws UserError when a file is missing or stands elsewhere; XmlLibError when the schemas do not
 *   compile, which is our mistake and not the server's
 */
export function loadSchemaSet(driverFile: string): SchemaSet {
  const known = compiled.get(driverFile);
  if (known !== undefined) return known;
  const validator = compile(driverFile);
  const set: SchemaSet = {
    validate: xml => validate(validator, xml),
    dispose: () => {
      if (compiled.get(driverFile) === set) compiled.delete(driverFile);
      validator.dispose();
    },
  };
  compiled.set(driverFile, set);
  return set;
}

/** Frees every compiled set of this process. */
export function disposeSchemaSets(): void {
  for (const set of compiled.values()) set.dispose();
}

function compile(driverFile: string): XsdValidator {
  const files = readSchemaFiles(driverFile);
  boundErrors();
  if (!providerRegistered) {
    xmlRegisterInputProvider(provider);
    providerRegistered = true;
  }
  for (const [name, content] of files) provider.addBuffer(scheme + name, content);
  const [driver] = files;
  if (driver === undefined) throw new Error(`No schema was read for ${driverFile}.`);
  let document: XmlDocument | undefined;
  try {
    document = XmlDocument.fromBuffer(driver[1], { url: scheme + driver[0], option: options });
    return XsdValidator.fromDoc(document);
  } finally {
    document?.dispose();
    for (const name of files.keys()) provider.removeBuffer(scheme + name);
  }
}

function validate(validator: XsdValidator, xml: Uint8Array | string): SchemaIssue[] {
  let document: XmlDocument | undefined;
  try {
    const { text, utf8 } =
      typeof xml === 'string' ? { text: xml, utf8: Buffer.from(xml, 'utf8') } : decodeXml(xml);
    const doctype = doctypeIndex(text.replace(/^\uFEFF/, ' '));
    if (doctype !== undefined)
      return [
        {
          line: text.slice(0, doctype).split('\n').length,
          message: 'The document has a document type declaration; it was not read.',
        },
      ];
    // What may be text counts too, so this is the most that the document can hold.
    if (text.split('<', 2 * maxNodes + 1).length > 2 * maxNodes)
      return [
        { line: 1, message: `The document may hold over ${maxNodes} elements; it was not judged.` },
      ];
    document = XmlDocument.fromBuffer(utf8, { encoding: 'UTF-8', option: options });
    validator.validate(document);
    return [];
  } catch (error) {
    return issuesOf(error);
  } finally {
    document?.dispose();
  }
}

function issuesOf(error: unknown): SchemaIssue[] {
  if (error instanceof XmlRefusal) return [{ line: error.line ?? 1, message: error.message }];
  if (!(error instanceof XmlLibError)) throw error;
  const prefix = error instanceof XmlValidateError ? '' : 'Not well-formed: ';
  const issues = error.details.map(({ line, message }) => ({
    line,
    message: prefix + message.replace(/\s+/g, ' ').trim(),
  }));
  return issues.length > 0 ? issues : [{ line: 1, message: prefix + error.message }];
}
