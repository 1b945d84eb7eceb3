import type { Catalogue } from '../../harness/verdict/requirement.ts';
import { form } from './requirements/form.ts';
import { license1 } from './requirements/license1.ts';
import { license7 } from './requirements/license7.ts';
import { nonsilent } from './requirements/nonsilent.ts';
import { response } from './requirements/response.ts';
import { revocation } from './requirements/revocation.ts';
import { state } from './requirements/state.ts';
import { version1 } from './requirements/version1.ts';
import { version11 } from './requirements/version11.ts';
import { version7 } from './requirements/version7.ts';

const requirements = {
  ...form,
  ...version1,
  ...license1,
  ...version7,
  ...response,
  ...license7,
  ...revocation,
  ...nonsilent,
  ...state,
  ...version11,
} as const;

/** The id of a requirement of MS-DRM: a check for any other id doesn't compile. */
export type WmdrmRequirementId = keyof typeof requirements;

/**
 * MS-DRM, as far as it could be recovered (MS-DRM-facts): 3.2.5.2 whole, with the digests of its
 * sentences; of the rest each row names the section that states it.
 */
export const catalogue: Catalogue<WmdrmRequirementId> = {
  specification: 'MS-DRM',
  revision: '2017-06-01',
  sectionUrl: 'https://learn.microsoft.com/openspecs/windows_protocols/ms-drm/',
  requirements,
};
