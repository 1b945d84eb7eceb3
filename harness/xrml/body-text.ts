import { isDeepStrictEqual } from 'node:util';
import { parseXrml, type XrmlNode } from './node.ts';
import { XrmlError } from './xrml-error.ts';

/**
 * The text that a signature is taken over: from `<BODY` to `</BODY>`, exactly as received, so that
 * neither quotes nor the spelling of entities change (MS-RMPR 2.2.9.1.12, `assumptions.bodyText`).
 *
 * `xml` has to be a text that {@link parseXrml} accepted, and `body` the BODY of its result: then
 * every `<` in it begins a tag, since comments, CDATA sections and processing instructions are
 * refused and attribute values cannot hold one. One start tag and one end tag of that name therefore
 * delimit the element; as a second safeguard the slice has to parse to the same tree again.
 *
 * @throws XrmlError when BODY occurs more than once or the slice is another element.
 */
export function sliceBody(xml: string, body: XrmlNode): string {
  const starts = [...xml.matchAll(/<BODY(?=[\s/>])/g)];
  const ends = [...xml.matchAll(/<\/BODY\s*>/g)];
  const [start] = starts;
  const [end] = ends;
  if (!start || !end || starts.length > 1 || ends.length > 1)
    throw new XrmlError(
      `One BODY element was expected; there are ${starts.length} start tags and ${ends.length} end tags.`,
    );
  const text = xml.slice(start.index, end.index + end[0].length);
  if (!isDeepStrictEqual(parseXrml(text), body))
    throw new XrmlError('The text between <BODY and </BODY> is not the BODY of the document.');
  return text;
}
