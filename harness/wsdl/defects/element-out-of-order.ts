import { childNodes, replaceAt } from '../message-node.ts';
import { type Defect, defectAt } from './defect.ts';

/** Each element that has an elder sibling is put before it. */
export const elementOutOfOrder: Defect = ({ sites }) =>
  sites
    .filter(site => site.place === 'inner')
    .filter(site => (site.path.at(-1) ?? 0) > 0)
    .map(site => {
      const at = site.path.at(-1) ?? 0;
      return defectAt(
        site,
        'out-of-order',
        'element-out-of-order',
        false,
        replaceAt(site.message, site.path.slice(0, -1), parent => {
          const children = childNodes(parent);
          const moved = children.slice(at - 1, at + 1).reverse();
          return [
            {
              ...parent,
              content: [...children.slice(0, at - 1), ...moved, ...children.slice(at + 1)],
            },
          ];
        }),
      );
    });
