import { elements, requiredAttribute } from './navigate.ts';
import { element, type XrmlNode } from './node.ts';
import { parsePeriod, periodElements } from './period-elements.ts';
import type { Period } from './time.ts';
import { XrmlError } from './xrml-error.ts';

/** When content or a right can be used: in a half-closed period, or for days from ISSUEDTIME. */
export type TimeCondition = Period | { readonly days: number };

/** A TIME element (MS-RMPR 2.2.9.8.4). */
export function timeElement(time: TimeCondition): XrmlNode {
  return element(
    'TIME',
    [],
    'days' in time
      ? element('INTERVALTIME', [['days', String(time.days)]])
      : element('RANGETIME', [], ...periodElements(time)),
  );
}

/**
 * Reads a TIME element (MS-RMPR 2.2.9.8.4).
 *
 * @throws XrmlError when it holds neither a RANGETIME nor an INTERVALTIME in days.
 */
export function parseTimeCondition(node: XrmlNode): TimeCondition {
  const [condition, ...more] = elements(node);
  if (condition === undefined || more.length > 0)
    throw new XrmlError(`TIME has ${elements(node).length} conditions; one expected.`);
  if (condition.name === 'RANGETIME') return parsePeriod(condition);
  if (condition.name !== 'INTERVALTIME')
    throw new XrmlError(`TIME holds <${condition.name}>; RANGETIME or INTERVALTIME expected.`);
  const days = requiredAttribute(condition, 'days');
  if (!/^\d{1,9}$/.test(days))
    throw new XrmlError(`INTERVALTIME names "${days}" as days; a whole number expected.`);
  return { days: Number(days) };
}
