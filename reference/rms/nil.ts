import { attribute, type XmlElement } from '../../harness/xml/element.ts';

const instanceNamespace = 'http://www.w3.org/2001/XMLSchema-instance';

/** Whether xsi:nil says that an element stands for null (XML Schema part 1, section 2.6.2). */
export function isNil(element: XmlElement): boolean {
  return ['true', '1'].includes(attribute(element, 'nil', instanceNamespace)?.trim() ?? '');
}
