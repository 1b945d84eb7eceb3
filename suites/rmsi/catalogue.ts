import type { Catalogue } from '../../harness/verdict/requirement.ts';
import { acquireLicense } from './requirements/acquire-license.ts';
import { decommission } from './requirements/decommission.ts';
import { faults } from './requirements/faults.ts';
import { negotiation } from './requirements/negotiation.ts';
import { precertify } from './requirements/precertify.ts';
import { prelicense } from './requirements/prelicense.ts';
import { profile } from './requirements/profile.ts';
import { republish } from './requirements/republish.ts';
import { transport } from './requirements/transport.ts';
import { versionData } from './requirements/version-data.ts';

const requirements = {
  ...transport,
  ...versionData,
  ...negotiation,
  ...faults,
  ...decommission,
  ...precertify,
  ...republish,
  ...prelicense,
  ...acquireLicense,
  ...profile,
} as const;

/** The id of a requirement of MS-RMSI: a check for any other id doesn't compile. */
export type RmsiRequirementId = keyof typeof requirements;

/** MS-RMSI, sentence by sentence. */
export const catalogue: Catalogue<RmsiRequirementId> = {
  specification: 'MS-RMSI',
  revision: '13.0',
  sectionUrl: 'https://learn.microsoft.com/openspecs/windows_protocols/ms-rmsi/#Section_{section}',
  requirements,
};
