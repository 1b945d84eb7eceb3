import { replaceAt } from '../message-node.ts';
import { type Defect, defectAt } from './defect.ts';

/**
 * Each element is nil: forbidden by the schema where it is not nillable, and allowed, but missing
 * what prose requires, where it is.
 */
export const nil: Defect = ({ sites }) =>
  sites.map(site =>
    defectAt(
      site,
      'nil',
      site.declaration.nillable ? 'nil-allowed' : 'nil-forbidden',
      site.declaration.nillable,
      replaceAt(site.message, site.path, node => [{ ...node, nil: true, content: [] }]),
    ),
  );
