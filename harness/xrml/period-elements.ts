import { element, type XrmlNode } from './node.ts';
import { formatTime, type Period } from './time.ts';

/** FROM and UNTIL of a VALIDITYTIME or RANGETIME (MS-RMPR 2.2.9.1.2, 2.2.9.1.3). */
export function periodElements(period: Period): readonly XrmlNode[] {
  return [
    element('FROM', [], formatTime(period.from)),
    element('UNTIL', [], formatTime(period.until)),
  ];
}
