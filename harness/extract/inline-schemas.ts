import { UserError } from '../user-error.ts';
import {
  localName,
  markupAttribute,
  markupChildren,
  type MarkupAttribute,
  type MarkupElement,
} from './markup.ts';
import { declaredPrefixes, missingPrefixes, type Prefixes } from './prefixes.ts';
import type { Repair } from './repair.ts';

/** A schema cut out of `wsdl:types`, to be written as a document of its own. */
export interface InlineSchema {
  readonly file: string;
  readonly targetNamespace: string;
  /** The line of the specification on which its start tag begins. */
  readonly line: number;
  readonly element: MarkupElement;
  readonly repairs: readonly Repair[];
}

/**
 * Cuts the schemas out of a WSDL's `types`. Each gets the declarations of the prefixes that it uses
 * and that stand on an element around it, and an import of a sibling gets a `schemaLocation`
 * (TRAPS.md, section 1, item 4; section 2, item 6). The schema of the WSDL's own namespace is named
 * `<service>.xsd`, another one `<service>.<last segment of its namespace>.xsd`. Throws UserError if a
 * prefix is declared nowhere, a schema has no target namespace, or two would have one name.
 */
export function cutInlineSchemas(definitions: MarkupElement, service: string): InlineSchema[] {
  const own = markupAttribute(definitions, 'targetNamespace');
  const found = markupChildren(definitions)
    .filter(({ name }) => localName(name) === 'types')
    .flatMap(types => {
      const outer = new Map([...declaredPrefixes(definitions), ...declaredPrefixes(types)]);
      return markupChildren(types)
        .filter(({ name }) => localName(name) === 'schema')
        .map(element => ({ element, outer }));
    })
    .map(({ element, outer }) => {
      const targetNamespace = markupAttribute(element, 'targetNamespace');
      if (targetNamespace === undefined)
        throw new UserError(
          `Expected the schema on line ${element.line} to have a targetNamespace, but it has none; add one to the specification.`,
        );
      const infix = targetNamespace === own ? '' : `.${lastSegment(targetNamespace)}`;
      return { element, outer, targetNamespace, file: `${service}${infix}.xsd` };
    });
  const files = new Map(found.map(({ targetNamespace, file }) => [targetNamespace, file]));
  if (new Set(files.values()).size < found.length)
    throw new UserError(
      `Expected the schemas of ${service} to have target namespaces that end differently, but two would both be written to one file; rename one in the specification.`,
    );
  return found.map(({ element, outer, targetNamespace, file }) => {
    const located = locateImports(element, files, file);
    const declared = declareMissing(located.element, outer, file);
    const repairs = [...declared.repairs, ...located.repairs];
    return { file, targetNamespace, line: element.line, element: declared.element, repairs };
  });
}

/**
 * The last segment of a namespace, from which files are named: `types` for
 * `http://microsoft.com/wsdl/types/`. Throws UserError if it would not do as the name of a file.
 */
export function lastSegment(namespace: string): string {
  const segment = namespace.replace(/\/+$/, '').split(/[/:]/).at(-1) ?? '';
  if (!/^\w[\w-]*(?:\.[\w-]+)*$/.test(segment))
    throw new UserError(
      `Expected a target namespace that ends in a name, such as http://microsoft.com/DRM/LicensingService, but found "${namespace}"; correct it in the specification.`,
    );
  return segment;
}

function declareMissing(
  element: MarkupElement,
  outer: Prefixes,
  file: string,
): { element: MarkupElement; repairs: Repair[] } {
  const { line } = element;
  const repairs = missingPrefixes(element).flatMap((prefix): Repair[] => {
    const value = outer.get(prefix);
    if (value !== undefined)
      return [{ kind: 'prefix-declared', line, file, subject: prefix, value }];
    if (prefix === '') return [];
    throw new UserError(
      `Expected the prefix "${prefix}", which the schema on line ${line} uses, to be declared on wsdl:definitions, but it isn't; add its declaration to the specification.`,
    );
  });
  const declarations = repairs.map(({ subject, value }): MarkupAttribute => ({
    name: subject === '' ? 'xmlns' : `xmlns:${subject}`,
    value,
    line,
  }));
  return {
    element: { ...element, attributes: [...declarations, ...element.attributes] },
    repairs,
  };
}

function locateImports(
  schema: MarkupElement,
  files: ReadonlyMap<string, string>,
  file: string,
): { element: MarkupElement; repairs: Repair[] } {
  const repairs: Repair[] = [];
  const children = schema.children.map(child => {
    if (typeof child === 'string' || localName(child.name) !== 'import') return child;
    const subject = markupAttribute(child, 'namespace') ?? '';
    const value = files.get(subject);
    if (value === undefined || markupAttribute(child, 'schemaLocation') !== undefined) return child;
    const { line } = child;
    repairs.push({ kind: 'schema-location-added', line, file, subject, value });
    const location: MarkupAttribute = { name: 'schemaLocation', value, line };
    return { ...child, attributes: [...child.attributes, location] };
  });
  return { element: { ...schema, children }, repairs };
}
