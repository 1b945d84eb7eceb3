import { mapText, replaceAt } from '../message-node.ts';
import { ofSecondItem } from '../placeholders.ts';
import { type Defect, defectAt } from './defect.ts';

/**
 * Each array has no item, and two. The second item has placeholders of its own (`-2`), so that a
 * check can tell which of the two a server took. The names are the array's, not the item's.
 */
export const arraySize: Defect = ({ sites }) =>
  sites
    .filter(item => item.declaration.maxOccurs > 1)
    .flatMap(item => {
      const array = sites.find(site => site.trail.join('/') === item.trail.slice(0, -1).join('/'));
      if (array === undefined) return [];
      const at = { ...array, twin: item.twin };
      return [
        defectAt(
          at,
          'empty',
          'array-of-none',
          item.declaration.minOccurs === 0,
          replaceAt(item.message, item.path, () => []),
        ),
        defectAt(
          at,
          'two',
          'array-of-two',
          true,
          replaceAt(item.message, item.path, node => [node, mapText(node, ofSecondItem)]),
        ),
      ];
    });
