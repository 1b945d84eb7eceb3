import { conforming } from '../../rms/behaviour.ts';
import type { Mutant } from '../mutant.ts';

const profile = 'windows-server-2008-r2-sp1';

/** Section 7: products that are not as documented. */
export const profileMutants: readonly Mutant[] = [
  {
    name: 'product-with-another-minimum',
    profile,
    breaks: ['rmsi.profile.minimum-version'],
    behaviour: { announcedRange: range => ({ ...range, minimum: '1.1.0.0' }) },
  },
  {
    name: 'product-with-another-maximum',
    profile,
    breaks: ['rmsi.profile.maximum-version'],
    behaviour: { supportedRange: { ...conforming.supportedRange, maximum: '1.1.0.0' } },
  },
  {
    name: 'product-with-version-data-on-faults',
    profile,
    breaks: ['rmsi.profile.no-version-data-on-faults'],
    behaviour: { announcesVersions: () => true },
  },
];
