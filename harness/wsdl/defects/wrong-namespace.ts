import { replaceAt } from '../message-node.ts';
import { type Defect, defectAt } from './defect.ts';

/** Each element, without those below it, is moved to a namespace that nobody uses. */
export const wrongNamespace: Defect = ({ sites }) =>
  sites.map(site =>
    defectAt(
      site,
      'wrong-namespace',
      'wrong-namespace',
      // Header blocks are judged as far as they are declared; an unknown one is not.
      site.place === 'header',
      replaceAt(site.message, site.path, node => [
        { ...node, namespace: 'urn:assay:wrong-namespace' },
      ]),
    ),
  );
