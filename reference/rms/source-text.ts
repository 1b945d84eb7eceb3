import type { XmlElement } from '../../harness/xml/element.ts';

/** Every piece of markup in a well-formed document that has no document type declaration. */
const markup =
  /<!--[^]*?-->|<!\[CDATA\[[^]*?\]\]>|<\?[^]*?\?>|<\/[^>]*>|<(?:[^>"']|"[^"]*"|'[^']*')*>/g;

/**
 * The text from which an element was parsed, start tag to end tag, unchanged. A licence needs it:
 * its hash is taken over text, and text that was parsed and written again need not be the same.
 *
 * Start tags stand in the text in the order in which a walk of the tree meets the elements, so the
 * element is found by counting; the pattern is exact for a document that has been parsed without
 * complaint, and of which `root` is the tree.
 *
 * @returns undefined when the element does not belong to the tree.
 */
export function sourceOf(text: string, root: XmlElement, element: XmlElement): string | undefined {
  const wanted = orderOf(root, element);
  let order = 0;
  let depth = 0;
  let start: number | undefined;
  for (const { 0: tag, index } of text.matchAll(markup)) {
    if (/^<[!?]/.test(tag)) continue;
    const closes = tag.startsWith('</');
    if (!closes) {
      if (order === wanted) start = index;
      order += 1;
    }
    if (start === undefined) continue;
    if (!closes && !tag.endsWith('/>')) depth += 1;
    if (closes) depth -= 1;
    if (depth === 0) return text.slice(start, index + tag.length);
  }
  return undefined;
}

/** How many elements start before this one, or undefined when it is not in the tree. */
function orderOf(root: XmlElement, element: XmlElement): number | undefined {
  let order = 0;
  const visit = (candidate: XmlElement): boolean => {
    if (candidate === element) return true;
    order += 1;
    return candidate.children.some(visit);
  };
  return visit(root) ? order : undefined;
}
