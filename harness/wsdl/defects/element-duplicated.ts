import { replaceAt } from '../message-node.ts';
import { type Defect, defectAt } from './defect.ts';

/** Each element that may occur once occurs twice, with the same content. */
export const elementDuplicated: Defect = ({ sites }) =>
  sites
    .filter(site => site.declaration.maxOccurs === 1)
    .map(site =>
      defectAt(
        site,
        'duplicated',
        'element-duplicated',
        // The envelope's schema counts neither header blocks nor body elements.
        site.place !== 'inner',
        replaceAt(site.message, site.path, node => [node, node]),
      ),
    );
