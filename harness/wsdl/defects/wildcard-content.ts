import { replaceAt } from '../message-node.ts';
import { type Defect, defectAt } from './defect.ts';

/**
 * An element that takes one XML node (`<s:any/>`) gets none, text instead of one, and two
 * (MS-RMSI 2.2.4.2).
 */
export const wildcardContent: Defect = ({ sites }) =>
  sites.flatMap(site => {
    const { type } = site.declaration;
    const { content } = site.node;
    if (type.kind === 'simple' || !type.wildcard || typeof content !== 'string') return [];
    const contents = {
      'without-content': '',
      'text-only': 'text',
      'two-elements': `${content}${content}`,
    };
    return Object.entries(contents).map(([suffix, text]) =>
      defectAt(
        site,
        suffix,
        'wildcard-content',
        false,
        replaceAt(site.message, site.path, node => [{ ...node, content: text }]),
      ),
    );
  });
