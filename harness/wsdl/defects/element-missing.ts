import { replaceAt } from '../message-node.ts';
import { type Defect, defectAt } from './defect.ts';

/**
 * Each element that schema or prose requires is left out. The last item of an array is left out by
 * `arraySize`, VersionData and its children by `versionData`.
 */
export const elementMissing: Defect = ({ sites, operation }) =>
  sites
    .filter(site => site.required && site.declaration.maxOccurs === 1)
    .filter(site => site.trail[0] !== operation.header?.name)
    .map(site =>
      defectAt(
        site,
        'absent',
        'element-missing',
        // An empty Body is a valid envelope.
        site.place === 'body' || site.declaration.minOccurs === 0,
        replaceAt(site.message, site.path, () => []),
      ),
    );
