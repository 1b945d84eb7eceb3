import { UserError } from '../user-error.ts';
import { parseXml } from '../xml/parse.ts';
import { XmlRefusal } from '../xml/refusal.ts';
import { findWsdls, type WsdlListing } from './find-wsdls.ts';
import { cutInlineSchemas, lastSegment } from './inline-schemas.ts';
import { joinBrokenValues } from './join-values.ts';
import {
  localName,
  markupAttribute,
  markupChildren,
  readMarkup,
  type MarkupElement,
} from './markup.ts';
import type { Repair } from './repair.ts';
import type { Specification } from './specification.ts';
import { writeMarkup } from './write-markup.ts';

/** One WSDL of a specification, as `extraction.json` describes it. */
export interface ExtractedWsdl {
  readonly service: string;
  readonly section: string;
  readonly title: string;
  /** 1-based lines of the specification, both included. */
  readonly lines: { readonly first: number; readonly last: number };
  readonly file: string;
  readonly targetNamespace: string;
  readonly schemas: readonly {
    readonly file: string;
    readonly targetNamespace: string;
    readonly line: number;
  }[];
  readonly repairs: readonly Repair[];
}

/** What `extraction.json` holds. */
export interface Extraction {
  readonly specification: Pick<Specification, 'name' | 'revision' | 'date'>;
  readonly source: Pick<Specification, 'file' | 'sha256'>;
  readonly wsdls: readonly ExtractedWsdl[];
}

/**
 * Extracts the WSDLs of section 6 and their inline schemas. `files` holds the text of each file by
 * its name, `extraction.json` included; the same specification always gives the same bytes. Contents
 * are left as they are (wildcards stay strict, differences from sections 2 and 3 are not merged);
 * every change is listed as a repair. Throws UserError if section 6 holds no WSDL, one is not
 * well-formed or has no operation, or two would have one name.
 */
export function extract(specification: Specification): {
  extraction: Extraction;
  files: ReadonlyMap<string, string>;
} {
  const { name, revision, date, file, sha256, markdown } = specification;
  const files = new Map<string, string>();
  const wsdls = findWsdls(markdown, file).map(listing => {
    const { wsdl, contents } = extractWsdl(listing, file);
    for (const [path, text] of contents) {
      if (files.has(path))
        throw new UserError(
          `Expected the WSDLs of ${file} to have target namespaces that end differently, but two would both be written to ${path}; rename one in the specification.`,
        );
      files.set(path, text);
    }
    return wsdl;
  });
  const extraction = { specification: { name, revision, date }, source: { file, sha256 }, wsdls };
  files.set('extraction.json', `${JSON.stringify(extraction, null, 2)}\n`);
  return { extraction, files };
}

function extractWsdl(
  listing: WsdlListing,
  source: string,
): { wsdl: ExtractedWsdl; contents: ReadonlyMap<string, string> } {
  const { section, title, lines } = listing;
  const where = `the WSDL on line ${lines.first} of ${source} (section ${section})`;
  requireWellFormed(listing, where);
  const joined = joinBrokenValues(readMarkup(listing.text, listing.lineNumbers));
  requireOperation(joined.element, where);
  const targetNamespace = markupAttribute(joined.element, 'targetNamespace') ?? '';
  const service = lastSegment(targetNamespace);
  const schemas = cutInlineSchemas(joined.element, service);
  const file = `${service}.wsdl`;
  return {
    wsdl: {
      service,
      section,
      title,
      lines,
      file,
      targetNamespace,
      schemas: schemas.map(schema => ({
        file: schema.file,
        targetNamespace: schema.targetNamespace,
        line: schema.line,
      })),
      repairs: [
        ...listing.repairs,
        ...joined.repairs,
        ...schemas.flatMap(({ repairs }) => repairs),
      ],
    },
    contents: new Map([
      [file, writeMarkup(joined.element)],
      ...schemas.map(schema => [schema.file, writeMarkup(schema.element)] as const),
    ]),
  };
}

function requireWellFormed({ text, lineNumbers }: WsdlListing, where: string): void {
  try {
    parseXml(Buffer.from(text));
  } catch (error) {
    if (!(error instanceof XmlRefusal)) throw error;
    const line = lineNumbers[(error.line ?? 1) - 1] ?? lineNumbers.at(-1) ?? 0;
    throw new UserError(
      `Expected ${where} to be well-formed XML, but near line ${line}: ${error.message} Correct the specification's text.`,
    );
  }
}

/** WSDL 1.1 section 2.4: a portType is what names the operations. */
function requireOperation(definitions: MarkupElement, where: string): void {
  const operations = markupChildren(definitions)
    .filter(({ name }) => localName(name) === 'portType')
    .flatMap(markupChildren)
    .filter(({ name }) => localName(name) === 'operation');
  if (operations.length === 0)
    throw new UserError(
      `Expected ${where} to have an operation in a portType, but it has none; nothing can be derived from it, so pass a specification with complete WSDLs.`,
    );
}
