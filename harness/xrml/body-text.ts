import { isDeepStrictEqual } from 'node:util';
import { parseXrml, type XrmlNode } from './node.ts';
import { XrmlError } from './xrml-error.ts';

/**
 * The text of an element whose name occurs once, from its start tag to its end tag, exactly as
 * received, so that neither quotes nor the spelling of entities change: what a signature or the hash
 * in ENABLINGBITS is taken over (`assumptions.bodyText`, `assumptions.enablingBitsHashedIssuer`).
 *
 * `xml` has to be a text that {@link parseXrml} accepted, and `node` an element of its result: then
 * every `<` in it begins a tag, since comments, CDATA sections and processing instructions are
 * refused and attribute values cannot hold one. One start tag and one end tag of that name therefore
 * delimit the element; as a second safeguard the slice has to parse to the same tree again.
 *
 * @throws XrmlError when the name occurs more than once or the slice is another element.
 */
export function sliceElement(xml: string, node: XrmlNode): string {
  const { name } = node;
  const starts = [...xml.matchAll(new RegExp(`<${name}(?=[\\s/>])`, 'g'))];
  const ends = [...xml.matchAll(new RegExp(`</${name}\\s*>`, 'g'))];
  const [start] = starts;
  const [end] = ends;
  if (!start || !end || starts.length > 1 || ends.length > 1)
    throw new XrmlError(
      `One ${name} element was expected; there are ${starts.length} start tags and ${ends.length} end tags.`,
    );
  const text = xml.slice(start.index, end.index + end[0].length);
  if (!isDeepStrictEqual(parseXrml(text), node))
    throw new XrmlError(
      `The text between <${name} and </${name}> is not the ${name} of the document.`,
    );
  return text;
}
