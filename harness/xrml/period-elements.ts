import { requiredChild, textOf } from './navigate.ts';
import { element, type XrmlNode } from './node.ts';
import { formatTime, parseTime, type Period } from './time.ts';

/** FROM and UNTIL of a VALIDITYTIME or RANGETIME (MS-RMPR 2.2.9.1.2, 2.2.9.1.3). */
export function periodElements(period: Period): readonly XrmlNode[] {
  return [
    element('FROM', [], formatTime(period.from)),
    element('UNTIL', [], formatTime(period.until)),
  ];
}

/**
 * Reads the FROM and UNTIL of a VALIDITYTIME or RANGETIME (MS-RMPR 2.2.9.1.2, 2.2.9.1.3).
 *
 * @throws XrmlError when one is missing or no time.
 */
export function parsePeriod(node: XrmlNode): Period {
  return {
    from: parseTime(textOf(requiredChild(node, 'FROM'))),
    until: parseTime(textOf(requiredChild(node, 'UNTIL'))),
  };
}
