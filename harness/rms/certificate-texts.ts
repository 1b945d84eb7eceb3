import type { Reply } from '../soap/reply.ts';
import { decodeXml } from '../xml/decode.ts';
import { XrmlError } from '../xrml/xrml-error.ts';

/**
 * The XrML certificates in a message or file, as they were written: their signatures are over their
 * text, so nothing may re-serialise them (TRAPS.md section 5). White space between elements, which a
 * pretty-printed file has and a signature has not, is removed.
 */
export function certificateTexts(text: string): readonly string[] {
  const texts: string[] = [];
  const start = /<XrML\b/g;
  const end = '</XrML>';
  for (let found = start.exec(text); found !== null; found = start.exec(text)) {
    const at = text.indexOf(end, found.index);
    // Whatever begins after this does not end, either: a server must not make us look for each.
    if (at === -1) break;
    start.lastIndex = at + end.length;
    texts.push(text.slice(found.index, start.lastIndex).replace(/>\s+</g, '><'));
  }
  return texts;
}

/**
 * All the text of a message that has an envelope; `Reply.text` is cut, and fifty use licenses are
 * longer than what it keeps.
 *
 * @throws XmlRefusal `encoding`
 */
export function wholeText({ bytes, mediaType }: Reply): string {
  return decodeXml(bytes, mediaType?.charset).text;
}

/**
 * What `read` makes of the certificates in a response; those that it refuses are left out, as
 * faults are.
 */
export function certificatesIn<Read>(reply: Reply, read: (xml: string) => Read): readonly Read[] {
  if (reply.envelope === undefined || reply.fault !== undefined) return [];
  return certificateTexts(wholeText(reply)).flatMap(xml => {
    try {
      return [read(xml)];
    } catch (error) {
      if (error instanceof XrmlError) return [];
      throw error;
    }
  });
}
