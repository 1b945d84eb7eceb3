import type { MarkupElement } from './markup.ts';
import type { Repair } from './repair.ts';

/**
 * Joins the attribute values that the Markdown breaks across lines, without a blank: an XML parser
 * would put one there, and a soapAction or a pattern with a blank in it is another one (TRAPS.md,
 * section 1, item 1). Gives the element so mended and what was joined, in document order.
 */
export function joinBrokenValues(element: MarkupElement): {
  element: MarkupElement;
  repairs: Repair[];
} {
  const repairs: Repair[] = [];
  const attributes = element.attributes.map(attribute => {
    if (!attribute.value.includes('\n')) return attribute;
    const value = attribute.value
      .split('\n')
      .map(part => part.trim())
      .join('');
    const subject = `${element.name}/@${attribute.name}`;
    repairs.push({ kind: 'attribute-value-joined', line: attribute.line, subject, value });
    return { ...attribute, value };
  });
  const children = element.children.map(child => {
    if (typeof child === 'string') return child;
    const joined = joinBrokenValues(child);
    repairs.push(...joined.repairs);
    return joined.element;
  });
  return { element: { ...element, attributes, children }, repairs };
}
