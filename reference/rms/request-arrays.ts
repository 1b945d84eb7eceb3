import { child, children, type XmlElement } from '../../harness/xml/element.ts';
import { isNil } from './nil.ts';

/** An array's entries; undefined stands for one that is nil. */
export type Entries = readonly (XmlElement | undefined)[];

/**
 * Reads an array the way ASP.NET's XmlSerializer does: elements it doesn't know, or that are in
 * another namespace, are passed over; of a repeated array the first counts; order is free.
 *
 * @returns undefined when the array is absent or nil.
 */
export function entriesOf(
  parent: XmlElement,
  array: string,
  item: string,
  namespace: string,
): Entries | undefined {
  const element = child(parent, array, namespace);
  if (element === undefined || isNil(element)) return undefined;
  return children(element, item, namespace).map(entry => (isNil(entry) ? undefined : entry));
}

/** The text of a child that is there and not nil, white space kept. */
export function textOf(parent: XmlElement, name: string, namespace: string): string | undefined {
  const element = child(parent, name, namespace);
  return element === undefined || isNil(element) ? undefined : element.text;
}
