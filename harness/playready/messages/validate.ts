import { decodeXml } from '../../xml/decode.ts';
import { child, type XmlElement } from '../../xml/element.ts';
import { parseXml } from '../../xml/parse.ts';
import { XmlRefusal } from '../../xml/refusal.ts';
import { schemaRoot } from '../../xml/schema-files.ts';
import { loadSchemaSet, type SchemaIssue } from '../../xml/schema-set.ts';
import { protocols } from '../namespaces.ts';
import { quoted } from './message-problem.ts';
import type { Direction, SchemaOperation } from './schema-marks.ts';
import { withoutUnknown } from './unknown-elements.ts';

/** The driver schema of one operation's messages in one direction, as an absolute path. */
export function playReadySchemaFile(operation: SchemaOperation, direction: Direction): string {
  return `${schemaRoot}sets/playready/${operation}.${direction}.xsd`;
}

/**
 * Judges a whole message in SOAP 1.1 against the schemas that we wrote from public facts
 * (PlayReady-facts 1.3 to 1.10): documented parts strictly, in the order of the samples; unknown
 * elements are left out first; what is not public passes. `schemaMarks` tells what a refusal rests on.
 * A fault is a valid answer of every operation. Never throws for what came.
 *
 * @param bytes - the message as it came, in an encoding of `decodeXml`
 * @param charset - the charset parameter of the media type
 * @returns no issue for a valid message; the first hundred otherwise
 */
export function validatePlayReady(
  operation: SchemaOperation,
  direction: Direction,
  bytes: Uint8Array,
  charset?: string,
): readonly SchemaIssue[] {
  let root: XmlElement;
  let text: string;
  try {
    root = parseXml(bytes, charset);
    ({ text } = decodeXml(bytes, charset));
  } catch (error) {
    if (!(error instanceof XmlRefusal)) throw error;
    return [{ line: error.line ?? 1, message: error.message }];
  }
  const judged = withoutUnknown(text, root, operation, direction);
  return [
    ...contentIssues(root, operation, direction),
    ...loadSchemaSet(playReadySchemaFile(operation, direction)).validate(judged),
  ];
}

/** A schema set knows all elements of its operation; which of them stands in Body, it cannot say. */
function contentIssues(
  root: XmlElement,
  operation: SchemaOperation,
  direction: Direction,
): SchemaIssue[] {
  const body = child(root, 'Body', root.namespace);
  if (body === undefined) return [];
  const expected = direction === 'request' ? operation : `${operation}Response`;
  const [content, second] = body.children;
  const isFault = content?.name === 'Fault' && content.namespace === root.namespace;
  if (second !== undefined)
    return [
      {
        line: second.line,
        message: `Expected one element in Body; there is ${quoted(second.name)}.`,
      },
    ];
  if (direction === 'response' && isFault) return [];
  if (content?.name === expected && content.namespace === protocols) return [];
  const came = content === undefined ? 'nothing' : quoted(content.name);
  return [
    {
      line: content?.line ?? body.line,
      message: `Expected ${expected} in "${protocols}" in Body; there is ${came}.`,
    },
  ];
}
